import { calendarDay } from './calendar-day.ts';
import type { IncomingOutcome } from './call-outcome.ts';
import type { CalledNumber } from './called-number.ts';
import { callerKey, type CallerIdentity } from './caller-identity.ts';
import type { SourceAnswer } from './contact.ts';
import { internalCaller } from './internal-caller.ts';
import { matchesNumberList } from './phone-number.ts';
import type { ReportContact } from './report-contact.ts';
import type { Settings } from './settings.ts';
import type { TransferNames } from './transfer-names.ts';

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
export interface JoinedCall extends TransferNames {
	readonly outcome: IncomingOutcome;
	readonly caller: CallerIdentity;
	readonly called: CalledNumber;
	/** UTC epoch ms. */
	readonly startedAt: number;
	readonly endedAt: number;
	/** The longest ring time of all devices, ms. */
	readonly ringMs: number;
	readonly markedInternal?: boolean;
	/** Whom a device that reported the call certainly knows the caller as. */
	readonly contact?: ReportContact;
	readonly pbx?: PbxShare;
}

/** The PBX's part in what is known of a call: nobody else reported it, or it alone knew the outcome. */
export const PBX_SHARES = ['alone', 'outcome'] as const;
export type PbxShare = (typeof PBX_SHARES)[number];

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

/** What the sources answered, as far as the rules ask: how many matches there are, not whom they name. */
export type ContactLookup = readonly (
	| {
			readonly source: string;
			readonly status: 'found';
			readonly matches: { readonly length: number };
	  }
	| Exclude<SourceAnswer, { status: 'found' } | { status: 'failed' }>
	| { readonly source: string; readonly status: 'failed' }
)[];

/** True where the outcome counts as unanswered under the account's settings. */
export function isUnanswered(outcome: IncomingOutcome, { unanswered }: Settings): boolean {
	switch (outcome) {
		case 'missed':
		case 'timed-out':
		case 'busy':
		case 'unreachable':
			return true;
		case 'declined':
			return unanswered.declined;
		case 'voicemail':
			return unanswered.voicemail;
		case 'answered':
		case 'answered-elsewhere':
			return false;
	}
}

/**
 * Decides whether an ended call notifies. All seven exceptions are evaluated every time, so that each
 * can be explained; one that is switched on and matches suppresses. Pure: the browser uses it to
 * explain and to simulate what the server decided.
 */
export function decide(
	call: JoinedCall,
	history: CallHistory,
	lookup: ContactLookup,
	settings: Settings
): Decision {
	const verdicts = EXCEPTIONS.map((exception): Verdict => {
		const judged = RULES[exception]({ call, history, lookup, settings });
		return { exception, enabled: settings.exceptions[exception], ...judged };
	});
	if (!isUnanswered(call.outcome, settings)) {
		return { notify: false, notUnanswered: call.outcome, verdicts };
	}
	return { notify: !verdicts.some(({ enabled, matches }) => enabled && matches), verdicts };
}

/**
 * The decision about a caller who turned out only afterwards to withhold the number: the verdicts stay,
 * because they are why there was a message or none; what they tell of the caller goes.
 */
export function withoutCaller(decision: Decision): Decision {
	const verdicts = decision.verdicts.map((verdict) => {
		const { caller, entry, ...inputs } = verdict.inputs;
		const told = {
			...(caller !== undefined && { caller: 'withheld' }),
			...(entry !== undefined && { entry: '…' })
		};
		return { ...verdict, inputs: { ...inputs, ...told } };
	});
	return { ...decision, verdicts };
}

interface Case {
	readonly call: JoinedCall;
	readonly history: CallHistory;
	readonly lookup: ContactLookup;
	readonly settings: Settings;
}

type Judged = Pick<Verdict, 'matches' | 'code' | 'inputs'>;

/** One rule for each exception; nothing of a withheld identity may get into `inputs`. */
const RULES: { readonly [Name in Exception]: (rule: Case) => Judged } = {
	internal({ call, history, settings }) {
		const { internal, code } = internalCaller(call, settings, history.sipDomain);
		return { matches: internal, code, inputs: { caller: callerWords(call.caller) } };
	},

	withheld({ call }) {
		const matches = call.caller.kind === 'withheld';
		return {
			matches,
			code: matches ? 'withheld' : 'not-withheld',
			inputs: { kind: call.caller.kind }
		};
	},

	/**
	 * Matches only if at least one source answered and none failed. Nobody is asked about a withheld or
	 * unavailable caller: there is nothing that contact data could be determined from, so it matches.
	 */
	noContact({ call, lookup }) {
		const sources = lookup.map(({ source, status }) => `${source}: ${status}`);
		const judge = (matches: boolean, code: string): Judged => ({
			matches,
			code,
			inputs: { sources }
		});
		if (call.caller.kind === 'withheld' || call.caller.kind === 'unavailable') {
			return judge(true, 'no-number');
		}
		if (lookup.some((answer) => answer.status === 'found' && answer.matches.length > 0)) {
			return judge(false, 'contact-found');
		}
		if (lookup.some(({ status }) => status === 'failed')) return judge(false, 'source-failed');
		return lookup.length === 0 ? judge(false, 'nobody-asked') : judge(true, 'no-contact');
	},

	repeatedSameDay({ call, history, settings: { timeZone } }): Judged {
		const day = calendarDay(call.startedAt, timeZone);
		if (callerKey(call.caller) === undefined) {
			return { matches: false, code: 'caller-not-known', inputs: { day } };
		}
		const matches = history.notifiedStarts.some((at) => calendarDay(at, timeZone) === day);
		return {
			matches,
			code: matches ? 'notified-that-day' : 'first-that-day',
			inputs: { day, timeZone, notifiedBefore: history.notifiedStarts.length }
		};
	},

	repeatedWithoutLogin({ call, history: { lastActiveAt, lastNotifiedAt } }): Judged {
		const inputs = {
			lastActiveAt: lastActiveAt ?? 'never',
			lastNotifiedAt: lastNotifiedAt ?? 'never'
		};
		if (callerKey(call.caller) === undefined) {
			return { matches: false, code: 'caller-not-known', inputs };
		}
		if (lastNotifiedAt === undefined) return { matches: false, code: 'never-notified', inputs };
		const matches = lastActiveAt === undefined || lastNotifiedAt > lastActiveAt;
		return { matches, code: matches ? 'not-active-since' : 'active-since', inputs };
	},

	/** Made for callers who hang up at once: where nothing could ring, nobody did. */
	shortRing({ call: { ringMs, outcome }, settings }): Judged {
		const { shortRingMs } = settings.exceptions;
		if (outcome === 'unreachable' || outcome === 'busy') {
			return { matches: false, code: 'could-not-ring', inputs: { outcome } };
		}
		const matches = ringMs < shortRingMs;
		return {
			matches,
			code: matches ? 'too-short' : 'long-enough',
			inputs: { ringMs, shortRingMs }
		};
	},

	listed({ call: { caller }, settings }): Judged {
		const { list } = settings.exceptions;
		const party =
			caller.kind === 'number'
				? { number: caller.number }
				: caller.kind === 'user'
					? { user: caller.user }
					: {};
		const entry = matchesNumberList(party, list, settings.numbering);
		return {
			matches: entry !== undefined,
			code: entry === undefined ? 'not-listed' : 'listed',
			inputs: { entries: list.length, ...(entry === undefined ? {} : { entry }) }
		};
	}
};

function callerWords(caller: CallerIdentity): string {
	switch (caller.kind) {
		case 'number':
			return caller.number.e164 ?? caller.number.raw;
		case 'user':
			return `${caller.user}@${caller.domain}`;
		default:
			return caller.kind;
	}
}
