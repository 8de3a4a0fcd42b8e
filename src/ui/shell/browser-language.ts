import type { Locale } from '#domain/hotline.ts';
import { preferredLocale } from '#i18n/texts.ts';

const KEY = 'anteroom-language';

/** The language to begin with: that of the last person here, else the first of the browser's that we speak. */
export function languageAtStart(): Locale {
	return preferredLocale([remembered(), ...navigator.languages]);
}

/** A browser that keeps nothing begins with its own language each time. */
export function rememberLanguage(locale: Locale): void {
	try {
		localStorage.setItem(KEY, locale);
	} catch {
		// Storage is full or forbidden.
	}
}

function remembered(): string {
	try {
		return localStorage.getItem(KEY) ?? '';
	} catch {
		return '';
	}
}
