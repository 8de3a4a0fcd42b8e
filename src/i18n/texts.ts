import type { Locale } from '#domain/hotline.ts';
import type { FirstMessages, Messages } from './en.ts';
import { formats, type Formats } from './formats.ts';

/** The words and the formats of one language. */
export interface Texts<Words = Messages> {
	readonly locale: Locale;
	readonly t: Words;
	readonly f: Formats;
}

/** The first words of a language: they are few, so that the rest does not keep the phone from registering. */
export async function loadFirstMessages(locale: Locale): Promise<FirstMessages> {
	return locale === 'de'
		? (await import('./de/first.ts')).first
		: (await import('./en/first.ts')).first;
}

/** All words of a language, which are loaded with their first use. */
export async function loadMessages(locale: Locale): Promise<Messages> {
	return locale === 'de' ? (await import('./de.ts')).de : (await import('./en.ts')).en;
}

/** `timeZone` is the reader's; the browser's by default. */
export function texts<Words>(locale: Locale, t: Words, timeZone?: string): Texts<Words> {
	return { locale, t, f: formats(locale, timeZone) };
}

/** The first of a browser's or client's preferred languages that we speak; English otherwise. */
export function preferredLocale(languages: readonly string[]): Locale {
	for (const language of languages) {
		if (/^de\b/i.test(language)) return 'de';
		if (/^en\b/i.test(language)) return 'en';
	}
	return 'en';
}
