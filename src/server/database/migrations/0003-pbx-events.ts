import type { Kysely } from 'kysely';

/** What PBXes say of calls, until all that belongs to a call has come. */
export async function addPbxEvents(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('pbx_event')
		.addColumn('account_id', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
		.addColumn('event_id', 'text', (c) => c.notNull())
		.addColumn('call_id', 'text', (c) => c.notNull())
		.addColumn('data', 'text', (c) => c.notNull())
		.addColumn('received_at', 'bigint', (c) => c.notNull())
		.addPrimaryKeyConstraint('pbx_event_pk', ['account_id', 'event_id'])
		.execute();
	await db.schema
		.createIndex('pbx_event_call_idx')
		.on('pbx_event')
		.columns(['account_id', 'call_id'])
		.execute();
	await db.schema
		.createIndex('pbx_event_received_idx')
		.on('pbx_event')
		.column('received_at')
		.execute();
}
