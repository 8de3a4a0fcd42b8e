import Dexie, { liveQuery, type Table } from 'dexie';
import { diallingCall, ringingCall, type Call } from '#domain/call.ts';
import type { CalledNumber } from '#domain/called-number.ts';
import type { CallReport } from '#domain/call-report.ts';
import { prevails } from '#domain/join-reports.ts';
import type { CallChange, CallStatus, JournalEntry, JournalNames } from '#domain/journal-entry.ts';
import { facetsOf, partyOf, searchWords, type Facet } from '#domain/journal-filter.ts';
import { mergeChange } from '#domain/merge-change.ts';
import type { CallMark } from '#domain/processed.ts';
import { readPage, readParties, type JournalPage } from './journal-pages.ts';

/** An entry and what it is found by. */
export type JournalRow = JournalEntry & { readonly facets: readonly Facet[] };

/** Somebody in the journal and the words by which they are found. */
export interface PartyRow {
	readonly party: string;
	readonly words: readonly string[];
}

/** A call as it was when it was known to live last (UTC epoch ms). */
interface LiveRow {
	readonly callId: string;
	readonly call: Call;
	readonly seenAt: number;
}

export type CallTables = {
	journal: Table<JournalRow, string>;
	parties: Table<PartyRow, string>;
	unsent: Table<CallReport, string>;
	marks: Table<CallMark, string>;
	/** Calls whose end has not been written. */
	live: Table<LiveRow, string>;
	/** The newest change of the account's calls that this device knows. */
	known: Table<{ key: 'change'; value: number }, string>;
};

/**
 * The journal of one account in this browser, and what the server has not got yet: reports and wishes.
 * A call's end and its report are written in one transaction: neither is ever there without the other.
 */
export class CallStore {
	readonly #db: Dexie & CallTables;

	constructor(accountId: string) {
		this.#db = new Dexie(`anteroom-calls-${accountId}`) as Dexie & CallTables;
		this.#db.version(1).stores({ journal: 'callId, startedAt', unsent: 'reportId, endedAt' });
		this.#db
			.version(2)
			.stores({
				journal: 'callId, startedAt, *facets',
				parties: 'party, *words',
				unsent: 'reportId, endedAt, callId',
				marks: 'callId',
				known: 'key'
			})
			.upgrade(async (tx) => {
				const rows = await tx.table<JournalEntry>('journal').toArray();
				await tx.table('journal').bulkPut(rows.map(rowOf));
				await tx.table('parties').bulkPut(rows.flatMap(partyRowsOf));
			});
		this.#db
			.version(3)
			.stores({ live: 'callId' })
			.upgrade(async (tx) => {
				const unended = tx
					.table<JournalEntry>('journal')
					.filter((row) => row.endedAt === undefined);
				await tx.table('live').bulkPut((await unended.toArray()).map(begunCall));
			});
	}

	/** Writes a call that has begun; one that another tab has finished stays as it is. */
	async begin(entry: JournalEntry, call: Call, at: number): Promise<void> {
		const { journal, parties, live } = this.#db;
		await this.#db.transaction('rw', journal, parties, live, async () => {
			const before = await journal.get(entry.callId);
			if (!before) await this.#put([entry]);
			if (before?.endedAt === undefined) await live.put(liveRow(call, at));
		});
	}

	/** Notes how far calls have got that live; those whose end has been written stay ended. */
	async seen(calls: readonly Call[], at: number): Promise<void> {
		await this.#db.transaction('rw', this.#db.live, async () => {
			for (const call of calls) await this.#db.live.update(call.callId, liveRow(call, at));
		});
	}

	/** Adds names to a call that lives. */
	async name(callId: string, names: JournalNames): Promise<void> {
		const { journal, parties } = this.#db;
		await this.#db.transaction('rw', journal, parties, async () => {
			const entry = await journal.get(callId);
			if (entry && entry.endedAt === undefined) await this.#put([{ ...entry, ...names }]);
		});
	}

	/** Calls whose end has not been written, as they were seen last. */
	async unended(): Promise<{ call: Call; seenAt: number; entry: JournalEntry }[]> {
		const { journal, live } = this.#db;
		return this.#db.transaction('r', journal, live, async () => {
			const rows = await live.toArray();
			const entries = await journal.bulkGet(rows.map(({ callId }) => callId));
			return rows.flatMap(({ call, seenAt }, at) => {
				const entry = entries[at];
				return entry ? [{ call, seenAt, entry: entryOf(entry) }] : [];
			});
		});
	}

	/**
	 * Writes a call's end and its report. Where another tab of this browser, or another device, has told of
	 * an end that says more (an answer above all), that one is kept.
	 */
	async finish(entry: JournalEntry, report: CallReport): Promise<void> {
		const { journal, parties, unsent, live } = this.#db;
		await this.#db.transaction('rw', journal, parties, unsent, live, async () => {
			await live.delete(entry.callId);
			const before = await journal.get(entry.callId);
			if (!before || !saysMore(before, entry)) {
				await this.#put([before?.status ? { ...entry, status: before.status } : entry]);
			}
			await unsent.put(report);
		});
	}

	/** Calls `changed` with the page's entries, newest first, now and after each change; returns how to stop. */
	watch(
		page: JournalPage,
		changed: (entries: JournalEntry[]) => void,
		failed: (error: unknown) => void
	): () => void {
		const query = liveQuery(() => readPage(this.#db, page));
		const subscription = query.subscribe({
			next: (rows) => changed(rows.map(entryOf)),
			error: failed
		});
		return () => subscription.unsubscribe();
	}

	/** The newest calls with any of these parties (`partyOf`) before a moment (UTC epoch ms), newest first. */
	async callsWith(
		parties: readonly string[],
		before: number,
		limit: number
	): Promise<JournalEntry[]> {
		return (await readParties(this.#db, parties, { before, limit })).map(entryOf);
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
		const { journal, parties } = this.#db;
		await this.#db.transaction('rw', journal, parties, async () => {
			const known = await journal.bulkGet(statuses.map(({ callId }) => callId));
			await this.#put(
				statuses.flatMap((status, at) => {
					const entry = known[at];
					return entry ? [{ ...entry, status }] : [];
				})
			);
		});
	}

	/** Keeps what somebody wishes for a call: in the journal at once, and for the server. */
	async mark(mark: CallMark): Promise<void> {
		const { journal, parties, marks } = this.#db;
		await this.#db.transaction('rw', journal, parties, marks, async () => {
			const entry = await journal.get(mark.callId);
			if (!entry) return;
			await this.#put([{ ...entry, pendingMark: mark }]);
			await marks.put(mark);
		});
	}

	/** Wishes that the server can be told of: those of calls that it has a report of already. */
	async unsentMarks(limit: number): Promise<CallMark[]> {
		const { marks, unsent } = this.#db;
		return this.#db.transaction('r', marks, unsent, async () => {
			const unreported = new Set(await unsent.orderBy('callId').uniqueKeys());
			return marks
				.filter(({ callId }) => !unreported.has(callId))
				.limit(limit)
				.toArray();
		});
	}

	/** The server knows these wishes; a newer one for the same call still waits. */
	async settleMarks(sent: readonly CallMark[]): Promise<void> {
		const { journal, parties, marks } = this.#db;
		await this.#db.transaction('rw', journal, parties, marks, async () => {
			for (const { callId, id } of sent) {
				if ((await marks.get(callId))?.id !== id) continue;
				await marks.delete(callId);
				const entry = await journal.get(callId);
				if (!entry?.pendingMark) continue;
				const { pendingMark, ...settled } = entry;
				const processed = pendingMark.processed
					? ({ at: pendingMark.at, kind: 'account', name: '' } as const)
					: null;
				await this.#put([
					settled.status ? { ...settled, status: { ...settled.status, processed } } : settled
				]);
			}
		});
	}

	/** The newest change that this device knows; 0 for none. */
	async knownChange(): Promise<number> {
		return (await this.#db.known.get('change'))?.value ?? 0;
	}

	/** Takes over what the server tells of, in the order of its changes, and how far it has got. */
	async merge(
		changes: readonly CallChange[],
		hotlineOf: (called: CalledNumber) => JournalNames['hotline']
	): Promise<void> {
		const newest = changes.at(-1)?.changedAt;
		if (newest === undefined) return;
		const { journal, parties, unsent, known } = this.#db;
		await this.#db.transaction('rw', journal, parties, unsent, known, async () => {
			const before = await journal.bulkGet(changes.map(({ status }) => status.callId));
			const unreported = new Set(await unsent.orderBy('callId').uniqueKeys());
			await this.#put(
				changes.map((change, at) =>
					mergeChange(before[at], change, unreported.has(change.status.callId), hotlineOf)
				)
			);
			await known.put({ key: 'change', value: newest });
		});
	}

	close(): void {
		this.#db.close();
	}

	async #put(entries: readonly JournalEntry[]): Promise<void> {
		await this.#db.journal.bulkPut(entries.map(rowOf));
		const rows = new Map(entries.flatMap(partyRowsOf).map((row) => [row.party, row]));
		const keys = [...rows.keys()];
		const known = await this.#db.parties.bulkGet(keys);
		const news = keys.flatMap((party, at) => {
			const words = [...new Set([...(known[at]?.words ?? []), ...(rows.get(party)?.words ?? [])])];
			return words.length === known[at]?.words.length ? [] : [{ party, words }];
		});
		if (news.length > 0) await this.#db.parties.bulkPut(news);
	}
}

function rowOf(entry: JournalEntry): JournalRow {
	return { ...entry, facets: facetsOf(entry) };
}

function entryOf({ facets: _facets, ...entry }: JournalRow): JournalEntry {
	return entry;
}

function liveRow(call: Call, seenAt: number): LiveRow {
	return { callId: call.callId, call, seenAt };
}

/** All that an entry tells of a call whose end has not been written. */
function begunCall(entry: JournalEntry): LiveRow {
	const { callId, startedAt } = entry;
	const facts = { id: callId, callId, startedAt };
	const call =
		entry.direction === 'incoming'
			? ringingCall({ ...facts, caller: entry.caller, called: entry.called })
			: diallingCall({ ...facts, dialled: entry.dialled });
	return liveRow(call, startedAt);
}

function partyRowsOf(entry: JournalEntry): PartyRow[] {
	const party = partyOf(entry);
	return party === undefined ? [] : [{ party, words: searchWords(entry) }];
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
