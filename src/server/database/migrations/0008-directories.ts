import type { Kysely } from 'kysely';

/** Directories that administrators have configured, and how each of them is doing. */
export async function addDirectories(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('directory_source')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('data', 'text', (c) => c.notNull())
		.addColumn('password_sealed', 'text')
		.addColumn('removed_at', 'bigint')
		.addColumn('answered_at', 'bigint')
		.addColumn('error', 'text')
		.addColumn('failed_since', 'bigint')
		.addColumn('sync_state', 'text')
		.addColumn('next_sync_at', 'bigint')
		.addColumn('lease_owner', 'text')
		.addColumn('leased_until', 'bigint')
		.execute();
}
