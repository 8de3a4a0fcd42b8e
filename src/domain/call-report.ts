import * as v from 'valibot';
import { CALLED_NUMBER_SOURCES } from './called-number.ts';
import { INCOMING_OUTCOMES, OUTGOING_OUTCOMES } from './call-outcome.ts';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const epochMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000));
const durationMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400_000));

const phoneNumberSchema = v.object({
	raw: text(128),
	e164: v.optional(v.pipe(v.string(), v.regex(/^\+\d{3,15}$/))),
	extension: v.optional(v.pipe(v.string(), v.regex(/^\d{1,8}$/)))
});

const callerSchema = v.variant('kind', [
	v.object({
		kind: v.literal('number'),
		number: phoneNumberSchema,
		displayName: v.optional(text(256)),
		source: v.picklist(['p-asserted-identity', 'remote-party-id', 'from'])
	}),
	v.object({
		kind: v.literal('user'),
		user: text(256),
		domain: text(256),
		displayName: v.optional(text(256)),
		source: v.picklist(['p-asserted-identity', 'remote-party-id', 'from'])
	}),
	v.object({ kind: v.literal('withheld') }),
	v.object({ kind: v.literal('unavailable') })
]);

const calledSchema = v.object({
	number: v.optional(phoneNumberSchema),
	user: v.optional(text(256)),
	source: v.picklist([...CALLED_NUMBER_SOURCES, 'none']),
	header: v.optional(text(64)),
	divertedFrom: v.pipe(v.array(phoneNumberSchema), v.maxLength(20))
});

const shared = {
	/** Shape version of the contract. */
	version: v.literal(1),
	/** Chosen by the device; the same report sent again has the same id. */
	reportId: v.pipe(v.string(), v.uuid()),
	/** The device (browser installation) that saw the call. */
	deviceId: v.pipe(v.string(), v.uuid()),
	/** SIP Call-ID. */
	callId: v.pipe(text(512), v.minLength(1)),
	startedAt: epochMs,
	/** Absent where the call was not connected on this device. */
	connectedAt: v.optional(epochMs),
	endedAt: epochMs,
	/** 180 sent (or received) to the answer or the end. */
	ringMs: durationMs
};

/** What one device says of one ended call: browser -> server, safe to send again. Times are UTC epoch ms. */
export const callReportSchema = v.variant('direction', [
	v.object({
		...shared,
		direction: v.literal('incoming'),
		outcome: v.picklist(INCOMING_OUTCOMES),
		caller: callerSchema,
		called: calledSchema,
		/** The PBX marked the caller as internal (configured header). */
		markedInternal: v.optional(v.boolean())
	}),
	v.object({
		...shared,
		direction: v.literal('outgoing'),
		outcome: v.picklist(OUTGOING_OUTCOMES),
		dialled: phoneNumberSchema
	})
]);
export type CallReport = v.InferOutput<typeof callReportSchema>;
export type IncomingReport = Extract<CallReport, { direction: 'incoming' }>;
export type OutgoingReport = Extract<CallReport, { direction: 'outgoing' }>;

/** A device sends what waits in batches. */
export const callReportBatchSchema = v.object({
	reports: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(100))
});

/** The server's answer, one entry for each report in order. `refused` reports must not be sent again. */
export interface CallReportAnswers {
	readonly answers: readonly (
		| { readonly status: 'stored' }
		| { readonly status: 'refused'; readonly code: string; readonly detail: string }
	)[];
}
