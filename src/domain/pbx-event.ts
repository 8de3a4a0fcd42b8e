import * as v from 'valibot';
import type { IncomingOutcome } from './call-outcome.ts';
import { PBX_DEVICE_ID, type IncomingReport } from './call-report.ts';
import type { JoinedCall } from './notification-rules.ts';
import type { SipHeaders } from './sip-message.ts';

/**
 * How a call ended, in the PBX's view: one row for each reason. `completed` is the ordinary end of a
 * call that was answered; `failed` is any other trouble on the way to the devices.
 */
const OUTCOME = {
	completed: 'answered',
	'answered-elsewhere': 'answered-elsewhere',
	cancelled: 'missed',
	'no-answer': 'timed-out',
	busy: 'busy',
	declined: 'declined',
	unreachable: 'unreachable',
	failed: 'unreachable',
	voicemail: 'voicemail'
} as const satisfies Readonly<Record<string, IncomingOutcome>>;

export type PbxEndReason = keyof typeof OUTCOME;
export const PBX_END_REASONS = Object.keys(OUTCOME) as PbxEndReason[];

const MAX_FIELD = 8_192;
const DAY_MS = 86_400_000;

/** Without control characters: a report refuses them in a Call-ID, and no database key holds a NUL. */
const text = (max: number) => v.pipe(v.string(), v.maxLength(max), v.regex(/^\P{Cc}+$/u));
const field = v.pipe(v.string(), v.maxLength(MAX_FIELD));
const epochMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000));

const shared = {
	/** Shape version of the contract. */
	version: v.literal(1),
	/** Chosen by the PBX; the same event sent again has the same id. */
	eventId: text(128),
	/** SIP Call-ID of the call as the devices see it. */
	callId: text(512),
	/** When it happened, by the PBX's clock, UTC epoch ms. */
	at: epochMs,
	/** User part of the address of record that the call was for. */
	user: text(256),
	/** Its SIP domain. */
	domain: v.pipe(text(255), v.toLowerCase()),
	/**
	 * Header fields of the INVITE as they stood on the wire, by name in any case. Several values: top-most
	 * first, as a list or in one text with commas (RFC 3261 §7.3.1).
	 */
	headers: v.pipe(
		v.record(
			v.pipe(v.string(), v.regex(/^[\w.!%*+`'~-]{1,64}$/)),
			v.union([field, v.pipe(v.array(field), v.maxLength(50))])
		),
		v.check((headers) => Object.keys(headers).length <= 50, 'too-many-headers')
	),
	/** The Request-URI as it came, before a user was found for it. */
	requestUri: v.optional(v.pipe(v.string(), v.maxLength(1_024)))
};

/** What a PBX says of one call for one of its users. `ended` alone is enough; the others say more. */
export const pbxEventSchema = v.variant('type', [
	v.object({ ...shared, type: v.literal('ringing') }),
	v.object({ ...shared, type: v.literal('answered') }),
	v.object({
		...shared,
		type: v.literal('ended'),
		reason: v.picklist(PBX_END_REASONS),
		/** How long it rang, ms: for a PBX that does not report the ringing itself. */
		ringMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(DAY_MS)))
	})
]);
export type PbxEvent = v.InferOutput<typeof pbxEventSchema>;

type Happening =
	| { readonly type: 'ringing' | 'answered' }
	| { readonly type: 'ended'; readonly reason: PbxEndReason; readonly ringMs?: number | undefined };

/** An event as it is kept: who calls whom has been read, and nothing of a withheld identity is left. */
export type ReadPbxEvent = Happening &
	Pick<JoinedCall, 'caller' | 'called' | 'markedInternal'> & { readonly at: number };

/** The event's header fields as number and caller analysis read them. */
export function headersOf({ headers, requestUri = '' }: PbxEvent): SipHeaders {
	const fields = new Map<string, string[]>();
	for (const [name, value] of Object.entries(headers)) {
		const key = name.toLowerCase();
		fields.set(key, [...(fields.get(key) ?? []), ...[value].flat()]);
	}
	return { requestUri, all: (name) => fields.get(name.toLowerCase()) ?? [] };
}

/** What devices whose app may be closed are told of a call. */
export type RingingNews =
	{ readonly kind: 'ringing' } | { readonly kind: 'over'; readonly answered: boolean };

/**
 * What a new event, one of all those of its call that are known, is to devices that only the server can
 * tell; undefined where it is no news: what is over does not ring again, and is over once.
 */
export function newsOf(
	event: ReadPbxEvent,
	known: readonly ReadPbxEvent[]
): RingingNews | undefined {
	const ends = known.filter(({ type }) => type !== 'ringing').length;
	if (event.type === 'ringing') return ends === 0 ? { kind: 'ringing' } : undefined;
	const wasTold = known.some(({ type }) => type === 'ringing');
	if (!wasTold || ends > 1) return undefined;
	const outcome = outcomeOf('reason' in event ? event.reason : undefined, false);
	return { kind: 'over', answered: outcome === 'answered' || outcome === 'answered-elsewhere' };
}

/**
 * What the events of one call, in whatever order they came, say of it so far; undefined while it only
 * rings. An answer is reported at once: it must count before the other devices' grace period is over.
 */
export function reportOfEvents(
	events: readonly [ReadPbxEvent, ...ReadPbxEvent[]],
	{ callId, reportId }: { readonly callId: string; readonly reportId: string }
): IncomingReport | undefined {
	const ordered = events.toSorted((a, b) => a.at - b.at);
	const first = ordered[0] ?? events[0];
	const ringing = ordered.find(({ type }) => type === 'ringing');
	const answered = ordered.find(({ type }) => type === 'answered');
	const ended = ordered.findLast((event) => event.type === 'ended');
	const last = ended ?? answered;
	if (!last) return undefined;
	const rangUntil = (answered ?? last).at;
	const ringMs = ringing ? Math.max(0, rangUntil - ringing.at) : (ended?.ringMs ?? 0);
	return {
		version: 1,
		reportId,
		deviceId: PBX_DEVICE_ID,
		direction: 'incoming',
		callId,
		caller: (ordered.find(({ caller }) => caller.kind === 'withheld') ?? first).caller,
		called: { ...first.called, divertedFrom: [...first.called.divertedFrom] },
		...(first.markedInternal !== undefined && { markedInternal: first.markedInternal }),
		startedAt: ringing ? first.at : Math.max(0, Math.min(first.at, rangUntil - ringMs)),
		...(answered && { connectedAt: answered.at }),
		endedAt: Math.max(last.at, rangUntil),
		ringMs,
		outcome: outcomeOf(ended?.reason, answered !== undefined)
	};
}

/** A machine that answers is no person: voicemail stays voicemail. */
function outcomeOf(reason: PbxEndReason | undefined, wasAnswered: boolean): IncomingOutcome {
	if (reason === undefined || (wasAnswered && reason !== 'voicemail')) return 'answered';
	return OUTCOME[reason];
}
