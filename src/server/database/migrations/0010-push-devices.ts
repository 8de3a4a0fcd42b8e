import type { Kysely } from 'kysely';

/** Browsers that are told of calls while the app is closed; each goes with the session that it belongs to. */
export async function addPushDevices(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('push_device')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('account_id', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
		.addColumn('session_id', 'text', (c) =>
			c.notNull().references('session.id').onDelete('cascade')
		)
		.addColumn('device_id', 'text', (c) => c.notNull())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('endpoint', 'text', (c) => c.notNull().unique())
		.addColumn('p256dh', 'text', (c) => c.notNull())
		.addColumn('auth', 'text', (c) => c.notNull())
		.addColumn('made_at', 'bigint', (c) => c.notNull())
		.addColumn('used_at', 'bigint')
		.addColumn('last_message_id', 'text')
		.addUniqueConstraint('push_device_once', ['account_id', 'device_id'])
		.execute();
	await db.schema
		.createIndex('push_device_session')
		.on('push_device')
		.column('session_id')
		.execute();
}
