import { liveQuery } from 'dexie';
import type { Call } from '#domain/call.ts';
import type { CalledNumber } from '#domain/called-number.ts';
import type { CallReport } from '#domain/call-report.ts';
import { prevails } from '#domain/join-reports.ts';
import type { CallChange, CallStatus, JournalEntry, JournalNames } from '#domain/journal-entry.ts';
import type { ContactNames, OwnNetwork } from '#domain/journal-filter.ts';
import { mergeChange } from '#domain/merge-change.ts';
import type { CallMark } from '#domain/processed.ts';
import {
	addParty,
	grownParty,
	journalRow,
	liveRow,
	openCallDatabase,
	type CallDatabase,
	type JournalRow,
	type PartyRow
} from './call-database.ts';
import {
	countOpen,
	readContacts,
	readPage,
	readParties,
	type JournalPage
} from './journal-pages.ts';

/** Among so many of the newest calls one is looked for. */
const RECENT = 200;

/**
 * The journal of one account in this browser, and what the server has not got yet: reports and wishes.
 * A call's end and its report are written in one transaction: neither is ever there without the other.
 */
export class CallStore {
	readonly #db: CallDatabase;
	readonly #network: () => OwnNetwork;

	/** @param network as it is now: calls that are written are found by what it makes of their numbers. */
	constructor(accountId: string, network: () => OwnNetwork) {
		this.#db = openCallDatabase(accountId, network);
		this.#network = network;
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
		const read = async () => (await readPage(this.#db, page)).map(entryOf);
		return watchQuery(read, changed, failed);
	}

	/** The same for some of the contacts of the journal's calls, of whom the words of `search` tell. */
	watchContacts(
		search: string,
		changed: (contacts: ContactNames[]) => void,
		failed: (error: unknown) => void
	): () => void {
		return watchQuery(() => readContacts(this.#db, search), changed, failed);
	}

	/** The same for the number of unanswered calls that nobody has cared for yet. */
	watchOpen(changed: (count: number) => void, failed: (error: unknown) => void): () => void {
		return watchQuery(() => countOpen(this.#db), changed, failed);
	}

	/** The newest calls with any of these parties (`partyOf`) before a moment (UTC epoch ms), newest first. */
	async callsWith(
		parties: readonly string[],
		before: number,
		limit: number
	): Promise<JournalEntry[]> {
		return (await readParties(this.#db, parties, { before, limit })).map(entryOf);
	}

	/** Whom the account has called last, as dialled; undefined where that is long ago. */
	async lastDialled(): Promise<string | undefined> {
		const page = { filter: { state: 'all', hotline: '', search: '' }, limit: RECENT } as const;
		const recent = await readPage(this.#db, page);
		return recent.find((entry) => entry.direction === 'outgoing')?.dialled;
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

	/**
	 * Keeps what somebody wishes for a call: in the journal at once, and for the server. A call that only a push
	 * message told of is not in this browser's journal yet.
	 */
	async mark(mark: CallMark): Promise<void> {
		const { journal, parties, marks } = this.#db;
		await this.#db.transaction('rw', journal, parties, marks, async () => {
			const entry = await journal.get(mark.callId);
			if (entry) await this.#put([{ ...entry, pendingMark: mark }]);
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
		const network = this.#network();
		await this.#db.journal.bulkPut(entries.map((entry) => journalRow(entry, network)));
		const news = new Map<string, PartyRow>();
		for (const entry of entries) addParty(news, entry, network);
		const keys = [...news.keys()];
		const known = await this.#db.parties.bulkGet(keys);
		const grown = keys.flatMap((key, at) => {
			const [before, row] = [known[at], news.get(key)];
			return (before && row ? grownParty(before, row) : row) ?? [];
		});
		if (grown.length > 0) await this.#db.parties.bulkPut(grown);
	}
}

function entryOf({ facets: _facets, ...entry }: JournalRow): JournalEntry {
	return entry;
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

function watchQuery<T>(
	read: () => Promise<T>,
	changed: (value: T) => void,
	failed: (error: unknown) => void
): () => void {
	const subscription = liveQuery(read).subscribe({ next: changed, error: failed });
	return () => subscription.unsubscribe();
}
