import { Kysely, type Transaction } from 'kysely';
import type { Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { postgresDialect } from './postgres.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';

/** The server's state, on either engine. */
export interface Database {
	readonly db: Kysely<Schema>;
	readonly engine: Engine;
	/**
	 * Runs `work` in one transaction. Inside, use only the transaction that is handed in: SQLite has a
	 * single connection, and a query on `db` would wait for the end of this very transaction for ever.
	 */
	inTransaction<Result>(work: (tx: Transaction<Schema>) => Promise<Result>): Promise<Result>;
	/**
	 * Makes other transactions that ask for the same account wait until this one ends. SQLite has one
	 * writer at a time anyway.
	 */
	lockAccount(tx: Transaction<Schema>, accountId: string): Promise<void>;
	/** Waits for queries under way, then lets go of the file or the connections. */
	close(): Promise<void>;
}

export interface DatabaseOptions {
	/** Where the embedded database lives; made if absent. */
	readonly dataFolder: string;
	/** `postgres://…`; undefined means the embedded database. */
	readonly databaseUrl?: string;
	/** Told of trouble that no query of ours reports. */
	readonly onError?: (error: Error) => void;
}

/** Opens the database that the options name and brings its tables up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
	const engine: Engine = options.databaseUrl === undefined ? 'sqlite' : 'postgres';
	const dialect =
		options.databaseUrl === undefined
			? sqliteDialect(options.dataFolder)
			: postgresDialect(options.databaseUrl, options.onError ?? (() => undefined));
	const db = new Kysely<Schema>({ dialect });
	try {
		await migrate(db, engine);
	} catch (error) {
		await db.destroy();
		throw error;
	}
	return {
		db,
		engine,
		inTransaction: (work) => db.transaction().execute(work),
		async lockAccount(tx, accountId) {
			if (engine === 'sqlite') return;
			await tx.selectFrom('user').select('id').where('id', '=', accountId).forUpdate().execute();
		},
		close: () => db.destroy()
	};
}
