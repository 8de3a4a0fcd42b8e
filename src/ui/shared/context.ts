import { createContext } from 'svelte';
import type { FirstMessages } from '#i18n/en.ts';
import type { Texts } from '#i18n/texts.ts';
import type { Desk } from '#phone/create-phone.ts';
import type { Installation } from '#phone/installation.svelte.ts';
import type { Session } from '#phone/session.svelte.ts';
import type { BrowserLanguage } from '#ui/shell/browser-language.svelte.ts';
import type { Turns } from '#ui/shell/turns.svelte.ts';
import type { Words } from '#ui/shell/words.svelte.ts';

const [getFirstTextsOf, setFirstTextsOf] = createContext<() => Texts<FirstMessages>>();

/** Gives the components below what is said from the start. */
export const provideFirstTexts = setFirstTextsOf;

/** As `useTexts`, for components that are shown before all words are there. */
export function useFirstTexts(): () => Texts<FirstMessages> {
	return getFirstTextsOf();
}

const [getTextsOf, setTextsOf] = createContext<() => Texts>();

/** Gives the components below the current language; a function, so that it can change. */
export const provideTexts = setTextsOf;

/** The current language's words and formats: call it in a component's start, read it in its markup. */
export function useTexts(): () => Texts {
	return getTextsOf();
}

export const [useWords, provideWords] = createContext<Words>();

export const [useSession, provideSession] = createContext<Session>();

export const [useLanguage, provideLanguage] = createContext<BrowserLanguage>();

export const [useInstallation, provideInstallation] = createContext<Installation>();

/** To be called once the page has all that it shows. */
export const [useLoaded, provideLoaded] = createContext<() => void>();

const [getDeskOf, setDeskOf] = createContext<() => Desk | undefined>();

/** Gives the pages of a signed-in person the telephone that goes on while they change. */
export const provideDesk = setDeskOf;

/** The signed-in person's desk: call it in a component's start. Undefined only while there is none. */
export function useDesk(): () => Desk | undefined {
	return getDeskOf();
}

/** In which order the parts of the first page are drawn. */
export const [useTurns, provideTurns] = createContext<Turns>();
