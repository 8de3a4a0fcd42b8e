import type { Transaction } from 'kysely';
import * as v from 'valibot';
import { contactSchema, type Contact } from '#domain/contact.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';
import type { Directory } from './ask-directories.ts';

/** Numbers that agree in this many last digits are shown as an uncertain match. */
const SUFFIX_DIGITS = 7;
/** Many people can share a main number's last digits; nobody reads a longer list while it rings. */
const MAX_MATCHES = 10;

const SOURCE = 'own';

/** The contacts kept in this server's own database. */
export interface OwnDirectory extends Directory {
	/** Adds the contact, or replaces the one with its id. */
	save(contact: Contact): Promise<void>;
}

export function createOwnDirectory(database: Database): OwnDirectory {
	const { db } = database;
	return {
		source: SOURCE,
		/** Certain where the numbers are equal, uncertain where only the last digits are. */
		async find(e164) {
			const rows = await db
				.selectFrom('contact_number')
				.innerJoin('contact', 'contact.id', 'contact_number.contact_id')
				.select(['contact.id', 'contact.data', 'contact_number.e164'])
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
			const matches = [...contacts]
				.map(([id, data]) => ({ id, data, certain: certainIds.has(id) }))
				.sort((a, b) => Number(b.certain) - Number(a.certain))
				.slice(0, MAX_MATCHES)
				.map(({ data, certain }) => ({
					contact: v.parse(contactSchema, JSON.parse(data)),
					certain
				}));
			return matches.length > 0
				? { source: SOURCE, status: 'found', matches }
				: { source: SOURCE, status: 'none' };
		},
		save: (contact) => database.inTransaction((tx) => saveContact(tx, contact))
	};
}

/** Adds or replaces a contact, within a transaction under way. */
export async function saveContact(tx: Transaction<Schema>, contact: Contact): Promise<void> {
	const { id } = contact;
	const data = JSON.stringify({ ...contact, source: SOURCE });
	await tx
		.insertInto('contact')
		.values({ id, data })
		.onConflict((conflict) => conflict.column('id').doUpdateSet({ data }))
		.execute();
	await tx.deleteFrom('contact_number').where('contact_id', '=', id).execute();
	const numbers = contact.numbers.map(({ raw, e164 }) => ({
		contact_id: id,
		e164: e164 ?? null,
		suffix: suffix(e164 ?? raw) ?? ''
	}));
	if (numbers.length > 0) await tx.insertInto('contact_number').values(numbers).execute();
}

/** The last digits; undefined for a number too short to say anything by them. */
function suffix(number: string): string | undefined {
	const digits = number.replaceAll(/\D/g, '');
	return digits.length < SUFFIX_DIGITS ? undefined : digits.slice(-SUFFIX_DIGITS);
}
