import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Sealer } from '#server/accounts/sealed-secret.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';
import { DueLoop } from '#server/due-loop.ts';
import { CardDavClient } from './carddav-client.ts';
import { syncCardDav } from './carddav-sync.ts';
import {
	answered,
	failed,
	openPassword,
	presentRows,
	purge,
	readSource,
	readSyncState
} from './source-table.ts';

interface SyncParts {
	readonly database: Database;
	readonly sealer: Sealer;
	/** UTC epoch ms. */
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
}

/** A lease that is not renewed ends after this long: its process is dead, another fetches. */
const LEASE_MS = 5 * 60_000;
/** How long a removed source can be restored. */
const RESTORABLE_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
const RELEASED = { lease_owner: null, leased_until: null };

type Row = Awaited<ReturnType<typeof presentRows>>[number];

/** Another node fetches this source now, or it has been changed or removed meanwhile. */
class LeaseLost extends Error {}

/** Fetches what changed in the configured sources, each at its interval, one node at a time. */
export class SourceSync {
	readonly #parts: SyncParts;
	readonly #loop: DueLoop;
	readonly #closing = new AbortController();
	readonly #owner = randomUUID();

	constructor(parts: SyncParts) {
		this.#parts = parts;
		this.#loop = new DueLoop({ run: () => this.#run(), ...parts });
	}

	wake(): void {
		this.#loop.wake();
	}

	/** What is under way ends without an outcome; it stays due. */
	async close(): Promise<void> {
		this.#closing.abort();
		await this.#loop.close();
	}

	async #run(): Promise<number | undefined> {
		const { database, now } = this.#parts;
		await this.#purge();
		const due = (await presentRows(database.db)).filter(
			({ next_sync_at: at, leased_until: until }) =>
				at !== null && at <= now() && (until === null || until <= now())
		);
		await Promise.all(due.map((row) => this.#sync(row)));
		const rows = await presentRows(database.db);
		const next = rows.flatMap(({ next_sync_at: at, leased_until: until }) =>
			at === null ? [] : Math.max(at, until ?? 0)
		);
		return next.length > 0 ? Math.min(...next) : undefined;
	}

	async #purge(): Promise<void> {
		const { database, now } = this.#parts;
		const gone = await database.db
			.selectFrom('directory_source')
			.select('id')
			.where('removed_at', '<=', now() - RESTORABLE_MS)
			.execute();
		for (const { id } of gone) await database.inTransaction((tx) => purge(tx, id));
	}

	async #sync(row: Row): Promise<void> {
		const source = readSource(row.data);
		if (source.kind !== 'carddav' || !(await this.#lease(row))) return;
		const { sealer, now } = this.#parts;
		try {
			const password = openPassword(sealer, row);
			const state = await syncCardDav({
				source,
				client: new CardDavClient({ ...source, password }, this.#closing.signal),
				state: readSyncState(row),
				write: (work) => this.#write(source.id, work)
			});
			await this.#settle(source.id, {
				...{ sync_state: JSON.stringify(state), ...answered(now()) },
				next_sync_at: now() + source.intervalMinutes * MINUTE_MS
			});
		} catch (error) {
			if (error instanceof LeaseLost) return;
			const isOver = this.#closing.signal.aborted;
			const next = now() + source.intervalMinutes * MINUTE_MS;
			await this.#settle(source.id, isOver ? {} : { ...failed(error, now()), next_sync_at: next });
		}
	}

	/** True where it is ours; of several nodes, one gets it. The row's data are still those that were read. */
	async #lease({ id, data, leased_until: until }: Row): Promise<boolean> {
		const { database, now } = this.#parts;
		const leased = await database.db
			.updateTable('directory_source')
			.set({ lease_owner: this.#owner, leased_until: now() + LEASE_MS })
			.where('id', '=', id)
			.where('data', '=', data)
			.where('removed_at', 'is', null)
			.where('leased_until', until === null ? 'is' : '=', until)
			.returning('id')
			.execute();
		return leased.length > 0;
	}

	/** Renews the lease and works, in one transaction. */
	#write<Result>(id: string, work: (tx: Transaction<Schema>) => Promise<Result>): Promise<Result> {
		const { database, now } = this.#parts;
		return database.inTransaction(async (tx) => {
			const renewed = await tx
				.updateTable('directory_source')
				.set({ leased_until: now() + LEASE_MS })
				.where('id', '=', id)
				.where('lease_owner', '=', this.#owner)
				.returning('id')
				.execute();
			if (renewed.length === 0) throw new LeaseLost();
			return work(tx);
		});
	}

	async #settle(id: string, outcome: object): Promise<void> {
		await this.#parts.database.db
			.updateTable('directory_source')
			.set({ ...outcome, ...RELEASED })
			.where('id', '=', id)
			.where('lease_owner', '=', this.#owner)
			.execute();
	}
}
