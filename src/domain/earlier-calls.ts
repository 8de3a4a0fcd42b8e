import type { CallerIdentity } from './caller-identity.ts';
import type { Contact } from './contact.ts';
import type { JournalEntry } from './journal-entry.ts';
import { callerParty } from './call-party.ts';
import { isUnansweredEntry, processedOf } from './journal-filter.ts';
import type { NumberingPlan } from './phone-number.ts';

type IncomingEntry = Extract<JournalEntry, { direction: 'incoming' }>;

/** What a device's journal tells of somebody who calls again. */
export interface EarlierCalls {
	readonly count: number;
	/** There may be more: only so many have been read. */
	readonly isCapped: boolean;
	/** Unanswered ones for which nobody has cared yet. */
	readonly open: number;
	/** The last ones, newest first. */
	readonly last: readonly IncomingEntry[];
}

/** Nobody who answers a call reads a longer history, and to read it must not take longer than to answer. */
export const MOST_EARLIER_CALLS = 500;
const LAST_SHOWN = 3;

/** By which parties of the journal a caller is found: the own number, and those of a certain contact; none where withheld. */
export function earlierParties(
	caller: CallerIdentity,
	contact: Contact | undefined,
	plan: NumberingPlan
): string[] {
	const own = callerParty(caller, plan);
	if (own === undefined) return [];
	const numbers = contact?.numbers.flatMap(({ e164 }) => e164 ?? []) ?? [];
	return [...new Set([own, ...numbers])];
}

/** @param entries newest first, at most `MOST_EARLIER_CALLS`, in both directions: those that came in and are over count */
export function summariseEarlier(entries: readonly JournalEntry[]): EarlierCalls {
	const incoming = entries.filter(
		(entry): entry is IncomingEntry => entry.direction === 'incoming' && entry.endedAt !== undefined
	);
	return {
		count: incoming.length,
		isCapped: entries.length >= MOST_EARLIER_CALLS,
		open: incoming.filter((entry) => isUnansweredEntry(entry) && !processedOf(entry)).length,
		last: incoming.slice(0, LAST_SHOWN)
	};
}
