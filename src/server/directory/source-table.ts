import { sql, type Kysely, type Transaction } from 'kysely';
import * as v from 'valibot';
import {
	directorySourceSchema,
	type DirectorySource,
	type DirectoryState
} from '#domain/directory-source.ts';
import type { Sealer } from '#server/accounts/sealed-secret.ts';
import type { Schema } from '#server/database/schema.ts';
import { NOTHING_FETCHED, syncStateSchema, type SyncState } from './carddav-sync.ts';

type Row = Awaited<ReturnType<typeof presentRows>>[number];

/** The rows of sources that have not been removed. */
export function presentRows(db: Kysely<Schema>) {
	return db
		.selectFrom('directory_source')
		.selectAll()
		.where('removed_at', 'is', null)
		.orderBy('id')
		.execute();
}

export function readSource(data: string): DirectorySource {
	return v.parse(directorySourceSchema, JSON.parse(data));
}

export function readSyncState(row: Pick<Row, 'sync_state'>): SyncState {
	if (row.sync_state === null) return NOTHING_FETCHED;
	return v.parse(syncStateSchema, JSON.parse(row.sync_state));
}

/** `entries`: how many contacts of the source there are. */
export function readState(row: Row, entries: number | null): Omit<DirectoryState, 'unreadable'> {
	const { answered_at: answeredAt, error, failed_since: since } = row;
	return {
		...{ answeredAt, entries },
		failure: error === null ? null : { error, since: since ?? 0 }
	};
}

/** Empty where there is none. */
export function openPassword(sealer: Sealer, { id, password_sealed: sealed }: Row): string {
	return sealed === null ? '' : sealer.open(sealed, ownerOf(id));
}

/** Null where there is none. */
export function sealPassword(sealer: Sealer, id: string, password: string): string | null {
	return password === '' ? null : sealer.seal(password, ownerOf(id));
}

/** What changes in a source's row when it has answered. */
export function answered(now: number) {
	return { answered_at: now, error: null, failed_since: null };
}

const MAX_ERROR = 500;

/** What changes in a source's row when it has failed. */
export function failed(error: unknown, now: number) {
	const words = error instanceof Error ? error.message || error.name : String(error);
	return {
		error: words.slice(0, MAX_ERROR).toWellFormed().replaceAll('\0', ''),
		failed_since: sql<number>`coalesce(failed_since, ${now})`
	};
}

/** Removes a source and all that was fetched from it. */
export async function purge(tx: Transaction<Schema>, id: string): Promise<void> {
	await tx.deleteFrom('contact').where('source', '=', id).execute();
	await tx.deleteFrom('directory_source').where('id', '=', id).execute();
}

/** An account's id never begins so: neither's secret opens in the other's place. */
function ownerOf(id: string): string {
	return `directory:${id}`;
}
