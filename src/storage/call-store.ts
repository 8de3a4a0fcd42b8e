import Dexie, { liveQuery, type Table } from 'dexie';
import type { CallReport } from '#domain/call-report.ts';
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

	/** Writes a call's end and its report. An answer on another tab of this browser is kept. */
	async finish(entry: JournalEntry, report: CallReport): Promise<void> {
		await this.#db.transaction('rw', this.#db.journal, this.#db.unsent, async () => {
			const before = await this.#db.journal.get(entry.callId);
			if (before?.outcome !== 'answered') await this.#db.journal.put(entry);
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

	/** Forgets reports that the server has stored, or has refused for good. */
	async settle(reportIds: readonly string[]): Promise<void> {
		await this.#db.unsent.bulkDelete([...reportIds]);
	}

	/** Ended incoming calls since `since` (UTC epoch ms) of which the server's decision is not known yet. */
	async undecided(since: number): Promise<string[]> {
		const recent = await this.#db.journal.where('startedAt').aboveOrEqual(since).toArray();
		return recent
			.filter(
				(entry) =>
					entry.direction === 'incoming' && entry.endedAt !== undefined && !isSettled(entry)
			)
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

/** True once the server has decided and every message is on its way or given up. */
function isSettled({ status }: JournalEntry): boolean {
	if (!status || status.decidedAt === null) return false;
	return status.messages.every(({ state }) => state !== 'waiting');
}
