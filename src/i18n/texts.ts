import type { Locale } from '#domain/hotline.ts';
import { de } from './de.ts';
import { en, type Messages } from './en.ts';
import { formats, type Formats } from './formats.ts';

/** The words and the formats of one language. */
export interface Texts {
	readonly locale: Locale;
	readonly t: Messages;
	readonly f: Formats;
}

export function texts(locale: Locale, timeZone?: string): Texts {
	return { locale, t: locale === 'de' ? de : en, f: formats(locale, timeZone) };
}

/** The first of a browser's or client's preferred languages that we speak; English otherwise. */
export function preferredLocale(languages: readonly string[]): Locale {
	for (const language of languages) {
		if (/^de\b/i.test(language)) return 'de';
		if (/^en\b/i.test(language)) return 'en';
	}
	return 'en';
}
