import * as v from 'valibot';
import { CALLED_NUMBER_SOURCES } from './called-number-source.ts';
import { INCOMING_OUTCOMES, OUTGOING_OUTCOMES } from './call-outcome.ts';
import { isCertainFor, reportContactSchema } from './report-contact.ts';
import { cleanText } from './sip-address.ts';
import { transferNameEntries } from './transfer-names.ts';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
/** What the network said: whoever reports it, it becomes one line without control characters. */
const networkText = (max: number) =>
	v.pipe(
		text(max),
		v.transform((said) => cleanText(said, max))
	);
/**
 * Any time that a Date can hold. A device whose clock is wrong, or that slept while it rang, must still
 * be able to report its call: a refused report is a lost call.
 */
const epochMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8_640_000_000_000_000));

/** The device that a PBX's reports come from: all its events of one call are one device's view. */
export const PBX_DEVICE_ID = '00000000-0000-4000-8000-000000706278';

const phoneNumberSchema = v.object({
	raw: v.pipe(text(64), v.regex(/^\+?[\d*#]+$/)),
	e164: v.optional(v.pipe(v.string(), v.regex(/^\+\d{3,15}$/))),
	extension: v.optional(v.pipe(v.string(), v.regex(/^\d{1,8}$/)))
});

/** What a person dialled: a number, or the user part of a SIP address as it stands in `raw`. */
const dialledSchema = v.object({ ...phoneNumberSchema.entries, raw: text(256) });

export const callerSchema = v.variant('kind', [
	v.object({
		kind: v.literal('number'),
		number: phoneNumberSchema,
		displayName: v.optional(networkText(256)),
		source: v.picklist(['p-asserted-identity', 'remote-party-id', 'from'])
	}),
	v.object({
		kind: v.literal('user'),
		user: networkText(256),
		domain: networkText(256),
		displayName: v.optional(networkText(256)),
		source: v.picklist(['p-asserted-identity', 'remote-party-id', 'from'])
	}),
	v.object({ kind: v.literal('withheld') }),
	v.object({ kind: v.literal('unavailable') })
]);

export const calledSchema = v.object({
	number: v.optional(phoneNumberSchema),
	user: v.optional(networkText(256)),
	source: v.picklist([...CALLED_NUMBER_SOURCES, 'none']),
	header: v.optional(networkText(64)),
	divertedFrom: v.pipe(v.array(phoneNumberSchema), v.maxLength(20))
});

const shared = {
	/** Shape version of the contract. */
	version: v.literal(1),
	/** Chosen by the device; the same report sent again has the same id. */
	reportId: v.pipe(v.string(), v.uuid()),
	/** The device (browser installation) that saw the call. */
	deviceId: v.pipe(v.string(), v.uuid()),
	/** SIP Call-ID; control characters are none (RFC 3261 §25.1 `word`), and no database key holds a NUL. */
	callId: v.pipe(text(512), v.regex(/^\P{Cc}+$/u)),
	startedAt: epochMs,
	/** Absent where the call was not connected on this device. */
	connectedAt: v.optional(epochMs),
	endedAt: epochMs,
	/** 180 sent (or received) to the answer or the end. */
	ringMs: epochMs,
	/** Absent where nobody was put through, and in reports of older versions. */
	...transferNameEntries
};

interface ReportTimes {
	readonly startedAt: number;
	readonly connectedAt?: number | undefined;
	readonly endedAt: number;
}

const readReportSchema = v.pipe(
	v.variant('direction', [
		v.object({
			...shared,
			direction: v.literal('incoming'),
			outcome: v.picklist(INCOMING_OUTCOMES),
			caller: callerSchema,
			called: calledSchema,
			/** The PBX marked the caller as internal (configured header). */
			markedInternal: v.optional(v.boolean()),
			/** Whom the device itself knows by this number; what is none is left out, the call is not lost. */
			contact: v.optional(v.fallback(v.optional(reportContactSchema), undefined))
		}),
		v.object({
			...shared,
			direction: v.literal('outgoing'),
			outcome: v.picklist(OUTGOING_OUTCOMES),
			dialled: dialledSchema
		})
	]),
	v.check((report) => isInOrder(report), 'times-out-of-order')
);
type ReadReport = v.InferOutput<typeof readReportSchema>;

/** What one device says of one ended call: browser -> server, safe to send again. Times are UTC epoch ms. */
export const callReportSchema = v.pipe(readReportSchema, v.transform(withCertainContact));
export type CallReport = v.InferOutput<typeof callReportSchema>;
export type IncomingReport = Extract<CallReport, { direction: 'incoming' }>;
export type OutgoingReport = Extract<CallReport, { direction: 'outgoing' }>;

/** `transition` never ends a call before it began, whatever the clock does: such a report is a mistake. */
function isInOrder({ startedAt, connectedAt, endedAt }: ReportTimes): boolean {
	return (
		startedAt <= endedAt &&
		(connectedAt ?? startedAt) >= startedAt &&
		(connectedAt ?? endedAt) <= endedAt
	);
}

/** A contact is taken only from a device, and only where it certainly has the caller's number. */
function withCertainContact(report: ReadReport): ReadReport {
	if (report.direction !== 'incoming' || !('contact' in report)) return report;
	const { contact, ...rest } = report;
	const isTaken =
		contact !== undefined &&
		report.deviceId !== PBX_DEVICE_ID &&
		isCertainFor(contact, report.caller);
	return isTaken ? { ...rest, contact } : rest;
}

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
