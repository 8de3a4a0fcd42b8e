import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

const TABLE = 'create table if not exists floor (id text primary key, data text not null)';
const INSERT = 'insert into floor (id, data) values';

/** Rows that SQLite, alone, gets onto the disk of `folder` one by one, in rows/s. */
export async function sqliteInserts(folder: string, rows: number, data: string): Promise<number> {
	const database = new DatabaseSync(join(folder, 'floor.sqlite'));
	try {
		database.exec(`pragma journal_mode = wal; pragma synchronous = full; ${TABLE}`);
		const insert = database.prepare(`${INSERT} (?, ?)`);
		const startedAt = performance.now();
		for (let row = 0; row < rows; row += 1) insert.run(randomUUID(), data);
		return perSecond(rows, startedAt);
	} finally {
		database.close();
	}
}

/** Rows that PostgreSQL commits one by one, asked by so many connections at once, in rows/s. */
export async function postgresInserts(
	url: string,
	rows: number,
	data: string,
	connections: number
): Promise<number> {
	const pool = new pg.Pool({ connectionString: url, max: connections });
	try {
		await pool.query(TABLE);
		const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
		let waiting = rows;
		const startedAt = performance.now();
		await Promise.all(
			clients.map(async (client) => {
				while (waiting-- > 0) await client.query(`${INSERT} ($1, $2)`, [randomUUID(), data]);
				client.release();
			})
		);
		return perSecond(rows, startedAt);
	} finally {
		await pool.end();
	}
}

/** @param startedAt of `performance.now()` */
export function perSecond(count: number, startedAt: number): number {
	return (count / (performance.now() - startedAt)) * 1000;
}
