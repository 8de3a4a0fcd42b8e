import type { CalledNumber } from './called-number.ts';
import type { CallerIdentity } from './caller-identity.ts';
import {
	incomingOutcome,
	outgoingOutcome,
	type EndCause,
	type IncomingOutcome,
	type OutgoingOutcome
} from './call-outcome.ts';

/**
 * The life of one call on one device.
 *
 *   incoming   ┌─────────┐ accept  ┌───────────┐ connected
 *  ──────────▶ │ ringing │───────▶ │ answering │──────────┐
 *              └─────────┘         └───────────┘          ▼
 *                   │ ended             │ ended     ┌───────────┐ held, resumed (by either side),
 *                   ├───────────────────┤           │ connected │ muted, unmuted, interrupted,
 *                   │                   │           └───────────┘
 *   outgoing   ┌─────────┐ progress ┌──────────┐ connected ▲ │
 *  ──────────▶ │ dialling│────────▶ │ alerting │───────────┘ │ ended
 *              └─────────┘          └──────────┘             │
 *                   │ connected (no 18x) ─────────▶ connected│
 *                   │ ended             │ ended              ▼
 *                   └───────────────────┴──────────────▶ ┌───────┐
 *                                                        │ ended │
 *                                                        └───────┘
 *
 * `transition` is the only function that moves a call. Every other pair of state and event is an
 * illegal move: it is reported and the call stays as it is.
 */
export type Call = IncomingCall | OutgoingCall;

export type IncomingCall = IncomingParties &
	(Ringing | Answering | Connected | Ended<IncomingOutcome>);
export type OutgoingCall = OutgoingParties &
	(Dialling | Alerting | Connected | Ended<OutgoingOutcome>);

/** What stays the same through a call's life. Times are UTC epoch milliseconds. */
interface CallFacts {
	/** This device's own id for the call. */
	readonly id: string;
	/** SIP Call-ID (RFC 3261 §8.1.1.4): joins the reports of all devices and of the PBX. */
	readonly callId: string;
	/** Incoming: 180 sent. Outgoing: INVITE sent. */
	readonly startedAt: number;
}

export interface IncomingParties extends CallFacts {
	readonly direction: 'incoming';
	readonly caller: CallerIdentity;
	readonly called: CalledNumber;
	/** The PBX says, by the configured header, that the caller is inside; undefined where it says nothing. */
	readonly markedInternal?: boolean;
	/** Who has put the caller through, as the network says (RFC 3892) or as that one was shown here; for eyes alone. */
	readonly transferredBy?: string | undefined;
}

export interface OutgoingParties extends CallFacts {
	readonly direction: 'outgoing';
	/** The number or SIP user as dialled. */
	readonly dialled: string;
}

interface Ringing {
	readonly state: 'ringing';
}
interface Answering {
	readonly state: 'answering';
	readonly acceptedAt: number;
}
interface Dialling {
	readonly state: 'dialling';
}
interface Alerting {
	readonly state: 'alerting';
	readonly alertingAt: number;
}
export interface Connected {
	readonly state: 'connected';
	readonly connectedAt: number;
	/** Who holds the call; each side can (RFC 3264 §8.4). */
	readonly held: { readonly byUs: boolean; readonly byThem: boolean };
	/** The far side hears nothing of us, also while it is not held. */
	readonly muted: boolean;
	/** No sound comes through: the network is gone, and the line looks for another way. */
	readonly isInterrupted?: true | undefined;
	/** Set while the far side is asked to speak with somebody else, and after that has failed. */
	readonly transfer?: Transfer | undefined;
}

/** How a transfer goes on. One that has come about ends the call. */
export type Transfer =
	/** `to` as dialled. */
	| { readonly state: 'asked' | 'ringing'; readonly to: string }
	| { readonly state: 'failed'; readonly to: string; readonly why: TransferFailure };

export type TransferFailure =
	/** What became of the far side's call. */
	| Exclude<OutgoingOutcome, 'answered' | 'cancelled'>
	/** The far side, or the PBX, transfers no calls. */
	| 'not-taken'
	/** What was dialled leads nowhere. */
	| 'bad-number';
interface Ended<Outcome> {
	readonly state: 'ended';
	readonly endedAt: number;
	/** Set where the call had been connected. */
	readonly connectedAt?: number;
	/** Ring time in ms: from 180 sent (or received) to the answer or the end. */
	readonly ringMs: number;
	readonly outcome: Outcome;
	readonly cause: EndCause;
}

/** What happens to a call; `at` is UTC epoch milliseconds. */
export type CallEvent =
	| { readonly type: 'accept'; readonly at: number }
	| { readonly type: 'progress'; readonly at: number }
	| { readonly type: 'connected'; readonly at: number }
	| {
			readonly type: 'held' | 'resumed';
			readonly at: number;
			readonly by: 'us' | 'them';
	  }
	| { readonly type: 'muted' | 'unmuted'; readonly at: number }
	/** The way of the sound is lost, or there is one again. */
	| { readonly type: 'interrupted' | 'restored'; readonly at: number }
	/** Undefined once a failure has been read. */
	| { readonly type: 'transfer'; readonly at: number; readonly transfer: Transfer | undefined }
	| { readonly type: 'ended'; readonly at: number; readonly cause: EndCause };

export type Transition =
	| { readonly ok: true; readonly call: Call }
	| { readonly ok: false; readonly call: Call; readonly illegal: string };

export function ringingCall(facts: Omit<IncomingParties, 'direction'>): IncomingCall {
	return { ...facts, direction: 'incoming', state: 'ringing' };
}

export function diallingCall(facts: Omit<OutgoingParties, 'direction'>): OutgoingCall {
	return { ...facts, direction: 'outgoing', state: 'dialling' };
}

/** What happens between two who are connected; undefined for every other call and event. */
function moveConnected<C extends Call>(call: C, event: CallEvent): C | undefined {
	if (call.state !== 'connected') return undefined;
	switch (event.type) {
		case 'held':
		case 'resumed': {
			const side = event.by === 'us' ? 'byUs' : 'byThem';
			return { ...call, held: { ...call.held, [side]: event.type === 'held' } };
		}
		case 'muted':
		case 'unmuted':
			return { ...call, muted: event.type === 'muted' };
		case 'interrupted':
			return { ...call, isInterrupted: true };
		case 'restored':
			return { ...call, isInterrupted: undefined };
		case 'transfer':
			return { ...call, transfer: event.transfer };
		default:
			return undefined;
	}
}

/** Moves a call by one event. An illegal move returns the call unchanged and says what was illegal. */
export function transition(call: Call, event: CallEvent): Transition {
	const moved =
		call.direction === 'incoming' ? moveIncoming(call, event) : moveOutgoing(call, event);
	return moved
		? { ok: true, call: moved }
		: { ok: false, call, illegal: `${event.type} while ${call.state} (${call.direction})` };
}

function moveIncoming(call: IncomingCall, event: CallEvent): IncomingCall | undefined {
	if (call.state === 'ended') return undefined;
	const parties = incomingParties(call);
	switch (event.type) {
		case 'accept':
			return call.state === 'ringing'
				? { ...parties, state: 'answering', acceptedAt: event.at }
				: undefined;
		case 'connected':
			return call.state === 'answering'
				? { ...parties, ...connectedAt(notBefore(call.startedAt, event.at)) }
				: undefined;
		case 'ended':
			return {
				...parties,
				...endFacts(call, event.at),
				outcome: incomingOutcome(event.cause, call.state === 'connected'),
				cause: event.cause
			};
		case 'progress':
			return undefined;
		default:
			return moveConnected(call, event);
	}
}

function moveOutgoing(call: OutgoingCall, event: CallEvent): OutgoingCall | undefined {
	if (call.state === 'ended') return undefined;
	const parties = outgoingParties(call);
	switch (event.type) {
		case 'progress':
			if (call.state === 'alerting') return call; // a proxy may forward several 18x, one per branch
			return call.state === 'dialling'
				? { ...parties, state: 'alerting', alertingAt: event.at }
				: undefined;
		case 'connected':
			return call.state === 'dialling' || call.state === 'alerting'
				? { ...parties, ...connectedAt(notBefore(call.startedAt, event.at)) }
				: undefined;
		case 'ended':
			return {
				...parties,
				...endFacts(call, event.at),
				outcome: outgoingOutcome(event.cause, call.state === 'connected'),
				cause: event.cause
			};
		case 'accept':
			return undefined;
		default:
			return moveConnected(call, event);
	}
}

function connectedAt(at: number): Connected {
	const held = { byUs: false, byThem: false };
	return { state: 'connected', connectedAt: at, held, muted: false };
}

function incomingParties(call: IncomingCall): IncomingParties {
	const { id, callId, startedAt, direction, caller, called, markedInternal, transferredBy } = call;
	return { id, callId, startedAt, direction, caller, called, markedInternal, transferredBy };
}

function outgoingParties(call: OutgoingCall): OutgoingParties {
	const { id, callId, startedAt, direction, dialled } = call;
	return { id, callId, startedAt, direction, dialled };
}

function endFacts(call: Call, at: number) {
	const connectedAt = call.state === 'connected' ? call.connectedAt : undefined;
	const acceptedAt = call.state === 'answering' ? call.acceptedAt : undefined;
	return {
		state: 'ended',
		endedAt: notBefore(connectedAt ?? call.startedAt, at),
		ringMs: notBefore(call.startedAt, connectedAt ?? acceptedAt ?? at) - call.startedAt,
		...(connectedAt === undefined ? {} : { connectedAt })
	} as const;
}

/** A clock set back during the call must give neither a negative time nor an end before its beginning. */
function notBefore(earliest: number, at: number): number {
	return Math.max(earliest, at);
}
