import { createContext } from 'svelte';
import type { Texts } from '#i18n/texts.ts';
import type { Session } from '#phone/session.svelte.ts';

const [getTextsOf, setTextsOf] = createContext<() => Texts>();

/** Gives the components below the current language; a function, so that it can change. */
export const provideTexts = setTextsOf;

/** The current language's words and formats: call it in a component's start, read it in its markup. */
export function useTexts(): () => Texts {
	return getTextsOf();
}

export const [useSession, provideSession] = createContext<Session>();
