import type { Kysely } from 'kysely';

/** Logos: small, never changed, found by what they are. */
export async function addPictures(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('picture')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('type', 'text', (c) => c.notNull())
		.addColumn('data', 'text', (c) => c.notNull())
		.execute();
}
