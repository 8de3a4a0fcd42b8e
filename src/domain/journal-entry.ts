import * as v from 'valibot';
import type { CallReport } from './call-report.ts';
import type { CalledNumber } from './called-number.ts';
import type { CallerIdentity } from './caller-identity.ts';
import type { IncomingOutcome, OutgoingOutcome } from './call-outcome.ts';
import type { Decision } from './notification-rules.ts';

/** What the server says of a call: GET /api/calls. Times are UTC epoch ms. */
export const callStatusSchema = v.object({
	callId: v.string(),
	outcome: v.string(),
	decidedAt: v.nullable(v.number()),
	/** Written by our own server from `Decision`; shown, never acted on. */
	decision: v.nullable(v.custom<Decision>((value) => typeof value === 'object' && value !== null)),
	processedAt: v.nullable(v.number()),
	messages: v.array(
		v.object({
			channel: v.string(),
			state: v.picklist(['waiting', 'sent', 'given-up']),
			attempts: v.number(),
			lastError: v.nullable(v.string()),
			sentAt: v.nullable(v.number()),
			response: v.nullable(v.string())
		})
	)
});
export type CallStatus = v.InferOutput<typeof callStatusSchema>;

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
	/** The server has refused this call's report for good, with this code. */
	readonly refused?: string;
} & (
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
export function entryOfReport(report: CallReport, names: JournalNames): JournalEntry {
	const { callId, startedAt, endedAt, connectedAt, ringMs } = report;
	const facts = {
		callId,
		startedAt,
		endedAt,
		ringMs,
		...(connectedAt === undefined ? {} : { connectedAt }),
		...names
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
