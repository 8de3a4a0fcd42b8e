import { nextAttempt } from '#domain/retry-schedule.ts';
import type { Database } from '#server/database/open-database.ts';
import { DueLoop } from '#server/due-loop.ts';
import { LEASE_MS, Outbox, type LeasedMessage } from './outbox.ts';
import type { Sender, SendResult } from './sender.ts';

/** One attempt may take this long, ms: a server that says a word a minute is not served for ever. */
const ATTEMPT_MS = 120_000;
/** What is under way when the server stops may take this long, ms. */
const STOP_MS = 20_000;
const SETTLE_TRIES = 5;
const SETTLE_PAUSE_MS = 1_000;
const MAX_ERROR = 500;

interface OutboxWorkerParts {
	readonly database: Database;
	readonly sender: Sender;
	readonly now: () => number;
	/** 0 to 1: spreads retries. */
	readonly random: () => number;
	readonly onError: (error: unknown) => void;
	/** Told of each message that was sent and is settled. */
	readonly sent: () => void;
}

/**
 * Delivers the messages of one channel: leases what is due, sends it, settles it.
 *
 *   waiting ──lease──▶ leased ──sent──────────▶ sent
 *      ▲                  ├──temporary error──▶ waiting (later, see retry-schedule.ts)
 *      │                  ├──permanent error──▶ given-up
 *      └──lease ran out───┘ (the process died)
 */
export class OutboxWorker {
	readonly #parts: OutboxWorkerParts;
	readonly #outbox: Outbox;
	readonly #loop: DueLoop;
	readonly #underWay = new Set<Promise<void>>();
	readonly #stop = new AbortController();

	constructor(parts: OutboxWorkerParts) {
		this.#parts = parts;
		this.#outbox = new Outbox(parts.database, parts.sender.channel);
		this.#loop = new DueLoop({
			run: () => this.#run(),
			now: parts.now,
			onError: parts.onError
		});
	}

	/** There may be something to send. */
	wake(): void {
		this.#loop.wake();
	}

	/** Takes nothing new, lets what is under way end. */
	async close(): Promise<void> {
		const impatience = setTimeout(() => this.#stop.abort(), STOP_MS);
		await this.#loop.close();
		await Promise.all(this.#underWay);
		clearTimeout(impatience);
		await this.#parts.sender.close();
	}

	async #run(): Promise<number | undefined> {
		const free = this.#parts.sender.concurrency - this.#underWay.size;
		const leased = free > 0 ? await this.#outbox.lease(free, this.#parts.now()) : [];
		for (const message of leased) {
			const delivery = this.#deliver(message).finally(() => {
				this.#underWay.delete(delivery);
				this.#loop.wake();
			});
			this.#underWay.add(delivery);
		}
		// With all hands full, the first to be free wakes the loop.
		return leased.length === free ? undefined : this.#outbox.nextDue();
	}

	/** Never rejects: whatever happens, the lease ends. */
	async #deliver(message: LeasedMessage): Promise<void> {
		const renewal = setInterval(() => {
			this.#outbox.renew(message.id, this.#parts.now()).catch(this.#parts.onError);
		}, LEASE_MS / 3);
		try {
			const limit = AbortSignal.timeout(ATTEMPT_MS);
			const signal = AbortSignal.any([limit, this.#stop.signal]);
			await this.#settle(message, await this.#parts.sender.send(message, signal));
		} catch (error) {
			this.#parts.onError(error);
		} finally {
			clearInterval(renewal);
		}
	}

	/** What was sent and is not settled would be sent again: a database that is busy gets several chances. */
	async #settle(message: LeasedMessage, result: SendResult): Promise<void> {
		for (let attempt = 1; ; attempt += 1) {
			try {
				return await this.#settleOnce(message, result);
			} catch (error) {
				if (attempt === SETTLE_TRIES) throw error;
				this.#parts.onError(error);
				await new Promise((resolve) => setTimeout(resolve, SETTLE_PAUSE_MS));
			}
		}
	}

	async #settleOnce({ id, attempts, createdAt }: LeasedMessage, result: SendResult): Promise<void> {
		const { now, random } = this.#parts;
		if (result.ok) {
			const response = result.response.slice(0, MAX_ERROR);
			await this.#outbox.complete(id, response, now(), result.receiptKey);
			return this.#parts.sent();
		}
		const next = result.permanent
			? 'give-up'
			: nextAttempt(attempts + 1, createdAt, now(), random());
		return this.#outbox.fail(id, result.error.slice(0, MAX_ERROR), next);
	}
}
