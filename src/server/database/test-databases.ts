import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, inject } from 'vitest';
import { authValues } from './auth-values.ts';
import type { Engine } from './engine.ts';
import { openDatabase, type Database, type DatabaseOptions } from './open-database.ts';

export interface TestDatabase {
	readonly options: DatabaseOptions;
	/** Removes it from the disk or the server. */
	remove(): Promise<void>;
}

/** An empty database of its own on the given engine, not yet opened. */
export async function makeTestDatabase(engine: Engine): Promise<TestDatabase> {
	const dataFolder = await mkdtemp(join(tmpdir(), 'anteroom-data-'));
	const removeFolder = () => rm(dataFolder, { recursive: true, force: true });
	if (engine === 'sqlite') return { options: { dataFolder }, remove: removeFolder };

	const server = inject('postgresUrl');
	if (server === null) throw new Error('the PostgreSQL part of the tests is left out');
	const name = `test_${randomUUID().replaceAll('-', '')}`;
	await onServer(server, `create database ${name}`);
	const url = new URL(server);
	url.pathname = `/${name}`;
	return {
		options: { dataFolder, databaseUrl: url.href },
		async remove() {
			await onServer(server, `drop database ${name} with (force)`);
			await removeFolder();
		}
	};
}

/** SQLite always; PostgreSQL where this test run has one. */
export function testEngines(): readonly Engine[] {
	return inject('postgresUrl') === null ? ['sqlite'] : ['sqlite', 'postgres'];
}

/**
 * The same tests on every engine. `database()` is open and empty at the start of each test; `options`
 * opens the same database again, as a second node would.
 */
export function describeOnEachDatabase(
	name: string,
	tests: (database: () => Database, options: () => DatabaseOptions) => void
): void {
	describe.each(testEngines())(`${name} on %s`, (engine) => {
		let made: TestDatabase;
		let database: Database;
		beforeAll(async () => {
			made = await makeTestDatabase(engine);
			database = await openDatabase(made.options);
		});
		beforeEach(() => empty(database));
		afterAll(async () => {
			await database.close();
			await made.remove();
		});
		tests(
			() => database,
			() => made.options
		);
	});
}

/** Somebody who owns calls, settings and messages; signing in is not possible. */
export async function insertAccount(database: Database, id: string): Promise<void> {
	const { date, boolean } = authValues(database.engine);
	await database.db
		.insertInto('user')
		.values({
			id,
			name: id,
			email: `${id}@accounts.example`,
			emailVerified: boolean(true),
			createdAt: date(0),
			updatedAt: date(0),
			role: 'user'
		})
		.execute();
}

async function empty(database: Database): Promise<void> {
	// What belongs to an account goes with it.
	await database.db.deleteFrom('user').execute();
	await database.db.deleteFrom('contact').execute();
	await database.db.deleteFrom('directory_source').execute();
	await database.db.deleteFrom('hotline').execute();
	await database.db.deleteFrom('installation').execute();
	await database.db.deleteFrom('tray_message').execute();
	await database.db.deleteFrom('channel_pause').execute();
	await database.db.deleteFrom('rateLimit').execute();
	await database.db.deleteFrom('verification').execute();
}

async function onServer(url: string, statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}
