import ICAL from 'ical.js';
import type { Contact } from './contact.ts';
import { cleanText } from './sip-address.ts';

export type VCardVersion = '3.0' | '4.0';

const MAX_VALUE = 200;
/** Characters of base64: 30 kB. */
const MAX_PHOTO = 40_000;
/** RFC 2426 §3.3.1 and RFC 6350 §6.4.1 share these. */
const TEL_TYPES: Readonly<Record<Contact['numbers'][number]['type'], string[]>> = {
	work: ['work', 'voice'],
	mobile: ['cell', 'voice'],
	home: ['home', 'voice'],
	main: ['work', 'voice'],
	fax: ['work', 'fax'],
	other: ['voice']
};

/** A jCard property: name, parameters, value type, value (RFC 7095 §3.3). */
type Property = [string, object, string, string | string[]];

/**
 * Writes a contact as a vCard that may leave the house: 3.0 (RFC 2426) or 4.0 (RFC 6350), with CRLF
 * line endings. Private notes and the source's own ids are left out.
 */
export function writeVCard(contact: Contact, version: VCardVersion): string {
	const name = clean(contact.name);
	const company = clean(contact.company);
	const numbers = contact.numbers.flatMap(({ type, e164, raw }) => {
		const number = e164 ?? clean(raw);
		return number === '' ? [] : [telephone(TEL_TYPES[type], number, e164 !== undefined, version)];
	});
	const properties: Property[] = [
		// RFC 6350 §6.7.9 wants it first; the library tells the versions apart by it.
		['version', {}, 'text', version],
		...(version === '4.0' ? [kind(name)] : []),
		['fn', {}, 'text', name || company],
		['n', {}, 'text', structuredName(name)],
		...(company === '' ? [] : [['org', {}, 'text', [company]] satisfies Property]),
		...numbers,
		...contact.emails.map((email): Property => ['email', emailType(version), 'text', clean(email)]),
		...photo(contact.picture ?? '', version)
	];
	// The library escapes URIs of 4.0 as if they were text (RFC 6350 §4.2 does not).
	return ICAL.stringify(['vcard', properties, []]).replace(
		/^(PHOTO:data:image\/\w+;base64)\\,/m,
		'$1,'
	);
}

/**
 * A picture that came with the contact, where it is small: a message carries it each time. RFC 2426 §3.1.4,
 * RFC 6350 §6.2.4.
 */
function photo(picture: string, version: VCardVersion): Property[] {
	const [, type, base64] = /^data:image\/(png|jpeg|webp);base64,(.+)$/.exec(picture) ?? [];
	if (!type || !base64 || base64.length > MAX_PHOTO) return [];
	if (version === '4.0') return [['photo', {}, 'uri', picture]];
	return [['photo', { encoding: 'b', type: type.toUpperCase() }, 'binary', base64]];
}

/** A name for the attached file that no file system reads as a path or takes amiss. */
export function vCardFileName({ name, company }: Contact): string {
	const written = clean(name) || clean(company);
	const harmless = cleanText(written.replace(/[\\/:*?"<>|.]/g, ' '), 60);
	return `${harmless || 'contact'}.vcf`;
}

function telephone(
	type: string[],
	number: string,
	isE164: boolean,
	version: VCardVersion
): Property {
	if (version === '3.0') return ['tel', { type }, 'phone-number', escaped(number)];
	// Text is the format's default type, a URI the library's: both are named.
	return isE164
		? ['tel', { value: 'uri', type }, 'uri', `tel:${number}`]
		: ['tel', { type }, 'text', number];
}

/** The library writes phone numbers of 3.0 as they are; ours may be any text that people wrote. */
function escaped(text: string): string {
	return text.replace(/[\\,;]/g, (char) => `\\${char}`);
}

function kind(name: string): Property {
	return ['kind', {}, 'text', name === '' ? 'org' : 'individual'];
}

/** Only 3.0 marks the sort of address (RFC 2426 §3.3.2). */
function emailType(version: VCardVersion): object {
	return version === '3.0' ? { type: ['internet'] } : {};
}

/** Family name, given names, and three parts that a contact does not have; people write the family name last. */
function structuredName(name: string): string[] {
	const words = name.split(' ');
	const family = words.pop() ?? '';
	return [family, words.join(' '), '', '', ''];
}

function clean(text: string): string {
	return cleanText(text, MAX_VALUE);
}
