import type { IncomingOutcome } from './call-outcome.ts';
import type { CallerIdentity } from './caller-identity.ts';
import { decide, type ContactLookup, type Decision } from './notification-rules.ts';
import { parsePhoneNumber, type NumberingPlan } from './phone-number.ts';
import type { Settings } from './settings.ts';

/** A call that nobody made, as somebody describes it. Times are UTC epoch ms. */
export interface CallDescription {
	readonly caller: 'number' | 'withheld' | 'unavailable';
	/** A number as people write it, or a SIP address without its scheme. */
	readonly number: string;
	/** A contact source has the number. */
	readonly isKnown: boolean;
	readonly outcome: IncomingOutcome;
	readonly ringMs: number;
	readonly startedAt: number;
	/** The last notification of a call of this caller; undefined = never. */
	readonly lastNotifiedAt: number | undefined;
	/** When the account was last active; undefined = never. */
	readonly lastActiveAt: number | undefined;
}

/**
 * Decides about a described call as the server would about a real one; undefined where the caller's
 * number is none, or a time or the ring time is missing.
 */
export function decideDescribed(
	described: CallDescription,
	settings: Settings,
	sipDomain: string
): Decision | undefined {
	const caller = callerOf(described, settings.numbering);
	const { outcome, ringMs, startedAt, lastNotifiedAt, lastActiveAt } = described;
	if (!caller || !Number.isFinite(ringMs) || !Number.isFinite(startedAt)) return undefined;
	return decide(
		{
			outcome,
			caller,
			called: { source: 'none', divertedFrom: [] },
			startedAt,
			endedAt: startedAt + ringMs,
			ringMs
		},
		{
			notifiedStarts: lastNotifiedAt === undefined ? [] : [lastNotifiedAt],
			...(lastNotifiedAt !== undefined && { lastNotifiedAt }),
			...(lastActiveAt !== undefined && { lastActiveAt }),
			sipDomain
		},
		lookupOf(described),
		settings
	);
}

function callerOf(
	{ caller, number }: CallDescription,
	plan: NumberingPlan
): CallerIdentity | undefined {
	if (caller !== 'number') return { kind: caller };
	const read = parsePhoneNumber(number, plan);
	if (read) return { kind: 'number', number: read, source: 'from' };
	const [user = '', domain = '', ...more] = number.trim().split('@');
	if (user === '' || domain === '' || more.length > 0) return undefined;
	return { kind: 'user', user, domain: domain.toLowerCase(), source: 'from' };
}

function lookupOf({ isKnown }: CallDescription): ContactLookup {
	const source = 'contacts';
	return [
		isKnown ? { source, status: 'found', matches: { length: 1 } } : { source, status: 'none' }
	];
}
