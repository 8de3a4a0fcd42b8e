import type { Kysely } from 'kysely';
import type { Contact } from '#domain/contact.ts';
import type { Schema } from '#server/database/schema.ts';
import { readContact } from './contact-table.ts';

export interface ContactPage {
	readonly contacts: readonly Contact[];
	/** There are others after these. */
	readonly more: boolean;
}

/** The contact with this id, of whichever source. */
export async function contactById(db: Kysely<Schema>, id: string): Promise<Contact | undefined> {
	const row = await db.selectFrom('contact').select('data').where('id', '=', id).executeTakeFirst();
	return row && readContact(row.data);
}

/** Ids are never changed: a page's end is there again although contacts come and go. */
export async function contactsAfter(
	db: Kysely<Schema>,
	source: string,
	after: string,
	limit: number
): Promise<ContactPage> {
	const rows = await db
		.selectFrom('contact')
		.select('data')
		.where('source', '=', source)
		.where('id', '>', after)
		.orderBy('id')
		.limit(limit + 1)
		.execute();
	return {
		contacts: rows.slice(0, limit).map(({ data }) => readContact(data)),
		more: rows.length > limit
	};
}
