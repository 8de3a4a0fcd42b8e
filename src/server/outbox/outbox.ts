import { randomUUID } from 'node:crypto';
import type { Transaction, Updateable } from 'kysely';
import type { Database } from '#server/database/open-database.ts';
import type { OutboxTable, Schema } from '#server/database/schema.ts';
import { touchCall } from '#server/intake/change-number.ts';
import type { OutgoingMessage } from './sender.ts';

/** A lease that is not renewed ends after this long: its process is dead, another takes the message. */
export const LEASE_MS = 30_000;

interface NewMessage {
	readonly accountId: string;
	readonly callId: string;
	readonly channel: string;
	/** Must survive JSON. */
	readonly payload: object;
	/** What was decided about it, for the journal. */
	readonly log: readonly string[];
	/** The domain of the Message-ID. */
	readonly domain: string;
	/** UTC epoch ms. */
	readonly at: number;
}

/** A message in the hands of one worker. */
export interface LeasedMessage extends OutgoingMessage {
	readonly accountId: string;
	readonly callId: string;
	/** Attempts made before this one. */
	readonly attempts: number;
}

/** What became of a message, and whom to tell when it is on the disk. */
interface Settlement {
	readonly message: LeasedMessage;
	readonly change: Updateable<OutboxTable>;
	readonly now: number;
	readonly settled: () => void;
	readonly failed: (error: unknown) => void;
}

/**
 * Queues a message within the transaction that decided to send it. One per call and channel: a second
 * one for the same call changes nothing.
 */
export async function enqueue(tx: Transaction<Schema>, message: NewMessage): Promise<void> {
	const id = randomUUID();
	await tx
		.insertInto('outbox')
		.values({
			id,
			account_id: message.accountId,
			call_id: message.callId,
			channel: message.channel,
			payload: JSON.stringify(message.payload),
			log: JSON.stringify(message.log),
			state: 'waiting',
			attempts: 0,
			next_at: message.at,
			first_at: message.at,
			message_id: `<${id}@${message.domain}>`
		})
		.onConflict((conflict) => conflict.columns(['account_id', 'call_id', 'channel']).doNothing())
		.execute();
}

/**
 * The queue of one channel as one worker sees it: lease, renew, then complete or fail. Only the holder
 * of a lease can settle; one who lost it (slept, was declared dead) changes nothing.
 */
export class Outbox {
	readonly #database: Database;
	readonly #channel: string;
	readonly #owner = randomUUID();
	readonly #waiting: Settlement[] = [];
	#isSettling = false;

	constructor(database: Database, channel: string) {
		this.#database = database;
		this.#channel = channel;
	}

	/** Takes up to `limit` messages that are due at `now` (UTC epoch ms), the longest-waiting first. */
	async lease(limit: number, now: number): Promise<LeasedMessage[]> {
		const due = this.#database.db
			.selectFrom('outbox')
			.select('id')
			.where('state', '=', 'waiting')
			.where('channel', '=', this.#channel)
			.where('next_at', '<=', now)
			.where((where) =>
				where.or([where('leased_until', 'is', null), where('leased_until', '<=', now)])
			)
			.orderBy('next_at')
			.limit(limit)
			.$if(this.#database.engine === 'postgres', (query) => query.forUpdate().skipLocked());
		const rows = await this.#database.db
			.updateTable('outbox')
			.set({ lease_owner: this.#owner, leased_until: now + LEASE_MS })
			.where('id', 'in', due)
			.returning(['id', 'account_id', 'call_id', 'message_id', 'first_at', 'payload', 'attempts'])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			accountId: row.account_id,
			callId: row.call_id,
			messageId: row.message_id,
			createdAt: row.first_at,
			payload: JSON.parse(row.payload),
			attempts: row.attempts
		}));
	}

	/** When a message of the channel is due next, UTC epoch ms; undefined where none waits. */
	async nextDue(): Promise<number | undefined> {
		const row = await this.#database.db
			.selectFrom('outbox')
			.select(['next_at', 'leased_until'])
			.where('state', '=', 'waiting')
			.where('channel', '=', this.#channel)
			.orderBy((order) => order.fn.coalesce('leased_until', 'next_at'))
			.limit(1)
			.executeTakeFirst();
		return row && Math.max(row.next_at, row.leased_until ?? 0);
	}

	/** Keeps a message whose sending takes its time. */
	async renew(id: string, now: number): Promise<void> {
		await this.#database.db
			.updateTable('outbox')
			.set({ leased_until: now + LEASE_MS })
			.where('id', '=', id)
			.where('lease_owner', '=', this.#owner)
			.execute();
	}

	/** @param receiptKey by which a delivery receipt will name it, where one can come. */
	async complete(
		message: LeasedMessage,
		response: string,
		now: number,
		receiptKey?: string
	): Promise<void> {
		const sent = {
			state: 'sent',
			sent_at: now,
			response,
			receipt_key: receiptKey ?? null
		} as const;
		await this.#settle(message, { ...sent, attempts: message.attempts + 1 }, now);
	}

	/** Notes an attempt that failed, and when the next one is (UTC epoch ms). */
	async fail(
		message: LeasedMessage,
		error: string,
		nextAt: number | 'give-up',
		now: number
	): Promise<void> {
		const next = nextAt === 'give-up' ? { state: 'given-up' as const } : { next_at: nextAt };
		const failed = { ...next, last_error: error, attempts: message.attempts + 1 };
		await this.#settle(message, failed, now);
	}

	/** Puts a message back, behind those that wait: nothing was wrong with it, and no attempt is counted. */
	async release(message: LeasedMessage, error: string, now: number): Promise<void> {
		await this.#settle(message, { next_at: now, last_error: error }, now);
	}

	/** Settled with all others that wait for it, in one transaction: each one costs a write to the disk. */
	#settle(message: LeasedMessage, change: Updateable<OutboxTable>, now: number): Promise<void> {
		return new Promise((settled, failed) => {
			this.#waiting.push({ message, change, now, settled, failed });
			if (!this.#isSettling) void this.#settleWaiting();
		});
	}

	/** Never rejects: each of those that wait is told. */
	async #settleWaiting(): Promise<void> {
		this.#isSettling = true;
		while (this.#waiting.length > 0) {
			let batch: Settlement[] = [];
			try {
				await this.#database.inTransaction(async (tx) => {
					batch = this.#waiting.splice(0).toSorted(byAccount);
					for (const settlement of batch) await this.#write(tx, settlement);
				});
				for (const { settled } of batch) settled();
			} catch (error) {
				if (batch.length === 0) batch = this.#waiting.splice(0);
				if (batch.length === 1) batch[0]?.failed(error);
				else await this.#settleEach(batch);
			}
		}
		this.#isSettling = false;
	}

	/** One that cannot be settled must not keep the others from it: they would be sent again. */
	async #settleEach(batch: readonly Settlement[]): Promise<void> {
		for (const settlement of batch) {
			await this.#database
				.inTransaction((tx) => this.#write(tx, settlement))
				.then(settlement.settled, settlement.failed);
		}
	}

	/** What became of a message is part of its call: all devices of the account are to hear of it. */
	async #write(tx: Transaction<Schema>, { message, change, now }: Settlement): Promise<void> {
		await this.#database.lockAccount(tx, message.accountId);
		const { numUpdatedRows } = await tx
			.updateTable('outbox')
			.set({ ...change, lease_owner: null, leased_until: null })
			.where('id', '=', message.id)
			.where('lease_owner', '=', this.#owner)
			.executeTakeFirstOrThrow();
		if (numUpdatedRows > 0n) await touchCall(tx, message, now);
	}
}

/** Two nodes that lock several accounts lock them in the same order, so neither waits for the other for ever. */
function byAccount(one: Settlement, other: Settlement): number {
	const [a, b] = [one.message.accountId, other.message.accountId];
	return a < b ? -1 : a > b ? 1 : 0;
}
