import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
	CompiledQuery,
	SqliteAdapter,
	SqliteDialect,
	SqliteDriver,
	type DatabaseConnection,
	type SqliteDatabase,
	type SqliteStatement
} from 'kysely';

/** How long a writer waits for another process that holds the file, ms. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * The embedded database: `anteroom.sqlite` in the data folder, which is made readable for its owner
 * alone. Every commit is on the disk before it is acknowledged (WAL with synchronous=FULL).
 */
export function sqliteDialect(dataFolder: string): SqliteDialect {
	mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
	const database = new DatabaseSync(join(dataFolder, 'anteroom.sqlite'), {
		timeout: BUSY_TIMEOUT_MS,
		enableForeignKeyConstraints: true
	});
	database.exec('pragma journal_mode = wal; pragma synchronous = full;');
	return new ImmediateSqliteDialect({ database: forKysely(database) });
}

/** Queries are few, but some hold a list of any length: the statements used last are kept. */
const KEPT_STATEMENTS = 200;

/** Kysely asks for each statement anew; parsing it takes as long as running it. */
function forKysely(database: DatabaseSync): SqliteDatabase {
	const kept = new Map<string, SqliteStatement>();
	return {
		close: () => database.close(),
		prepare(sql) {
			const statement = kept.get(sql) ?? prepare(database, sql);
			// A Map keeps the order in which members came: the first is the one that was not used for longest.
			kept.delete(sql);
			kept.set(sql, statement);
			const [oldest] = kept.keys();
			if (kept.size > KEPT_STATEMENTS && oldest !== undefined) kept.delete(oldest);
			return statement;
		}
	};
}

/** node:sqlite takes parameters one by one and does not say whether a statement gives rows. */
function prepare(database: DatabaseSync, sql: string): SqliteStatement {
	const statement = database.prepare(sql);
	// Kysely's parameters are `unknown`; node:sqlite itself refuses what it cannot bind.
	const bound = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
	return {
		reader: statement.columns().length > 0,
		all: (parameters) => statement.all(...bound(parameters)),
		run: (parameters) => statement.run(...bound(parameters)),
		// Its rows are read one by one, while others may run the same statement.
		iterate: (parameters) => database.prepare(sql).iterate(...bound(parameters))
	};
}

class ImmediateSqliteDialect extends SqliteDialect {
	readonly #config: { database: SqliteDatabase };

	constructor(config: { database: SqliteDatabase }) {
		super(config);
		this.#config = config;
	}

	override createDriver() {
		return new ImmediateSqliteDriver(this.#config);
	}

	override createAdapter() {
		return new TransactionalSqliteAdapter();
	}
}

/** Takes the write lock at BEGIN: a transaction that reads first can then never fail at its first write. */
class ImmediateSqliteDriver extends SqliteDriver {
	override async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('begin immediate'));
	}
}

/** SQLite's DDL is transactional; saying so puts migrations into one (and so under its write lock). */
class TransactionalSqliteAdapter extends SqliteAdapter {
	override get supportsTransactionalDdl(): boolean {
		return true;
	}
}
