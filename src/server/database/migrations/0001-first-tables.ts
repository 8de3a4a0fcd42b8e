import { sql, type Kysely } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * All tables of the first version. A migration speaks of the tables as they were at its time, so it
 * takes an untyped Kysely; a test compares better-auth's part with what that library asks for.
 */
export async function createFirstTables(db: Kysely<unknown>, engine: Engine): Promise<void> {
	await createSignInTables(db, engine);
	await createAccountTables(db);
	await createDirectoryTables(db);
	await createCallTables(db);
	await createDeliveryTables(db);
}

async function createSignInTables(db: Kysely<unknown>, engine: Engine): Promise<void> {
	const date = engine === 'postgres' ? 'timestamptz' : 'date';
	const boolean = engine === 'postgres' ? 'boolean' : 'integer';

	await db.schema
		.createTable('user')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('email', 'text', (c) => c.notNull().unique())
		.addColumn('emailVerified', boolean, (c) => c.notNull())
		.addColumn('image', 'text')
		.addColumn('createdAt', date, (c) => c.notNull())
		.addColumn('updatedAt', date, (c) => c.notNull())
		.addColumn('role', 'text')
		.addColumn('banned', boolean)
		.addColumn('banReason', 'text')
		.addColumn('banExpires', date)
		.execute();
	await db.schema
		.createTable('session')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('expiresAt', date, (c) => c.notNull())
		.addColumn('token', 'text', (c) => c.notNull().unique())
		.addColumn('createdAt', date, (c) => c.notNull())
		.addColumn('updatedAt', date, (c) => c.notNull())
		.addColumn('ipAddress', 'text')
		.addColumn('userAgent', 'text')
		.addColumn('userId', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
		.addColumn('impersonatedBy', 'text')
		.execute();
	await index(db, 'session', 'userId');
	await db.schema
		.createTable('account')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('accountId', 'text', (c) => c.notNull())
		.addColumn('providerId', 'text', (c) => c.notNull())
		.addColumn('userId', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
		.addColumn('accessToken', 'text')
		.addColumn('refreshToken', 'text')
		.addColumn('idToken', 'text')
		.addColumn('accessTokenExpiresAt', date)
		.addColumn('refreshTokenExpiresAt', date)
		.addColumn('scope', 'text')
		.addColumn('password', 'text')
		.addColumn('createdAt', date, (c) => c.notNull())
		.addColumn('updatedAt', date, (c) => c.notNull())
		.execute();
	await index(db, 'account', 'userId');
	await db.schema
		.createTable('verification')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('identifier', 'text', (c) => c.notNull())
		.addColumn('value', 'text', (c) => c.notNull())
		.addColumn('expiresAt', date, (c) => c.notNull())
		.addColumn('createdAt', date, (c) => c.notNull())
		.addColumn('updatedAt', date, (c) => c.notNull())
		.execute();
	await index(db, 'verification', 'identifier');
	await db.schema
		.createTable('rateLimit')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('key', 'text', (c) => c.notNull().unique())
		.addColumn('count', 'integer', (c) => c.notNull())
		.addColumn('lastRequest', 'bigint', (c) => c.notNull())
		.execute();
}

/** Named as better-auth names its own indexes. */
async function index(db: Kysely<unknown>, table: string, column: string): Promise<void> {
	await db.schema.createIndex(`${table}_${column}_idx`).on(table).column(column).execute();
}

async function createAccountTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('installation')
		.addColumn('key', 'text', (c) => c.primaryKey().notNull())
		.addColumn('value', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('sip_account')
		.addColumn('account_id', 'text', (c) =>
			c.primaryKey().notNull().references('user.id').onDelete('cascade')
		)
		.addColumn('server', 'text', (c) => c.notNull())
		.addColumn('user', 'text', (c) => c.notNull())
		.addColumn('domain', 'text', (c) => c.notNull())
		.addColumn('authorization_user', 'text', (c) => c.notNull())
		.addColumn('password_sealed', 'text', (c) => c.notNull())
		.addColumn('display_name', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('account_settings')
		.addColumn('account_id', 'text', (c) =>
			c.primaryKey().notNull().references('user.id').onDelete('cascade')
		)
		.addColumn('version', 'integer', (c) => c.notNull())
		.addColumn('data', 'text', (c) => c.notNull())
		.addColumn('updated_at', 'bigint', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('account_activity')
		.addColumn('account_id', 'text', (c) =>
			c.primaryKey().notNull().references('user.id').onDelete('cascade')
		)
		.addColumn('last_active_at', 'bigint', (c) => c.notNull())
		.execute();
}

async function createDirectoryTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('hotline')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('data', 'text', (c) => c.notNull())
		.addColumn('position', 'integer', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('contact')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('data', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('contact_number')
		.addColumn('contact_id', 'text', (c) =>
			c.notNull().references('contact.id').onDelete('cascade')
		)
		.addColumn('e164', 'text')
		.addColumn('suffix', 'text', (c) => c.notNull())
		.execute();
	await index(db, 'contact_number', 'contact_id');
	await index(db, 'contact_number', 'e164');
	await index(db, 'contact_number', 'suffix');
}

async function createCallTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('call')
		.addColumn('account_id', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
		.addColumn('call_id', 'text', (c) => c.notNull())
		.addColumn('direction', 'text', (c) => c.notNull())
		.addColumn('outcome', 'text', (c) => c.notNull())
		.addColumn('caller_key', 'text')
		.addColumn('started_at', 'bigint', (c) => c.notNull())
		.addColumn('ended_at', 'bigint', (c) => c.notNull())
		.addColumn('connected_at', 'bigint')
		.addColumn('ring_ms', 'bigint', (c) => c.notNull())
		.addColumn('joined', 'text', (c) => c.notNull())
		.addColumn('decide_at', 'bigint')
		.addColumn('decided_at', 'bigint')
		.addColumn('decision', 'text')
		.addColumn('notified', 'integer', (c) => c.notNull())
		.addColumn('processed_at', 'bigint')
		.addColumn('processed_by', 'text')
		.addPrimaryKeyConstraint('call_pk', ['account_id', 'call_id'])
		.execute();
	await db.schema
		.createIndex('call_undecided_idx')
		.on('call')
		.column('decide_at')
		.where(sql.ref('decided_at'), 'is', null)
		.execute();
	await db.schema
		.createIndex('call_caller_idx')
		.on('call')
		.columns(['account_id', 'caller_key', 'started_at'])
		.execute();
	await db.schema
		.createIndex('call_started_idx')
		.on('call')
		.columns(['account_id', 'started_at'])
		.execute();
	await db.schema
		.createTable('call_report')
		.addColumn('account_id', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
		.addColumn('report_id', 'text', (c) => c.notNull())
		.addColumn('call_id', 'text', (c) => c.notNull())
		.addColumn('device_id', 'text', (c) => c.notNull())
		.addColumn('data', 'text', (c) => c.notNull())
		.addColumn('received_at', 'bigint', (c) => c.notNull())
		.addPrimaryKeyConstraint('call_report_pk', ['account_id', 'report_id'])
		.execute();
	await db.schema
		.createIndex('call_report_call_idx')
		.on('call_report')
		.columns(['account_id', 'call_id'])
		.execute();
}

async function createDeliveryTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('outbox')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('account_id', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
		.addColumn('call_id', 'text', (c) => c.notNull())
		.addColumn('channel', 'text', (c) => c.notNull())
		.addColumn('payload', 'text', (c) => c.notNull())
		.addColumn('state', 'text', (c) => c.notNull())
		.addColumn('attempts', 'integer', (c) => c.notNull())
		.addColumn('next_at', 'bigint', (c) => c.notNull())
		.addColumn('lease_owner', 'text')
		.addColumn('leased_until', 'bigint')
		.addColumn('first_at', 'bigint', (c) => c.notNull())
		.addColumn('last_error', 'text')
		.addColumn('response', 'text')
		.addColumn('sent_at', 'bigint')
		.addColumn('message_id', 'text', (c) => c.notNull())
		.addUniqueConstraint('outbox_once', ['account_id', 'call_id', 'channel'])
		.execute();
	await db.schema
		.createIndex('outbox_waiting_idx')
		.on('outbox')
		.column('next_at')
		.where(sql.ref('state'), '=', sql.lit('waiting'))
		.execute();
	await db.schema
		.createTable('tray_message')
		.addColumn('id', 'text', (c) => c.primaryKey().notNull())
		.addColumn('channel', 'text', (c) => c.notNull())
		.addColumn('created_at', 'bigint', (c) => c.notNull())
		.addColumn('sender', 'text', (c) => c.notNull())
		.addColumn('recipient', 'text', (c) => c.notNull())
		.addColumn('subject', 'text', (c) => c.notNull())
		.addColumn('source', 'text', (c) => c.notNull())
		.execute();
}
