import type { Contact, ContactMatch } from '#domain/contact.ts';
import { searchTextOf } from '#domain/contact-search.ts';
import type { LdapSource, TrialResult } from '#domain/directory-source.ts';
import { sameLastDigits } from '#domain/phone-number.ts';
import type { Directory } from './ask-directories.ts';
import { LdapConnection } from './ldap-connection.ts';
import { readEntry } from './ldap-entry.ts';
import {
	anyNumberFilter,
	looseNumberFilter,
	numberAttributes,
	numberFilter,
	searchFilter
} from './ldap-filter.ts';

/** Nobody reads more while it rings. */
const MAX_MATCHES = 10;
/** Loose filters find others too, which are sorted out here. */
const MAX_LOOSE = 200;

export interface LdapDirectory extends Directory {
	close(): Promise<void>;
}

/** A directory that is asked by LDAP for each number and each search; nothing of it is kept. */
export function createLdapDirectory(source: LdapSource, password: string): LdapDirectory {
	const connection = new LdapConnection({ ...source, password });
	const ask = async (filter: string, limit: number) => read(connection, source, filter, limit);
	return {
		source: source.id,
		async find(e164) {
			const equal = matchesFor(await ask(numberFilter(source, e164), MAX_MATCHES), e164);
			const matches = equal.some(({ certain }) => certain)
				? equal
				: matchesFor(await ask(looseNumberFilter(source, e164), MAX_LOOSE), e164);
			return matches.length > 0
				? { source: source.id, status: 'found', matches }
				: { source: source.id, status: 'none' };
		},
		async search(words, limit) {
			const found = await ask(searchFilter(source, words), MAX_LOOSE);
			return found
				.map((contact) => ({ contact, text: searchTextOf(contact) }))
				.filter(({ text }) => words.every((word) => text.includes(word)))
				.sort((a, b) => (a.text < b.text ? -1 : 1))
				.slice(0, limit)
				.map(({ contact }) => contact);
		},
		close: () => connection.close()
	};
}

/** Binds and reads one entry that has a number. */
export async function tryLdap(source: LdapSource, password: string): Promise<TrialResult> {
	const connection = new LdapConnection({ ...source, password });
	try {
		const [example] = await read(connection, source, anyNumberFilter(source), MAX_MATCHES);
		return { ok: true, books: [], entries: null, example: example ?? null };
	} catch (error) {
		return { ok: false, error: error instanceof Error ? error.message : String(error) };
	} finally {
		await connection.close();
	}
}

async function read(
	connection: LdapConnection,
	source: LdapSource,
	filter: string,
	limit: number
): Promise<Contact[]> {
	const { base, scope, attributes } = source;
	const { name, company, emails } = attributes;
	const asked = [...name, ...company, ...emails, ...numberAttributes(attributes)];
	const entries = await connection.search({ base, scope, filter, attributes: asked, limit });
	return entries.flatMap((entry) => readEntry(entry, source) ?? []);
}

/** Those that have the number, certainly or by its last digits; the certain ones first. */
function matchesFor(contacts: readonly Contact[], e164: string): ContactMatch[] {
	const matches = contacts.flatMap((contact) => {
		if (contact.numbers.some((number) => number.e164 === e164)) return { contact, certain: true };
		const isSimilar = contact.numbers.some((number) => sameLastDigits(number, { raw: e164, e164 }));
		return isSimilar ? { contact, certain: false } : [];
	});
	return matches.sort((a, b) => Number(b.certain) - Number(a.certain)).slice(0, MAX_MATCHES);
}
