import type { Locale } from '#domain/hotline.ts';

/** The app's languages in their own names: whoever cannot read a page finds the way back. */
export const LANGUAGES: readonly { readonly value: Locale; readonly label: string }[] = [
	{ value: 'de', label: 'Deutsch' },
	{ value: 'en', label: 'English' }
];
