import Dexie, { type Table } from 'dexie';
import { diallingCall, ringingCall, type Call } from '#domain/call.ts';
import type { CallReport } from '#domain/call-report.ts';
import type { JournalEntry } from '#domain/journal-entry.ts';
import {
	facetsOf,
	partyOf,
	searchWords,
	type Facet,
	type OwnNetwork
} from '#domain/journal-filter.ts';
import type { CallMark } from '#domain/processed.ts';

/** An entry and what it is found by. */
export type JournalRow = JournalEntry & { readonly facets: readonly Facet[] };

/** A contact in an index: in the order of names. */
export type ContactKey = readonly [name: string, company: string];

/** Somebody in the journal, the words by which they are found, and the contacts that they were known as. */
export interface PartyRow {
	readonly party: string;
	readonly words: readonly string[];
	readonly contacts: readonly ContactKey[];
}

/** A call as it was when it was known to live last (UTC epoch ms). */
interface LiveRow {
	readonly callId: string;
	readonly call: Call;
	readonly seenAt: number;
}

export type CallDatabase = Dexie & {
	journal: Table<JournalRow, string>;
	parties: Table<PartyRow, string>;
	unsent: Table<CallReport, string>;
	marks: Table<CallMark, string>;
	/** Calls whose end has not been written. */
	live: Table<LiveRow, string>;
	/** The newest change of the account's calls that this device knows. */
	known: Table<{ key: 'change'; value: number }, string>;
};

/** The tables of one account, brought from any earlier version to this one when they are first used. */
export function openCallDatabase(accountId: string, network: () => OwnNetwork): CallDatabase {
	const db = new Dexie(`anteroom-calls-${accountId}`) as CallDatabase;
	db.version(1).stores({ journal: 'callId, startedAt', unsent: 'reportId, endedAt' });
	db.version(2).stores({
		journal: 'callId, startedAt, *facets',
		parties: 'party, *words',
		unsent: 'reportId, endedAt, callId',
		marks: 'callId',
		known: 'key'
	});
	db.version(3)
		.stores({ live: 'callId' })
		.upgrade(async (tx) => {
			const unended = tx.table<JournalEntry>('journal').filter((row) => row.endedAt === undefined);
			await tx.table('live').bulkPut((await unended.toArray()).map(begunCall));
		});
	db.version(4)
		.stores({ parties: 'party, *words, *contacts' })
		.upgrade(async (tx) => {
			const parties = new Map<string, PartyRow>();
			await tx
				.table<JournalRow>('journal')
				.toCollection()
				.modify((row, at) => {
					at.value = journalRow(row, network());
					addParty(parties, row, network());
				});
			await tx.table('parties').clear();
			await tx.table('parties').bulkPut([...parties.values()]);
		});
	return db;
}

export function journalRow(entry: JournalEntry, network: OwnNetwork): JournalRow {
	return { ...entry, facets: facetsOf(entry, network) };
}

/** Adds an entry's other side to those that are known by their keys; nobody where they cannot be told. */
export function addParty(
	parties: Map<string, PartyRow>,
	entry: JournalEntry,
	network: OwnNetwork
): void {
	const party = partyOf(entry, network);
	if (party === undefined) return;
	const { name, company } = entry.contact ?? { name: '', company: '' };
	const contacts: ContactKey[] = name === '' && company === '' ? [] : [[name, company]];
	const row = { party, words: searchWords(entry, network), contacts };
	const before = parties.get(party);
	parties.set(party, before ? (grownParty(before, row) ?? before) : row);
}

/** What two rows of the same party tell together; undefined where the first one tells it alone. */
export function grownParty(before: PartyRow, news: PartyRow): PartyRow | undefined {
	const words = news.words.filter((word) => !before.words.includes(word));
	const contacts = news.contacts.filter(
		([name, company]) => !before.contacts.some((known) => known[0] === name && known[1] === company)
	);
	if (words.length === 0 && contacts.length === 0) return undefined;
	return {
		party: before.party,
		words: [...before.words, ...words],
		contacts: [...before.contacts, ...contacts]
	};
}

export function liveRow(call: Call, seenAt: number): LiveRow {
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
