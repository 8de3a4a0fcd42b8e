import type { PauseReason } from '#domain/channel-pause.ts';
import { nextAttempt } from '#domain/retry-schedule.ts';
import type { Database } from '#server/database/open-database.ts';
import { DueLoop } from '#server/due-loop.ts';
import type { ChannelPauses, ProbeTurn } from './channel-pauses.ts';
import { LEASE_MS, Outbox, type LeasedMessage } from './outbox.ts';
import type { Sender, SendResult } from './sender.ts';

/**
 * ms that one attempt may take (a server that says a word a minute is not served for ever), and that what
 * is under way may take when this process stops.
 */
const LIMITS = { attemptMs: 120_000, stopMs: 20_000 };
const SETTLE_TRIES = 5;
const SETTLE_PAUSE_MS = 1_000;
const MAX_ERROR = 500;

interface OutboxWorkerParts {
	readonly database: Database;
	readonly pauses: ChannelPauses;
	readonly sender: Sender;
	readonly now: () => number;
	/** 0 to 1: spreads retries. */
	readonly random: () => number;
	readonly onError: (error: unknown) => void;
	/** Told of each message that was sent and is settled. */
	readonly sent: () => void;
	/** Told once of each pause that this process met, in the server's own words. */
	readonly onPaused: (reason: PauseReason, answer: string) => void;
	readonly onResumed: () => void;
	readonly limits?: typeof LIMITS;
}

/**
 * Delivers the messages of one channel: leases what is due, sends it, settles it.
 *
 *   waiting ──lease──▶ leased ──sent──────────▶ sent
 *      ▲                  ├──temporary error──▶ waiting (later, see retry-schedule.ts)
 *      │                  ├──permanent error──▶ given-up
 *      │                  ├──misconfigured────▶ waiting (the channel is paused)
 *      └──lease ran out───┘ (the process died)
 *
 * While the channel is paused, one message at a time is tried, ever more rarely, until the server takes or
 * judges one. A process tries at its start: it may have come with the mended configuration.
 */
export class OutboxWorker {
	readonly #parts: OutboxWorkerParts;
	readonly #limits: typeof LIMITS;
	readonly #outbox: Outbox;
	readonly #loop: DueLoop;
	readonly #underWay = new Set<Promise<void>>();
	readonly #stop = new AbortController();
	/** The channel was paused when this process looked last. */
	#isPaused = false;
	#hasTold = false;
	/** This process's configuration has not been tried yet. */
	#isFresh = true;

	constructor(parts: OutboxWorkerParts) {
		this.#parts = parts;
		this.#limits = parts.limits ?? LIMITS;
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
		const impatience = setTimeout(() => this.#stop.abort(), this.#limits.stopMs);
		await this.#loop.close();
		await Promise.all(this.#underWay);
		clearTimeout(impatience);
		await this.#parts.sender.close();
	}

	async #run(): Promise<number | undefined> {
		const { sender, pauses } = this.#parts;
		const turn = await pauses.turnOf(sender.channel);
		this.#isPaused = turn !== undefined;
		if (turn) return this.#probe(turn);
		this.#resumed();
		const free = sender.concurrency - this.#underWay.size;
		const begun = free > 0 ? await this.#begin(free) : 0;
		// With all hands full, the first to be free wakes the loop.
		return begun === free ? undefined : this.#outbox.nextDue();
	}

	/** Tries one message where the channel's turn has come and nothing else is under way. */
	async #probe(turn: ProbeTurn): Promise<number | undefined> {
		const now = this.#parts.now();
		if (this.#underWay.size > 0) return undefined;
		if (turn.nextProbeAt > now && !this.#isFresh) return turn.nextProbeAt;
		const due = await this.#outbox.nextDue();
		if (due === undefined || due > now) return due;
		if (await this.#parts.pauses.takeTurn(turn, now)) {
			this.#isFresh = false;
			await this.#begin(1);
		}
		return undefined;
	}

	/** @returns how many messages were due, `limit` at the most: they are under way now. */
	async #begin(limit: number): Promise<number> {
		const leased = await this.#outbox.lease(limit, this.#parts.now());
		for (const message of leased) {
			const delivery = this.#deliver(message).finally(() => {
				this.#underWay.delete(delivery);
				this.#loop.wake();
			});
			this.#underWay.add(delivery);
		}
		return leased.length;
	}

	/** Never rejects: whatever happens, the lease ends. */
	async #deliver(message: LeasedMessage): Promise<void> {
		const renewal = setInterval(() => {
			this.#outbox.renew(message.id, this.#parts.now()).catch(this.#parts.onError);
		}, LEASE_MS / 3);
		try {
			const limit = AbortSignal.timeout(this.#limits.attemptMs);
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

	async #settleOnce(message: LeasedMessage, result: SendResult): Promise<void> {
		const { attempts, createdAt } = message;
		const { now, random } = this.#parts;
		if (result.ok) {
			const response = result.response.slice(0, MAX_ERROR);
			await this.#outbox.complete(message, response, now(), result.receiptKey);
			this.#parts.sent();
			return this.#lift();
		}
		const error = result.error.slice(0, MAX_ERROR);
		if (result.misconfigured) {
			await this.#pause(result.misconfigured, error);
			return this.#outbox.release(message, error, now());
		}
		const next = result.permanent
			? 'give-up'
			: nextAttempt(attempts + 1, createdAt, now(), random());
		await this.#outbox.fail(message, error, next, now());
		// A server that judges a message has let us in; a temporary error says nothing of that.
		if (result.permanent) await this.#lift();
	}

	/** Before the message is put back, which would be sent again at once. */
	async #pause(reason: PauseReason, error: string): Promise<void> {
		const { pauses, sender, now, onPaused } = this.#parts;
		await pauses.pause({ channel: sender.channel, reason, error }, now());
		if (!this.#hasTold) onPaused(reason, error);
		this.#hasTold = true;
	}

	async #lift(): Promise<void> {
		if (this.#isPaused) await this.#parts.pauses.lift(this.#parts.sender.channel);
	}

	#resumed(): void {
		this.#isFresh = false;
		if (this.#hasTold) this.#parts.onResumed();
		this.#hasTold = false;
	}
}
