import { DatabaseSync } from 'node:sqlite';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { admin } from 'better-auth/plugins';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openDatabase, type Database } from './open-database.ts';
import {
	describeOnEachDatabase,
	insertAccount,
	makeTestDatabase,
	testEngines
} from './test-databases.ts';

describeOnEachDatabase('database', (database, options) => {
	test('holds exactly what better-auth asks for', async () => {
		const { db, engine } = database();
		const auth = betterAuth({
			database: { db, type: engine },
			rateLimit: { storage: 'database' },
			secret: 'only for comparing tables, never signs',
			baseURL: 'http://localhost',
			plugins: [admin()]
		});
		const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
		expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
	});

	test('gives epoch milliseconds back as numbers', async () => {
		await insertAccount(database(), 'anna');
		const at = 1_900_000_000_123;
		await database()
			.db.insertInto('account_activity')
			.values({ account_id: 'anna', last_active_at: at })
			.execute();
		const rows = await database().db.selectFrom('account_activity').selectAll().execute();
		expect(rows).toEqual([{ account_id: 'anna', last_active_at: at }]);
	});

	test('undoes a transaction that fails', async () => {
		const failing = database().inTransaction(async (tx) => {
			await tx.insertInto('installation').values({ key: 'a', value: '1' }).execute();
			throw new Error('stop');
		});
		await expect(failing).rejects.toThrow('stop');
		expect(await database().db.selectFrom('installation').selectAll().execute()).toEqual([]);
	});

	test('lets transactions of one account wait for each other', async () => {
		await insertAccount(database(), 'anna');
		await database().db.insertInto('installation').values({ key: 'n', value: '0' }).execute();
		const other = await openDatabase(options());
		try {
			const count = (node: typeof other) =>
				node.inTransaction(async (tx) => {
					await node.lockAccount(tx, 'anna');
					const { value } = await tx
						.selectFrom('installation')
						.select('value')
						.executeTakeFirstOrThrow();
					const next = String(Number(value) + 1);
					await tx.updateTable('installation').set({ value: next }).execute();
				});
			await Promise.all(Array.from({ length: 20 }, () => count(database())));
			await Promise.all(Array.from({ length: 5 }, () => count(other)));
			if (database().engine === 'postgres') {
				await Promise.all([...Array(10).keys()].map((n) => count(n % 2 ? other : database())));
			}
		} finally {
			await other.close();
		}
		const { value } = await database()
			.db.selectFrom('installation')
			.select('value')
			.executeTakeFirstOrThrow();
		expect(value).toBe(database().engine === 'postgres' ? '35' : '25');
	});

	test('an account takes everything of its own with it', async () => {
		await insertAccount(database(), 'anna');
		await database()
			.db.insertInto('account_settings')
			.values({ account_id: 'anna', version: 1, data: '{}', updated_at: 1 })
			.execute();
		await database().db.deleteFrom('user').where('id', '=', 'anna').execute();
		expect(await database().db.selectFrom('account_settings').selectAll().execute()).toEqual([]);
	});

	test('refuses a row for an account that does not exist', async () => {
		const orphan = database()
			.db.insertInto('account_activity')
			.values({ account_id: 'nobody', last_active_at: 1 })
			.execute();
		await expect(orphan).rejects.toThrow(/foreign key/i);
	});
});

describe.each(testEngines())('starting on %s', (engine) => {
	test('migrates once, however many nodes start', async () => {
		const made = await makeTestDatabase(engine);
		const nodes: Database[] = [];
		try {
			if (engine === 'postgres') {
				nodes.push(...(await Promise.all([1, 2, 3].map(() => openDatabase(made.options)))));
			} else {
				// SQLite waits for its lock without letting go of the thread: one after the other here.
				while (nodes.length < 3) nodes.push(await openDatabase(made.options));
			}
			const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(
				nodes[0]!.db
			);
			expect(rows.map(({ name }) => name)).toEqual([
				'0001-first-tables',
				'0002-joined-journal',
				'0003-pbx-events',
				'0004-delivery-receipts',
				'0005-channel-pauses',
				'0006-pictures',
				'0007-contact-sources',
				'0008-directories',
				'0009-contact-choices',
				'0010-push-devices'
			]);
		} finally {
			await Promise.all(nodes.map((node) => node.close()));
			await made.remove();
		}
	});
});

describe('the embedded database', () => {
	test('flushes each commit to disk and keeps others out of the folder', async () => {
		const made = await makeTestDatabase('sqlite');
		const folder = join(made.options.dataFolder, 'new');
		const database = await openDatabase({ dataFolder: folder });
		try {
			const pragma = async (name: string) => {
				const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(
					database.db
				);
				return Object.values(rows[0] ?? {})[0];
			};
			expect(await pragma('journal_mode')).toBe('wal');
			expect(await pragma('synchronous')).toBe(2); // FULL
			expect(await pragma('foreign_keys')).toBe(1);
			expect(await pragma('busy_timeout')).toBe(5_000);
			expect((await stat(folder)).mode & 0o777).toBe(0o700);
		} finally {
			await database.close();
			await made.remove();
		}
	});

	test('holds the write lock from the beginning of a transaction', async () => {
		const made = await makeTestDatabase('sqlite');
		const database = await openDatabase(made.options);
		const other = new DatabaseSync(join(made.options.dataFolder, 'anteroom.sqlite'), {
			timeout: 0
		});
		try {
			await database.inTransaction(async () => {
				expect(() => other.exec('begin immediate')).toThrow(/locked/);
			});
			other.exec('begin immediate; rollback');
		} finally {
			other.close();
			await database.close();
			await made.remove();
		}
	});
});
