import { SETTINGS_VERSION } from './settings.ts';

/** Raised with a change of what app and server say to each other that the other's version would not understand. */
const LANGUAGE = 1;

/** What the app and its server speak. Settings are sent whole, so each shape of them is a language too. */
export const API_VERSION = `${LANGUAGE}.${SETTINGS_VERSION}`;

/** The header field of all answers under `/api` by which the server says its own. */
export const API_VERSION_HEADER = 'anteroom-api';
