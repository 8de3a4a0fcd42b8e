import type { Kysely } from 'kysely';

/** Which channels wait until somebody mends the installation's configuration. */
export async function addChannelPauses(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('channel_pause')
		.addColumn('channel', 'text', (c) => c.primaryKey().notNull())
		.addColumn('reason', 'text', (c) => c.notNull())
		.addColumn('error', 'text', (c) => c.notNull())
		.addColumn('since', 'bigint', (c) => c.notNull())
		.addColumn('probes', 'integer', (c) => c.notNull())
		.addColumn('next_probe_at', 'bigint', (c) => c.notNull())
		.execute();
}
