import type { Contact } from './contact.ts';

/** Text in which a search finds a contact: names, company, addresses and the digits of its numbers. */
export function searchTextOf({ name, company, emails, numbers }: Contact): string {
	const digits = numbers.map(({ raw, e164 }) => `${onlyDigits(raw)} ${onlyDigits(e164 ?? '')}`);
	return searchable([name, company, ...emails, ...digits].join(' '));
}

/** An indexed word is cut after so many characters: nobody types on for so long. */
export const MAX_INDEXED = 40;
/** As many as a contact with long names has; what comes after is found by the others. */
const MOST_INDEXED = 48;

/**
 * What an index finds a contact by, from the beginning of each word: also of the parts of double names
 * and of the domains of addresses. Numbers that have their E.164 form are left to an index of those.
 */
export function indexWords(contact: Contact): string[] {
	const numbers = contact.numbers.filter(({ e164 }) => e164 === undefined);
	const words = searchTextOf({ ...contact, numbers }).split(' ');
	const parts = words.flatMap((word) =>
		word.includes('@') ? word.slice(word.indexOf('@') + 1) : word.split(/[^\p{L}\p{N}]+/u)
	);
	const all = new Set([...words, ...parts].map((word) => word.slice(0, MAX_INDEXED)));
	return [...all].filter((word) => word !== '').slice(0, MOST_INDEXED);
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
