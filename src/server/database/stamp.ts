import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** What is read once and kept by every node until somebody changes it. */
type Stamped = 'hotlines-stamp' | 'directories-stamp';

/** Another one after each change, on every node. */
export async function readStamp(db: Kysely<Schema>, key: Stamped): Promise<string> {
	const row = await db
		.selectFrom('installation')
		.select('value')
		.where('key', '=', key)
		.executeTakeFirst();
	return row?.value ?? 'none';
}

/** Says that something has changed; others who want to change it wait until the transaction ends. */
export async function writeStamp(tx: Transaction<Schema>, key: Stamped): Promise<string> {
	const value = randomUUID();
	await tx
		.insertInto('installation')
		.values({ key, value })
		.onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
		.execute();
	return value;
}
