/**
 * How a call ended, in the words of the wire, and what that means for the person.
 * RFC 3326 (Reason), RFC 3261 §21 (status codes), Q.850 causes.
 */

export const INCOMING_OUTCOMES = [
	'answered',
	'answered-elsewhere',
	'missed',
	'timed-out',
	'busy',
	'declined',
	'unreachable',
	'voicemail'
] as const;
export type IncomingOutcome = (typeof INCOMING_OUTCOMES)[number];

export const OUTGOING_OUTCOMES = [
	'answered',
	'cancelled',
	'busy',
	'declined',
	'no-answer',
	'unknown-number',
	'unreachable',
	'failed'
] as const;
export type OutgoingOutcome = (typeof OUTGOING_OUTCOMES)[number];

/** One value of a Reason header field (RFC 3326). */
export interface Reason {
	/** `SIP`, `Q.850`, … in upper case. */
	readonly protocol: string;
	readonly cause?: number;
	readonly text?: string;
}

/** Why a call ended, as seen on the wire or at this device. */
export type EndCause =
	/** The caller's CANCEL, before we answered. */
	| { readonly kind: 'cancelled'; readonly reasons: readonly Reason[] }
	/** BYE by either side of an established dialog. */
	| { readonly kind: 'hangup'; readonly by: 'us' | 'them'; readonly reasons: readonly Reason[] }
	/** The far side speaks with somebody else now, as we have asked it to (REFER); `to` as dialled, or as it was shown. */
	| { readonly kind: 'transferred'; readonly to: string }
	/** We gave an outgoing call up before it was answered. */
	| { readonly kind: 'abandoned' }
	/** We refused an incoming call with this status. */
	| { readonly kind: 'rejected'; readonly status: number }
	/** The far side refused our call with this final status (RFC 3261 §21.4 to §21.6). */
	| { readonly kind: 'refused'; readonly status: number; readonly reasons: readonly Reason[] }
	/** Nobody answered within the ring time of this device. */
	| { readonly kind: 'no-answer' }
	/** The device itself could not go on. */
	| { readonly kind: 'failed'; readonly failure: CallFailure };

export type CallFailure = 'no-microphone' | 'media' | 'transport' | 'internal';

type Judge<Outcome> = {
	readonly [Kind in EndCause['kind']]: (cause: Extract<EndCause, { kind: Kind }>) => Outcome;
};

/** One row for each cause: a new cause does not compile until it has its outcome. */
const INCOMING: Judge<IncomingOutcome> = {
	cancelled: ({ reasons }) => (isAnsweredElsewhere(reasons) ? 'answered-elsewhere' : 'missed'),
	// BYE on a call that never connected: a dialog torn down by a proxy that forked it.
	hangup: ({ by, reasons }) =>
		isAnsweredElsewhere(reasons) ? 'answered-elsewhere' : by === 'us' ? 'declined' : 'missed',
	// Only who is connected can be transferred.
	transferred: () => 'answered',
	abandoned: () => 'declined',
	rejected: ({ status }) => (status === 486 || status === 600 ? 'busy' : 'declined'),
	// An incoming call cannot be refused by the far side; were it reported, the call was not taken.
	refused: () => 'missed',
	'no-answer': () => 'timed-out',
	failed: () => 'missed'
};

const OUTGOING: Judge<OutgoingOutcome> = {
	cancelled: () => 'cancelled',
	hangup: ({ by }) => (by === 'us' ? 'cancelled' : 'failed'),
	transferred: () => 'answered',
	abandoned: () => 'cancelled',
	rejected: () => 'failed',
	refused: ({ status }) => refusalOutcome(status),
	'no-answer': () => 'no-answer',
	failed: () => 'failed'
};

/** What an incoming call that ended for this cause was. A call that was connected is `answered`. */
export function incomingOutcome(cause: EndCause, wasConnected: boolean): IncomingOutcome {
	return wasConnected ? 'answered' : judge(INCOMING, cause);
}

/** What an outgoing call that ended for this cause was. A call that was connected is `answered`. */
export function outgoingOutcome(cause: EndCause, wasConnected: boolean): OutgoingOutcome {
	return wasConnected ? 'answered' : judge(OUTGOING, cause);
}

/**
 * True where the reasons say that another device took the call: SIP cause 200, the text
 * "Call completed elsewhere" (RFC 3326 §3.1) or Q.850 cause 26 (non-selected user clearing).
 */
export function isAnsweredElsewhere(reasons: readonly Reason[]): boolean {
	return reasons.some(
		({ protocol, cause, text }) =>
			(protocol === 'SIP' && cause === 200) ||
			(protocol === 'Q.850' && cause === 26) ||
			text?.trim().toLowerCase() === 'call completed elsewhere'
	);
}

function judge<Outcome>(table: Judge<Outcome>, cause: EndCause): Outcome {
	// The mapped type ties each row to its own cause; TypeScript cannot follow that through an index.
	const row = table[cause.kind] as (cause: EndCause) => Outcome;
	return row(cause);
}

/** What a final status that refuses a call means (RFC 3261 §21). */
export function refusalOutcome(status: number): Exclude<OutgoingOutcome, 'answered' | 'cancelled'> {
	switch (status) {
		case 486:
		case 600:
			return 'busy';
		case 403:
		case 603:
			return 'declined';
		case 404:
		case 410:
		case 484:
		case 485:
		case 604:
			return 'unknown-number';
		case 408:
		case 487:
			return 'no-answer';
		case 480:
		case 503:
			return 'unreachable';
		default:
			return 'failed';
	}
}
