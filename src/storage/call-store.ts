import Dexie, { liveQuery, type Table } from 'dexie';
import type { CallReport } from '#domain/call-report.ts';
import { prevails } from '#domain/join-reports.ts';
import type { CallStatus, JournalEntry } from '#domain/journal-entry.ts';

type Tables = {
	journal: Table<JournalEntry, string>;
	unsent: Table<CallReport, string>;
};

/**
 * The journal of one account in this browser and the reports that the server has not got yet.
 * A call's end and its report are written in one transaction: neither is ever there without the other.
 */
export class CallStore {
	readonly #db: Dexie & Tables;

	constructor(accountId: string) {
		this.#db = new Dexie(`anteroom-calls-${accountId}`) as Dexie & Tables;
		this.#db.version(1).stores({ journal: 'callId, startedAt', unsent: 'reportId, endedAt' });
	}

	/** Writes a call that has begun; one that another tab has finished stays as it is. */
	async begin(entry: JournalEntry): Promise<void> {
		await this.#db.transaction('rw', this.#db.journal, async () => {
			if (!(await this.#db.journal.get(entry.callId))) await this.#db.journal.put(entry);
		});
	}

	/**
	 * Writes a call's end and its report. Where another tab of this browser has written an end that says
	 * more (an answer above all), that one is kept.
	 */
	async finish(entry: JournalEntry, report: CallReport): Promise<void> {
		await this.#db.transaction('rw', this.#db.journal, this.#db.unsent, async () => {
			const before = await this.#db.journal.get(entry.callId);
			if (!before || !saysMore(before, entry)) await this.#db.journal.put(entry);
			await this.#db.unsent.put(report);
		});
	}

	/** Calls `changed` with the newest entries, now and after each change; returns how to stop. */
	watch(
		limit: number,
		changed: (entries: JournalEntry[]) => void,
		failed: (error: unknown) => void
	): () => void {
		const query = liveQuery(() =>
			this.#db.journal.orderBy('startedAt').reverse().limit(limit).toArray()
		);
		const subscription = query.subscribe({ next: changed, error: failed });
		return () => subscription.unsubscribe();
	}

	/** Reports that wait, oldest first. */
	unsent(limit: number): Promise<CallReport[]> {
		return this.#db.unsent.orderBy('endedAt').limit(limit).toArray();
	}

	/** Forgets reports that the server has stored. */
	async settle(reportIds: readonly string[]): Promise<void> {
		await this.#db.unsent.bulkDelete([...reportIds]);
	}

	/** Takes a report that the server has refused for good out of the queue; the journal keeps the call and says so. */
	async refuse({ reportId, callId }: CallReport, code: string): Promise<void> {
		await this.#db.transaction('rw', this.#db.journal, this.#db.unsent, async () => {
			await this.#db.unsent.delete(reportId);
			await this.#db.journal.update(callId, { refused: code });
		});
	}

	/** Ended incoming calls since `since` (UTC epoch ms) of which the server's decision is not known yet, newest first. */
	async undecided(since: number): Promise<string[]> {
		const recent = await this.#db.journal.where('startedAt').aboveOrEqual(since).toArray();
		return recent
			.filter(
				(entry) =>
					entry.direction === 'incoming' &&
					entry.endedAt !== undefined &&
					entry.refused === undefined &&
					!isSettled(entry)
			)
			.reverse()
			.map(({ callId }) => callId);
	}

	async applyStatuses(statuses: readonly CallStatus[]): Promise<void> {
		await this.#db.transaction('rw', this.#db.journal, async () => {
			for (const status of statuses) await this.#db.journal.update(status.callId, { status });
		});
	}

	close(): void {
		this.#db.close();
	}
}

function saysMore(before: JournalEntry, now: JournalEntry): boolean {
	if (before.direction !== 'incoming' || now.direction !== 'incoming') return false;
	return (
		before.outcome !== undefined &&
		now.outcome !== undefined &&
		!prevails(now.outcome, before.outcome)
	);
}

/** True once the server has decided and every message is on its way or given up. */
function isSettled({ status }: JournalEntry): boolean {
	if (!status || status.decidedAt === null) return false;
	return status.messages.every(({ state }) => state !== 'waiting');
}
