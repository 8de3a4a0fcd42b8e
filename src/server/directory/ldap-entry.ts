import { createHash } from 'node:crypto';
import type { Entry } from 'ldapts';
import * as v from 'valibot';
import { contactSchema, type Contact } from '#domain/contact.ts';
import type { LdapSource } from '#domain/directory-source.ts';
import { cleanText } from '#domain/sip-address.ts';
import { readNumber } from '#domain/vcard-reader.ts';

const MAX_NAME = 200;
const MAX_RAW = 64;
const MAX_NUMBERS = 50;
const MAX_EMAILS = 20;
const emailSchema = v.pipe(v.string(), v.maxLength(254), v.email());

/** What an entry says of a contact, under the source's mapping; undefined where it says nothing. */
export function readEntry(entry: Entry, source: LdapSource): Contact | undefined {
	const { attributes, numbering } = source;
	const values = valuesOf(entry);
	const all = (names: readonly string[]) =>
		names.flatMap((name) => values.get(name.toLowerCase()) ?? []);
	const first = (names: readonly string[]) =>
		all(names)
			.map((value) => cleanText(value, MAX_NAME))
			.find(Boolean) ?? '';
	const numbers = (['work', 'mobile', 'home', 'fax'] as const)
		.flatMap((type) => all(attributes[type]).map((value) => ({ type, value })))
		.map(({ type, value }) => ({ type, raw: cleanText(value, MAX_RAW + 1) }))
		.filter(({ raw }) => raw !== '' && raw.length <= MAX_RAW)
		.slice(0, MAX_NUMBERS)
		.map(({ type, raw }) => readNumber(raw, type, numbering));
	const name = first(attributes.name);
	const company = first(attributes.company);
	if (`${name}${company}` === '') return undefined;
	const contact = v.safeParse(contactSchema, {
		id: `${source.id}:${createHash('sha256').update(entry.dn).digest('hex').slice(0, 32)}`,
		source: source.id,
		...{ name, company, numbers, notes: '' },
		emails: [...new Set(all(attributes.emails))]
			.filter((email) => v.is(emailSchema, email))
			.slice(0, MAX_EMAILS)
	});
	return contact.success ? contact.output : undefined;
}

/** Texts by attribute in lower case: servers answer with their own spelling of a name (RFC 4512 §2.5). */
function valuesOf(entry: Entry): Map<string, string[]> {
	return new Map(
		Object.entries(entry).map(([name, value]) => [
			name.toLowerCase(),
			(Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string')
		])
	);
}
