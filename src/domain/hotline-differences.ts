import { LOCALES, type Hotline, type Locale } from './hotline.ts';

/** The fields of a hotline as people see them, each as text. */
export type HotlineField =
	| Exclude<keyof Hotline, 'version' | 'contact' | 'greeting'>
	| `contact.${keyof Hotline['contact']}`
	| `greeting.${Locale}.${keyof Hotline['greeting'][Locale]}`;

/** Each field's text, in the order of the form; lists have one member a line. */
export function hotlineFields(hotline: Hotline): ReadonlyMap<HotlineField, string> {
	const { contact, greeting, ...rest } = hotline;
	const fields = new Map<HotlineField, string>();
	for (const key of ['id', 'name', 'company', 'notes'] as const) fields.set(key, rest[key]);
	for (const key of ['name', 'number', 'email'] as const)
		fields.set(`contact.${key}`, contact[key]);
	for (const key of ['numbers', 'divertingNumbers', 'answeredBy'] as const) {
		fields.set(key, rest[key].join('\n'));
	}
	for (const locale of LOCALES) {
		for (const part of ['always', 'morning', 'day', 'evening'] as const) {
			fields.set(`greeting.${locale}.${part}`, greeting[locale][part]);
		}
	}
	for (const key of [
		'color',
		'logo',
		'ringTone',
		'notifyAddress',
		'notifyNumber',
		'notifyLocale'
	] as const) {
		fields.set(key, rest[key]);
	}
	return fields;
}
