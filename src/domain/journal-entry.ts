import * as v from 'valibot';
import type { QualitySummary } from './call-quality.ts';
import { calledSchema, callerSchema, type CallReport } from './call-report.ts';
import type { CalledNumber } from './called-number.ts';
import type { CallerIdentity } from './caller-identity.ts';
import {
	INCOMING_OUTCOMES,
	OUTGOING_OUTCOMES,
	type IncomingOutcome,
	type OutgoingOutcome
} from './call-outcome.ts';
import { PBX_SHARES, type Decision } from './notification-rules.ts';
import type { CallMark, Processed } from './processed.ts';
import { transferNameEntries, transferNames, type TransferNames } from './transfer-names.ts';

/** How a message ended that the provider had taken, by the network's receipt. */
export const DELIVERY_STATES = ['delivered', 'expired', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What the server says of a call: GET /api/calls?ids=. Times are UTC epoch ms. */
export const callStatusSchema = v.object({
	callId: v.string(),
	outcome: v.string(),
	/** Absent where the PBX said nothing that no device said, and in journals of older versions. */
	pbx: v.optional(v.picklist(PBX_SHARES)),
	decidedAt: v.nullable(v.number()),
	/** Written by our own server from `Decision`; shown, never acted on. */
	decision: v.nullable(v.custom<Decision>((value) => typeof value === 'object' && value !== null)),
	/** Written by our own server from `Processed`; null for a call that is open or was never unanswered. */
	processed: v.nullable(
		v.custom<Processed>((value) => typeof value === 'object' && value !== null)
	),
	messages: v.array(
		v.object({
			channel: v.string(),
			state: v.picklist(['waiting', 'sent', 'given-up']),
			attempts: v.number(),
			lastError: v.nullable(v.string()),
			sentAt: v.nullable(v.number()),
			response: v.nullable(v.string()),
			/** Entries of message-log.ts; absent in journals of older versions. */
			log: v.optional(v.array(v.string())),
			/** The network's receipt; absent in journals of older versions. */
			delivery: v.optional(
				v.nullable(
					v.object({ state: v.picklist(DELIVERY_STATES), at: v.number(), said: v.string() })
				)
			)
		})
	)
});
export type CallStatus = v.InferOutput<typeof callStatusSchema>;

const shared = {
	startedAt: v.number(),
	endedAt: v.number(),
	connectedAt: v.optional(v.number()),
	ringMs: v.number(),
	/** Absent in what servers of older versions say. */
	...transferNameEntries
};

/** A call as all devices of the account and the PBX tell of it, and its state: GET /api/calls?changed-since=. */
export const callChangeSchema = v.object({
	/** Grows with each change of the account's calls. */
	changedAt: v.number(),
	status: callStatusSchema,
	facts: v.variant('direction', [
		v.object({
			...shared,
			direction: v.literal('incoming'),
			outcome: v.picklist(INCOMING_OUTCOMES),
			caller: callerSchema,
			called: calledSchema
		}),
		v.object({
			...shared,
			direction: v.literal('outgoing'),
			outcome: v.picklist(OUTGOING_OUTCOMES),
			dialled: v.string()
		})
	]),
	/** A certain contact of the other party, as the server knew it. */
	contact: v.nullable(v.object({ name: v.string(), company: v.string() }))
});
export type CallChange = v.InferOutput<typeof callChangeSchema>;

/** One page of changes, oldest first; there are more where `more` says so. */
export const callChangesSchema = v.object({
	changes: v.array(callChangeSchema),
	more: v.boolean()
});
export type CallChanges = v.InferOutput<typeof callChangesSchema>;

/** The companies and people of a call as they were known when it rang. */
export interface JournalNames {
	readonly hotline?: {
		readonly id: string;
		readonly name: string;
		readonly company: string;
		readonly color: string;
	};
	readonly contact?: { readonly name: string; readonly company: string };
}

/** One call in this browser's journal, whatever the rules say about notifying. */
export type JournalEntry = JournalNames & {
	readonly callId: string;
	readonly startedAt: number;
	/** Absent while the call lives. */
	readonly endedAt?: number;
	readonly connectedAt?: number;
	readonly ringMs?: number;
	/** What the server decided; absent until it has said so. */
	readonly status?: CallStatus;
	/** What somebody wished on this device and the server does not know yet. */
	readonly pendingMark?: CallMark;
	/** The server has refused this call's report for good, with this code. */
	readonly refused?: string;
	/** This browser was closed or killed during the call: its end is when it was known to live last. */
	readonly interrupted?: boolean;
	/** How it sounded on this device; absent where nothing was spoken here, and in journals of older versions. */
	readonly quality?: QualitySummary;
} & TransferNames &
	(
		| {
				readonly direction: 'incoming';
				readonly outcome?: IncomingOutcome;
				readonly caller: CallerIdentity;
				readonly called: CalledNumber;
		  }
		| {
				readonly direction: 'outgoing';
				readonly outcome?: OutgoingOutcome;
				readonly dialled: string;
		  }
	);

/** The entry that an ended call leaves. */
export function entryOfReport(
	report: CallReport,
	{ hotline, contact }: JournalNames
): JournalEntry {
	const { callId, startedAt, endedAt, connectedAt, ringMs } = report;
	const facts = {
		callId,
		startedAt,
		endedAt,
		ringMs,
		...(connectedAt === undefined ? {} : { connectedAt }),
		...(hotline && { hotline }),
		...(contact && { contact }),
		...transferNames(report)
	};
	return report.direction === 'incoming'
		? {
				...facts,
				direction: 'incoming',
				outcome: report.outcome,
				caller: report.caller,
				called: report.called
			}
		: { ...facts, direction: 'outgoing', outcome: report.outcome, dialled: report.dialled.raw };
}
