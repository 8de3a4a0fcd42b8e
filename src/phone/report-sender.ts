import type { CallStatus } from '#domain/journal-entry.ts';
import { sendWaitingReports, type WaitingReports } from './send-waiting.ts';
import type { ServerAnswer } from './ask-server.ts';

interface ReportSenderParts extends WaitingReports {
	/** Call-IDs of calls begun since `since` of which the server's decision is not known, newest first. */
	undecided(since: number): Promise<string[]>;
	applyStatuses(statuses: readonly CallStatus[]): Promise<void>;
	statuses(callIds: readonly string[]): Promise<ServerAnswer<{ calls: CallStatus[] }>>;
	now(): number;
	/** Something waits that the server does not take now. */
	stranded(): void;
}

const FIRST_PAUSE_MS = 1_000;
const STATUS_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
/** How far back decisions are asked for at the start; calls are decided while the app is closed. */
const START_WINDOW_MS = 7 * 86_400_000;
/** And how far back later: what has not been decided by then is asked for again when the app starts anew. */
const STATUS_WINDOW_MS = 3_600_000;
const MAX_STATUSES = 50;

/**
 * Brings waiting reports to the server: at the start, after each call, when the network is back, and
 * after pauses that grow while the server does not answer. Then asks what the server decided.
 */
export class ReportSender {
	readonly #parts: ReportSenderParts;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#pause = FIRST_PAUSE_MS;
	#statusPause = STATUS_PAUSE_MS;
	#caughtUp = false;
	#running = false;
	#again = false;
	#closed = false;

	constructor(parts: ReportSenderParts) {
		this.#parts = parts;
	}

	start(): void {
		addEventListener('online', this.#now);
		document.addEventListener('visibilitychange', this.#now);
		this.wake();
	}

	close(): void {
		this.#closed = true;
		removeEventListener('online', this.#now);
		document.removeEventListener('visibilitychange', this.#now);
		clearTimeout(this.#timer);
	}

	/** There may be something to send: tries at once, and again after short pauses. */
	wake(): void {
		this.#pause = FIRST_PAUSE_MS;
		this.#statusPause = STATUS_PAUSE_MS;
		this.#work();
	}

	#now = (): void => {
		if (!document.hidden) this.wake();
	};

	#work(): void {
		if (this.#closed) return;
		if (this.#running) {
			this.#again = true;
			return;
		}
		clearTimeout(this.#timer);
		this.#running = true;
		void this.#run().finally(() => {
			this.#running = false;
			if (!this.#again) return;
			this.#again = false;
			this.#work();
		});
	}

	async #run(): Promise<void> {
		try {
			if (!(await sendWaitingReports(this.#parts))) {
				this.#parts.stranded();
				return this.#later(this.#grow());
			}
			this.#pause = FIRST_PAUSE_MS;
			if (await this.#learnStatuses()) return;
			this.#later(this.#statusPause);
			this.#statusPause = Math.min(LONGEST_PAUSE_MS, this.#statusPause * 2);
		} catch (error) {
			this.#parts.complain(`reports: ${String(error)}`);
			this.#later(this.#grow());
		}
	}

	/** True when the server has decided about every recent call. */
	async #learnStatuses(): Promise<boolean> {
		const undecided = () => {
			const window = this.#caughtUp ? STATUS_WINDOW_MS : START_WINDOW_MS;
			return this.#parts.undecided(this.#parts.now() - window);
		};
		const ids = await undecided();
		for (let first = 0; first < ids.length; first += MAX_STATUSES) {
			const answer = await this.#parts.statuses(ids.slice(first, first + MAX_STATUSES));
			if (!answer.ok) return false;
			await this.#parts.applyStatuses(answer.value.calls);
		}
		this.#caughtUp = true;
		return (await undecided()).length === 0;
	}

	#later(pause: number): void {
		if (!this.#closed) this.#timer = setTimeout(() => this.#work(), pause);
	}

	#grow(): number {
		const pause = this.#pause;
		this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 2);
		return pause;
	}
}
