import { callerParty, dialledParty, partyAddress } from './call-party.ts';
import type { JournalEntry } from './journal-entry.ts';
import { parsePhoneNumber, type NumberingPlan } from './phone-number.ts';
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
	/** Absent for everybody's calls. */
	readonly remote?: RemoteParty | undefined;
}

/** Whose calls: a contact's, over all numbers at which the journal has met it, or those of a number (call-party.ts). */
export type RemoteParty =
	| ({ readonly kind: 'contact' } & ContactNames)
	| { readonly kind: 'party'; readonly party: string };

/** A contact as a journal knows it. */
export interface ContactNames {
	readonly name: string;
	readonly company: string;
}

/** What a dialled number or user stands for: the account's numbering plan and SIP domain. */
export interface OwnNetwork {
	readonly plan: NumberingPlan;
	readonly sipDomain: string;
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
export function facetsOf(entry: JournalEntry, network: OwnNetwork): Facet[] {
	const hotlines = ['', ...(entry.hotline ? [entry.hotline.id] : [])];
	const kinds = statesOf(entry).flatMap((state) => hotlines.map((id) => facetKind(state, id)));
	const party = partyOf(entry, network);
	if (party !== undefined) kinds.push(partyKind(party));
	return kinds.map((kind) => [kind, entry.startedAt]);
}

export function facetKind(state: JournalState, hotline: string): string {
	return `${state}/${hotline}`;
}

export function partyKind(party: string): string {
	return `party:${party}`;
}

/**
 * True where the entry is of the wanted state and hotline, and not of another contact that has, or had,
 * the same number as the wanted one.
 */
export function isWanted(entry: JournalEntry, { state, hotline, remote }: JournalFilter): boolean {
	const isOther =
		remote?.kind === 'contact' &&
		entry.contact !== undefined &&
		(entry.contact.name !== remote.name || entry.contact.company !== remote.company);
	return (
		!isOther && statesOf(entry).includes(state) && (hotline === '' || entry.hotline?.id === hotline)
	);
}

/** A stable key of who was on the other side (call-party.ts); undefined where nobody can be told. */
export function partyOf(entry: JournalEntry, { plan, sipDomain }: OwnNetwork): string | undefined {
	if (entry.direction === 'incoming') return callerParty(entry.caller, plan);
	const dialled = parsePhoneNumber(entry.dialled, plan) ?? { raw: entry.dialled };
	return dialledParty(dialled, plan, sipDomain);
}

/** Whose calls are those of the entry's other side; undefined where nobody can be told. */
export function remotePartyOf(entry: JournalEntry, network: OwnNetwork): RemoteParty | undefined {
	const party = partyOf(entry, network);
	if (party === undefined) return undefined;
	const { name, company } = entry.contact ?? { name: '', company: '' };
	return name === '' && company === ''
		? { kind: 'party', party }
		: { kind: 'contact', name, company };
}

/** The words by whose beginnings an entry's party is found: of names, and every ending of the number. */
export function searchWords(entry: JournalEntry, network: OwnNetwork): string[] {
	const party = partyOf(entry, network);
	if (party === undefined) return [];
	const { name = '', company = '' } = entry.contact ?? {};
	const shown =
		entry.direction === 'incoming' && 'displayName' in entry.caller
			? (entry.caller.displayName ?? '')
			: '';
	const digits = partyAddress(party).replaceAll(/\D/g, '');
	const endings = [...digits.slice(SHORTEST_NUMBER_PART - 1)].map((_, at) => digits.slice(at));
	const address = `${partyAddress(party)} ${addressOf(entry)}`;
	return [...new Set([...words(`${name} ${company} ${shown} ${address}`), ...endings])];
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

function statesOf(entry: JournalEntry): JournalState[] {
	if (!isUnansweredEntry(entry)) return ['all'];
	return processedOf(entry) ? ['all', 'unanswered'] : ['all', 'unanswered', 'open'];
}

/** As it came in or was dialled, before the numbering plan completed it. */
function addressOf(entry: JournalEntry): string {
	if (entry.direction === 'outgoing') return entry.dialled;
	return entry.caller.kind === 'number' ? entry.caller.number.raw : '';
}

function words(text: string): string[] {
	return text
		.toLocaleLowerCase()
		.normalize('NFKC')
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
}
