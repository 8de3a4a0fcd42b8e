import type { CallerIdentity } from './caller-identity.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { Processed } from './processed.ts';

export const JOURNAL_STATES = ['all', 'unanswered', 'open'] as const;
export type JournalState = (typeof JOURNAL_STATES)[number];

/** Which calls of the journal are shown. */
export interface JournalFilter {
	readonly state: JournalState;
	/** A hotline's id; empty for all. */
	readonly hotline: string;
	/** Beginnings of words of names and companies, or parts of numbers; empty for all. */
	readonly search: string;
}

/** What a journal is indexed by: calls of a kind, in the order of their starts (UTC epoch ms). */
export type Facet = readonly [kind: string, startedAt: number];

const UNANSWERED: readonly (string | undefined)[] = [
	'missed',
	'timed-out',
	'busy',
	'unreachable',
	'voicemail'
];
/** Fewer digits would be in every number. */
const SHORTEST_NUMBER_PART = 3;

/** True for an incoming call that counts as unanswered: by the server's decision where it is known. */
export function isUnansweredEntry(entry: JournalEntry): boolean {
	if (entry.direction !== 'incoming' || entry.endedAt === undefined) return false;
	if (entry.outcome === 'answered' || entry.outcome === 'answered-elsewhere') return false;
	const decision = entry.status?.decision;
	return decision ? decision.notUnanswered === undefined : UNANSWERED.includes(entry.outcome);
}

/** That nobody has to care for the call any more; a wish of this device counts before the server knows of it. */
export function processedOf(entry: JournalEntry): Processed | undefined {
	const { pendingMark, status } = entry;
	if (!pendingMark) return status?.processed ?? undefined;
	return pendingMark.processed ? { at: pendingMark.at, kind: 'account', name: '' } : undefined;
}

/** Everything that an entry is found by. */
export function facetsOf(entry: JournalEntry): Facet[] {
	const states: JournalState[] = ['all'];
	if (isUnansweredEntry(entry)) {
		states.push('unanswered');
		if (!processedOf(entry)) states.push('open');
	}
	const kinds = states.flatMap((state) => [
		facetKind(state, ''),
		...(entry.hotline ? [facetKind(state, entry.hotline.id)] : [])
	]);
	const party = partyOf(entry);
	if (party !== undefined) kinds.push(partyKind(party));
	return kinds.map((kind) => [kind, entry.startedAt]);
}

export function facetKind(state: JournalState, hotline: string): string {
	return `${state}/${hotline}`;
}

export function partyKind(party: string): string {
	return `party:${party}`;
}

/** True where the entry is of the wanted state and hotline. */
export function isWanted(entry: JournalEntry, { state, hotline }: JournalFilter): boolean {
	return facetsOf(entry).some(([kind]) => kind === facetKind(state, hotline));
}

/** Who was on the other side; undefined where nobody can be told. */
export function partyOf(entry: JournalEntry): string | undefined {
	return entry.direction === 'outgoing' ? entry.dialled : callerKey(entry.caller);
}

/** Who called, as the journal tells callers apart; undefined where nobody can be told. */
export function callerKey(caller: CallerIdentity): string | undefined {
	switch (caller.kind) {
		case 'number':
			return caller.number.e164 ?? caller.number.raw;
		case 'user':
			return `${caller.user}@${caller.domain}`;
		case 'withheld':
		case 'unavailable':
			return undefined;
	}
}

/** The words by whose beginnings an entry's party is found: of names, and every ending of the number. */
export function searchWords(entry: JournalEntry): string[] {
	const party = partyOf(entry);
	if (party === undefined) return [];
	const { name = '', company = '' } = entry.contact ?? {};
	const shown =
		entry.direction === 'incoming' && 'displayName' in entry.caller
			? (entry.caller.displayName ?? '')
			: '';
	const digits = party.replaceAll(/\D/g, '');
	const endings = [...digits.slice(SHORTEST_NUMBER_PART - 1)].map((_, at) => digits.slice(at));
	return [...new Set([...words(`${name} ${company} ${shown} ${party}`), ...endings])];
}

/** What somebody searches for, as words; numbers as people write them become one. */
export function searchTerms(search: string): string[] {
	if (/^[+\d][\d\s()/.-]*$/.test(search.trim())) {
		// The trunk prefix is not part of E.164.
		const digits = search.replaceAll(/\D/g, '').replace(/^0+/, '');
		return digits === '' ? [] : [digits];
	}
	return words(search);
}

/** True where each term begins one of the words. */
export function matchesTerms(known: readonly string[], terms: readonly string[]): boolean {
	return terms.every((term) => known.some((word) => word.startsWith(term)));
}

function words(text: string): string[] {
	return text
		.toLocaleLowerCase()
		.normalize('NFKC')
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
}
