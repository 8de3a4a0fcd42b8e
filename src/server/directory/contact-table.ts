import { sql, type Kysely, type Transaction } from 'kysely';
import * as v from 'valibot';
import { contactSchema, type Contact, type ContactMatch } from '#domain/contact.ts';
import { searchTextOf } from '#domain/contact-search.ts';
import type { Schema } from '#server/database/schema.ts';
import type { Directory } from './ask-directories.ts';

/** Numbers that agree in this many last digits are shown as an uncertain match. */
const SUFFIX_DIGITS = 7;
/** Many people can share a main number's last digits; nobody reads a longer list while it rings. */
const MAX_MATCHES = 10;

/** The contacts of a source that are kept in the database. */
export function tableDirectory(db: Kysely<Schema>, source: string): Directory {
	return {
		source,
		async find(e164) {
			const matches = await findContacts(db, source, e164);
			return matches.length > 0 ? { source, status: 'found', matches } : { source, status: 'none' };
		},
		search: (words, limit) => searchContacts(db, source, words, limit)
	};
}

/** The contacts of a source with this E.164 number: certain where it is equal, uncertain where only its last digits are. */
async function findContacts(
	db: Kysely<Schema>,
	source: string,
	e164: string
): Promise<ContactMatch[]> {
	const rows = await db
		.selectFrom('contact_number')
		.innerJoin('contact', 'contact.id', 'contact_number.contact_id')
		.select(['contact.id', 'contact.data', 'contact_number.e164'])
		.where('contact.source', '=', source)
		.where((where) =>
			where.or([
				where('contact_number.e164', '=', e164),
				where('contact_number.suffix', '=', suffix(e164) ?? e164)
			])
		)
		.orderBy('contact.id')
		.execute();
	const certainIds = new Set(rows.filter((row) => row.e164 === e164).map((row) => row.id));
	const contacts = new Map(rows.map(({ id, data }) => [id, data]));
	return [...contacts]
		.map(([id, data]) => ({ id, data, certain: certainIds.has(id) }))
		.sort((a, b) => Number(b.certain) - Number(a.certain))
		.slice(0, MAX_MATCHES)
		.map(({ data, certain }) => ({ contact: readContact(data), certain }));
}

/** The contacts of a source in whose search text each of the words occurs, by name. */
async function searchContacts(
	db: Kysely<Schema>,
	source: string,
	words: readonly string[],
	limit: number
): Promise<Contact[]> {
	let query = db.selectFrom('contact').select('data').where('source', '=', source);
	for (const word of words) {
		const pattern = `%${word.replace(/[\\%_]/g, (char) => `\\${char}`)}%`;
		query = query.where(sql<boolean>`search like ${pattern} escape '\\'`);
	}
	const rows = await query.orderBy('search').orderBy('id').limit(limit).execute();
	return rows.map(({ data }) => readContact(data));
}

/** Adds or replaces a contact of a source, within a transaction under way. */
export async function saveContact(
	tx: Transaction<Schema>,
	contact: Contact,
	source: string
): Promise<void> {
	const { id } = contact;
	const row = {
		source,
		data: JSON.stringify({ ...contact, source }),
		search: searchTextOf(contact)
	};
	await tx
		.insertInto('contact')
		.values({ id, ...row })
		.onConflict((conflict) => conflict.column('id').doUpdateSet(row))
		.execute();
	await tx.deleteFrom('contact_number').where('contact_id', '=', id).execute();
	const numbers = contact.numbers.map(({ raw, e164 }) => ({
		contact_id: id,
		e164: e164 ?? null,
		suffix: suffix(e164 ?? raw) ?? ''
	}));
	if (numbers.length > 0) await tx.insertInto('contact_number').values(numbers).execute();
}

/** What a contact's row holds, as it was saved by any version. */
export function readContact(data: string): Contact {
	return v.parse(contactSchema, JSON.parse(data));
}

/** The last digits; undefined for a number too short to say anything by them. */
function suffix(number: string): string | undefined {
	const digits = number.replaceAll(/\D/g, '');
	return digits.length < SUFFIX_DIGITS ? undefined : digits.slice(-SUFFIX_DIGITS);
}
