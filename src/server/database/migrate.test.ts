import { Kysely, sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { authValues } from './auth-values.ts';
import type { Engine } from './engine.ts';
import { migratorOf } from './migrate.ts';
import { postgresDialect } from './postgres.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';
import { makeTestDatabase, testEngines } from './test-databases.ts';

describe.each(testEngines())('migrating calls that are there already, on %s', (engine) => {
	test('gives each account’s calls their order, and keeps all that was known of them', async () => {
		const { db, migrateTo } = await openEmpty(engine);
		await migrateTo('0001-first-tables');
		await insertAccounts(db, engine, ['anna', 'ben']);
		const erika = { caller_key: '+493023125010', processed_at: 9, processed_by: '{"kind":"auto"}' };
		await insertCall(db, 'anna', 'late', 3_000, erika);
		await insertCall(db, 'anna', 'early', 1_000, { decided_at: 5, decision: '{"notify":true}' });
		await insertCall(db, 'ben', 'early', 2_000, {});
		// Two calls of one moment: their order is settled all the same.
		await insertCall(db, 'anna', 'early-too', 1_000, {});

		await migrateTo('0002-joined-journal');

		const rows = await db
			.selectFrom('call')
			.select(['account_id', 'call_id', 'changed_at', 'party_key', 'follow_up_at', 'by_hand'])
			.orderBy('account_id')
			.orderBy('changed_at')
			.execute();
		const none = { party_key: null, follow_up_at: null, by_hand: null };
		expect(rows).toEqual([
			{ account_id: 'anna', call_id: 'early', changed_at: 1, ...none },
			{ account_id: 'anna', call_id: 'early-too', changed_at: 2, ...none },
			{
				...{ account_id: 'anna', call_id: 'late', changed_at: 3, ...none },
				party_key: '+493023125010'
			},
			{ account_id: 'ben', call_id: 'early', changed_at: 1, ...none }
		]);
		const kept = await db
			.selectFrom('call')
			.select(['started_at', 'decided_at', 'decision', 'processed_at', 'processed_by'])
			.where('account_id', '=', 'anna')
			.orderBy('changed_at')
			.execute();
		expect(kept).toMatchObject([
			{ started_at: 1_000, decided_at: 5, decision: '{"notify":true}', processed_at: null },
			{ started_at: 1_000, decided_at: null },
			{ started_at: 3_000, processed_at: 9, processed_by: '{"kind":"auto"}' }
		]);
		const again = sql`update call set changed_at = 3 where call_id = 'early-too'`.execute(db);
		await expect(again).rejects.toThrow(/unique/i);
	});
});

/** A database without tables, and how to bring it up to a migration. */
async function openEmpty(engine: Engine) {
	const made = await makeTestDatabase(engine);
	const { dataFolder, databaseUrl } = made.options;
	const dialect =
		databaseUrl === undefined
			? sqliteDialect(dataFolder)
			: postgresDialect(databaseUrl, () => undefined);
	const db = new Kysely<Schema>({ dialect });
	onTestFinished(async () => {
		await db.destroy();
		await made.remove();
	});
	return {
		db,
		async migrateTo(name: string): Promise<void> {
			const { error } = await migratorOf(db, engine).migrateTo(name);
			if (error !== undefined) throw error;
		}
	};
}

async function insertAccounts(
	db: Kysely<Schema>,
	engine: Engine,
	ids: readonly string[]
): Promise<void> {
	const { date, boolean } = authValues(engine);
	await db
		.insertInto('user')
		.values(
			ids.map((id) => ({
				id,
				name: id,
				email: `${id}@accounts.example`,
				emailVerified: boolean(true),
				createdAt: date(0),
				updatedAt: date(0),
				role: 'user'
			}))
		)
		.execute();
}

/** As the first version wrote it: the columns of today's schema are not there yet. */
async function insertCall(
	db: Kysely<Schema>,
	account: string,
	callId: string,
	startedAt: number,
	facts: Readonly<Record<string, string | number>>
): Promise<void> {
	const row = {
		account_id: account,
		call_id: callId,
		direction: 'incoming',
		outcome: 'missed',
		started_at: startedAt,
		ended_at: startedAt + 500,
		ring_ms: 500,
		joined: '{}',
		notified: 0,
		...facts
	};
	const columns = Object.keys(row).map((name) => sql.ref(name));
	await sql`insert into call (${sql.join(columns)}) values (${sql.join(Object.values(row))})`.execute(
		db
	);
}
