import type { Kysely } from 'kysely';

interface ContactBefore {
	id: string;
	data: string;
}

interface ContactAfter extends ContactBefore {
	search: string;
}

/**
 * Contacts of several sources in one place: the own address book, and what was fetched from others.
 * `searchTextOf` is what a search looks in, made of a contact's JSON.
 */
export async function addContactSources(
	db: Kysely<unknown>,
	searchTextOf: (data: string) => string
): Promise<void> {
	await db.schema
		.alterTable('contact')
		.addColumn('source', 'text', (c) => c.notNull().defaultTo('own'))
		.execute();
	await db.schema
		.alterTable('contact')
		.addColumn('search', 'text', (c) => c.notNull().defaultTo(''))
		.execute();
	await db.schema
		.createIndex('contact_source_idx')
		.on('contact')
		.columns(['source', 'search', 'id'])
		.execute();
	const tables = db as Kysely<{ contact: ContactAfter }>;
	for (const { id, data } of await tables.selectFrom('contact').select(['id', 'data']).execute()) {
		await tables
			.updateTable('contact')
			.set({ search: searchTextOf(data) })
			.where('id', '=', id)
			.execute();
	}
}
