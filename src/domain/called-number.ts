import type { CalledNumberSource } from './called-number-source.ts';
import { parsePhoneNumber, type NumberingPlan, type PhoneNumber } from './phone-number.ts';
import {
	cleanText,
	parseAddress,
	parseAddresses,
	splitOutsideQuotes,
	type SipAddress
} from './sip-address.ts';
import type { Settings } from './settings.ts';
import type { SipHeaders } from './sip-message.ts';

/** The number that the caller dialled, and which header field said so. */
export interface CalledNumber {
	/** The number, where the winning field held one. */
	readonly number?: PhoneNumber;
	/** The user part, where it was not a number (`sip:reception@…`). */
	readonly user?: string;
	readonly source: CalledNumberSource | 'none';
	/** The name of the winning header field, as configured or standardised. */
	readonly header?: string;
	/** Every number that the call was diverted from (oldest first): clients forward their own number. */
	readonly divertedFrom: readonly PhoneNumber[];
}

/** As many diverting numbers as one call report carries. */
const MAX_DIVERSIONS = 20;
const MAX_USER = 256;
/** Stands in History-Info for a target that wants privacy (RFC 7044 §10.1.1). */
const HIDDEN_HOST = 'anonymous.invalid';
/** A bare number or name is short; the rest of such a header field is not looked at. */
const MAX_BARE = 1_024;

/**
 * Finds the dialled number: the first field in the configured order that gives a number or user part.
 * P-Called-Party-ID (RFC 7315 §4.2), oldest History-Info entry (RFC 7044), oldest Diversion (RFC 5806,
 * the bottom-most), To, Request-URI.
 */
export function calledNumber(
	headers: SipHeaders,
	{ calledNumber: { order, headers: configured }, numbering }: Settings
): CalledNumber {
	const divertedFrom = divertingNumbers(headers, numbering);
	for (const source of order) {
		for (const { header, address } of candidates(source, headers, configured)) {
			const party = partyOf(address, numbering);
			if (party) return { ...party, source, header, divertedFrom };
		}
	}
	return { source: 'none', divertedFrom };
}

interface Candidate {
	readonly header: string;
	readonly address: Pick<SipAddress, 'user' | 'phoneContext'>;
}

function candidates(
	source: CalledNumberSource,
	headers: SipHeaders,
	configured: readonly string[]
): Candidate[] {
	const named = (header: string, address: Candidate['address'] | undefined): Candidate[] =>
		address ? [{ header, address }] : [];
	switch (source) {
		case 'header':
			return configured.flatMap((header) =>
				headers.all(header).flatMap((value) => named(header, bareOrAddress(value)))
			);
		case 'p-called-party-id':
			return parseAddresses(headers.all('P-Called-Party-ID')).flatMap((address) =>
				named('P-Called-Party-ID', address)
			);
		case 'history-info':
			return named('History-Info', historyOldestFirst(headers)[0]);
		case 'diversion':
			return named('Diversion', parseAddresses(headers.all('Diversion')).at(-1));
		case 'to':
			return named('To', parseAddresses(headers.all('To'))[0]);
		case 'request-uri':
			return named('Request-URI', parseAddress(`<${headers.requestUri}>`));
	}
}

/** PBXes put a bare number into their own header fields as often as an address. */
function bareOrAddress(value: string): Candidate['address'] | undefined {
	const address = parseAddresses([value])[0];
	if (address) return address;
	const first = splitOutsideQuotes(value.slice(0, MAX_BARE), ',')[0] ?? '';
	const bare = (splitOutsideQuotes(first, ';')[0] ?? '').trim().replace(/^"(.*)"$/, '$1');
	// What looks like an address and could not be read as one is malformed, not a name.
	if (/[<>":]/.test(bare)) return undefined;
	return { user: cleanText(bare.split('@')[0] ?? '', MAX_USER) };
}

function partyOf(
	{ user, phoneContext = '' }: Candidate['address'],
	plan: NumberingPlan
): { number: PhoneNumber } | { user: string } | undefined {
	const text = user.startsWith('+') ? user : phoneContext + user;
	const number = parsePhoneNumber(text, plan);
	if (number) return { number };
	const name = cleanText(user, MAX_USER);
	return name === '' ? undefined : { user: name };
}

/** History-Info entries in the order in which the call went, by their index (`1`, `1.1`, `1.2`, `1.10`). */
function historyOldestFirst(headers: SipHeaders): SipAddress[] {
	return parseAddresses(headers.all('History-Info'))
		.filter(({ host }) => host !== HIDDEN_HOST)
		.map((address) => ({ address, index: indexOf(address) }))
		.sort((a, b) => compareIndex(a.index, b.index))
		.map(({ address }) => address);
}

function compareIndex(a: readonly number[], b: readonly number[]): number {
	for (let level = 0; level < Math.max(a.length, b.length); level += 1) {
		const difference = (a[level] ?? -1) - (b[level] ?? -1);
		if (difference !== 0) return difference;
	}
	return 0;
}

/** An entry without a readable index stands behind those that have one, in the order of the message. */
function indexOf({ parameters }: SipAddress): readonly number[] {
	const index = parameters.get('index') ?? '';
	return /^\d{1,9}(\.\d{1,9})*$/.test(index)
		? index.split('.').map(Number)
		: [Number.MAX_SAFE_INTEGER];
}

function divertingNumbers(headers: SipHeaders, plan: NumberingPlan): PhoneNumber[] {
	const diversions = parseAddresses(headers.all('Diversion')).reverse();
	// The last entry is where the call stands now: it was not diverted from there.
	const history = historyOldestFirst(headers).slice(0, -1);
	const numbers = [...diversions, ...history].flatMap((address) => {
		const party = partyOf(address, plan);
		return party && 'number' in party ? [party.number] : [];
	});
	const seen = new Set<string>();
	return numbers
		.filter(({ e164, raw }) => {
			const key = e164 ?? raw;
			return !seen.has(key) && seen.add(key);
		})
		.slice(0, MAX_DIVERSIONS);
}
