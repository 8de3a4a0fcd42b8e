import type { Contact } from './contact.ts';

/** Text in which a search finds a contact: names, company, addresses and the digits of its numbers. */
export function searchTextOf({ name, company, emails, numbers }: Contact): string {
	const digits = numbers.map(({ raw, e164 }) => `${onlyDigits(raw)} ${onlyDigits(e164 ?? '')}`);
	return searchable([name, company, ...emails, ...digits].join(' '));
}

/**
 * The words of which each must occur in the text: without accents and case, as people type them in a
 * hurry. A number is one word however it is grouped, without its leading zeros: `0711 25 25` finds
 * `+497112525`.
 */
export function searchWords(query: string): string[] {
	const text = searchable(query);
	if (/^[+\d(][\d\s()/.-]*$/.test(text)) return [onlyDigits(text).replace(/^0+(?=\d)/, '')];
	return text.split(' ').filter((word) => word !== '');
}

function searchable(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replaceAll('ß', 'ss')
		.toLowerCase()
		.replace(/\s+/g, ' ')
		.trim();
}

function onlyDigits(text: string): string {
	return text.replace(/\D/g, '');
}
