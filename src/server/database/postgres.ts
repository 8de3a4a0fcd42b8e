import { PostgresDialect } from 'kysely';
import pg from 'pg';

/** PostgreSQL's type id of bigint. */
const INT8 = 20;
const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * @param url `postgres://user:password@host:port/database`
 * @param onIdleError told of connections that broke while nobody used them: the pool replaces them,
 *   but without a listener Node would end the process.
 */
export function postgresDialect(url: string, onIdleError: (error: Error) => void): PostgresDialect {
	const pool = new pg.Pool({
		connectionString: url,
		max: CONNECTIONS,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		types: {
			// Epoch milliseconds fit a Number; pg gives bigint as text. For this pool only.
			getTypeParser: (oid: number, format?: 'text' | 'binary') =>
				oid === INT8 ? Number : pg.types.getTypeParser(oid, format)
		}
	});
	pool.on('error', onIdleError);
	return new PostgresDialect({ pool });
}
