import type { CallReport, CallReportAnswers } from '#domain/call-report.ts';
import type { CallStatus } from '#domain/journal-entry.ts';
import type { ServerAnswer } from './server-api.ts';

interface ReportSenderParts {
	unsent(limit: number): Promise<CallReport[]>;
	settle(reportIds: readonly string[]): Promise<void>;
	undecided(since: number): Promise<string[]>;
	applyStatuses(statuses: readonly CallStatus[]): Promise<void>;
	send(reports: readonly CallReport[]): Promise<ServerAnswer<CallReportAnswers>>;
	statuses(callIds: readonly string[]): Promise<ServerAnswer<{ calls: CallStatus[] }>>;
	now(): number;
	complain(problem: string): void;
}

const BATCH = 50;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const STATUS_PAUSE_MS = 2_000;
/** A decision that has not come within this time is asked for again only when the app starts anew. */
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

	/** There may be something to send. */
	wake(): void {
		if (this.#closed) return;
		if (this.#running) {
			this.#again = true;
			return;
		}
		clearTimeout(this.#timer);
		this.#running = true;
		void this.#run().finally(() => {
			this.#running = false;
			if (this.#again) {
				this.#again = false;
				this.wake();
			}
		});
	}

	#now = (): void => {
		if (document.hidden) return;
		this.#pause = FIRST_PAUSE_MS;
		this.wake();
	};

	async #run(): Promise<void> {
		try {
			if (!(await this.#sendWaiting())) return this.#later(this.#grow());
			this.#pause = FIRST_PAUSE_MS;
			if (!(await this.#learnStatuses())) this.#later(STATUS_PAUSE_MS);
		} catch (error) {
			this.#parts.complain(`reports: ${String(error)}`);
			this.#later(this.#grow());
		}
	}

	/** True when nothing waits any more. */
	async #sendWaiting(): Promise<boolean> {
		for (;;) {
			const reports = await this.#parts.unsent(BATCH);
			if (reports.length === 0) return true;
			const answer = await this.#parts.send(reports);
			if (!answer.ok) return false;
			const settled: string[] = [];
			answer.value.answers.forEach((result, position) => {
				const report = reports[position];
				if (!report) return;
				settled.push(report.reportId);
				if (result.status === 'refused') {
					this.#parts.complain(`report refused: ${result.code} ${result.detail}`);
				}
			});
			if (settled.length === 0) return false;
			await this.#parts.settle(settled);
		}
	}

	/** True when the server has decided about every recent call. */
	async #learnStatuses(): Promise<boolean> {
		const ids = await this.#parts.undecided(this.#parts.now() - STATUS_WINDOW_MS);
		if (ids.length === 0) return true;
		const answer = await this.#parts.statuses(ids.slice(0, MAX_STATUSES));
		if (!answer.ok) return false;
		await this.#parts.applyStatuses(answer.value.calls);
		return (await this.#parts.undecided(this.#parts.now() - STATUS_WINDOW_MS)).length === 0;
	}

	#later(pause: number): void {
		if (!this.#closed) this.#timer = setTimeout(() => this.wake(), pause);
	}

	#grow(): number {
		const pause = this.#pause;
		this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 2);
		return pause;
	}
}
