import type { Region } from '#domain/settings.ts';

/**
 * Where this browser says it is: a first guess for the settings of a new account, and better than one
 * country for all.
 */
export function browserRegion(locale: Region['locale']): Region {
	const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
	const [language = locale] = navigator.languages;
	// `en` alone says no country: the likeliest is still better than none.
	const country = new Intl.Locale(language).maximize().region ?? 'DE';
	return { locale, timeZone, country };
}
