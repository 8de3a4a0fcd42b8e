import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction, Updateable } from 'kysely';
import type { Database } from '#server/database/open-database.ts';
import type { OutboxTable, Schema } from '#server/database/schema.ts';
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
	/** Attempts made before this one. */
	readonly attempts: number;
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

const RELEASED = { lease_owner: null, leased_until: null };

/**
 * The queue of one channel as one worker sees it: lease, renew, then complete or fail. Only the holder
 * of a lease can settle; one who lost it (slept, was declared dead) changes nothing.
 */
export class Outbox {
	readonly #db: Kysely<Schema>;
	readonly #isPostgres: boolean;
	readonly #channel: string;
	readonly #owner = randomUUID();

	constructor({ db, engine }: Database, channel: string) {
		this.#db = db;
		this.#isPostgres = engine === 'postgres';
		this.#channel = channel;
	}

	/** Takes up to `limit` messages that are due at `now` (UTC epoch ms), the longest-waiting first. */
	async lease(limit: number, now: number): Promise<LeasedMessage[]> {
		const due = this.#db
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
			.$if(this.#isPostgres, (query) => query.forUpdate().skipLocked());
		const rows = await this.#db
			.updateTable('outbox')
			.set({ lease_owner: this.#owner, leased_until: now + LEASE_MS })
			.where('id', 'in', due)
			.returning(['id', 'message_id', 'first_at', 'payload', 'attempts'])
			.execute();
		return rows.map((row) => ({
			id: row.id,
			messageId: row.message_id,
			createdAt: row.first_at,
			payload: JSON.parse(row.payload),
			attempts: row.attempts
		}));
	}

	/** When a message of the channel is due next, UTC epoch ms; undefined where none waits. */
	async nextDue(): Promise<number | undefined> {
		const row = await this.#db
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
		await this.#settle(id, { leased_until: now + LEASE_MS });
	}

	/** @param receiptKey by which a delivery receipt will name it, where one can come. */
	async complete(id: string, response: string, now: number, receiptKey?: string): Promise<void> {
		const receipt = { receipt_key: receiptKey ?? null };
		await this.#settle(id, { state: 'sent', sent_at: now, response, ...receipt, ...RELEASED }, 1);
	}

	/** Notes an attempt that failed, and when the next one is (UTC epoch ms). */
	async fail(id: string, error: string, nextAt: number | 'give-up'): Promise<void> {
		const next = nextAt === 'give-up' ? { state: 'given-up' as const } : { next_at: nextAt };
		await this.#settle(id, { ...next, last_error: error, ...RELEASED }, 1);
	}

	/** Puts a message back, behind those that wait: nothing was wrong with it, and no attempt is counted. */
	async release(id: string, error: string, now: number): Promise<void> {
		await this.#settle(id, { next_at: now, last_error: error, ...RELEASED });
	}

	async #settle(id: string, change: Updateable<OutboxTable>, attempts = 0): Promise<void> {
		await this.#db
			.updateTable('outbox')
			.set((row) => ({ ...change, attempts: row('attempts', '+', attempts) }))
			.where('id', '=', id)
			.where('lease_owner', '=', this.#owner)
			.execute();
	}
}
