import { sql, type Kysely } from 'kysely';

/**
 * What networks say of messages that they took, also of those whose sending is not settled yet; and what
 * was decided about a message when it was composed.
 */
export async function addDeliveryReceipts(db: Kysely<unknown>): Promise<void> {
	const add = (name: string, type: 'text' | 'bigint') =>
		db.schema.alterTable('outbox').addColumn(name, type).execute();
	await add('receipt_key', 'text');
	await add('delivery', 'text');
	await add('delivery_at', 'bigint');
	await add('delivery_said', 'text');
	await add('log', 'text');
	await db.schema
		.createIndex('outbox_receipt_idx')
		.on('outbox')
		.column('receipt_key')
		.where(sql.ref('receipt_key'), 'is not', null)
		.execute();
	await db.schema
		.createTable('delivery_receipt')
		.addColumn('receipt_key', 'text', (c) => c.primaryKey().notNull())
		.addColumn('delivery', 'text', (c) => c.notNull())
		.addColumn('said', 'text', (c) => c.notNull())
		.addColumn('received_at', 'bigint', (c) => c.notNull())
		.execute();
}
