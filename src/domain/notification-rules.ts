import type { SourceAnswer } from './contact.ts';
import type { CallerIdentity } from './caller-identity.ts';
import type { IncomingOutcome } from './call-outcome.ts';
import type { CalledNumber } from './called-number.ts';

export const EXCEPTIONS = [
	'internal',
	'withheld',
	'noContact',
	'repeatedSameDay',
	'repeatedWithoutLogin',
	'shortRing',
	'listed'
] as const;
export type Exception = (typeof EXCEPTIONS)[number];

/** The one call of an account that the reports of all its devices make together. */
export interface JoinedCall {
	readonly outcome: IncomingOutcome;
	readonly caller: CallerIdentity;
	readonly called: CalledNumber;
	/** UTC epoch ms. */
	readonly startedAt: number;
	readonly endedAt: number;
	/** The longest ring time of all devices, ms. */
	readonly ringMs: number;
	readonly markedInternal?: boolean;
}

/** What has been before, as far as the rules ask. Times are UTC epoch ms. */
export interface CallHistory {
	/** Call starts of this caller's calls for which a notification was made, this call excluded. */
	readonly notifiedStarts: readonly number[];
	/** When the account was last active: signed in or used the app; undefined = never. */
	readonly lastActiveAt?: number;
	/** When this caller's last notification was made; undefined = never. */
	readonly lastNotifiedAt?: number;
	/** The account's own SIP domain, lower case. */
	readonly sipDomain: string;
}

/** One rule's verdict: `code` says why in a form that the UI translates; `inputs` what it looked at. */
export interface Verdict {
	readonly exception: Exception;
	readonly enabled: boolean;
	/** The rule's condition holds. It suppresses only when enabled too. */
	readonly matches: boolean;
	readonly code: string;
	readonly inputs: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface Decision {
	readonly notify: boolean;
	/** Why there is nothing to notify before any rule is asked; undefined for an unanswered call. */
	readonly notUnanswered?: IncomingOutcome;
	readonly verdicts: readonly Verdict[];
}

export type ContactLookup = readonly SourceAnswer[];
