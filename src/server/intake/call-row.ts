import type { Transaction } from 'kysely';
import type { CallReport, IncomingReport, OutgoingReport } from '#domain/call-report.ts';
import { callerParty, dialledParty } from '#domain/call-party.ts';
import { callerKey } from '#domain/caller-identity.ts';
import { joinReports } from '#domain/join-reports.ts';
import { isUnanswered } from '#domain/notification-rules.ts';
import type { IncomingOutcome } from '#domain/call-outcome.ts';
import type { Processed } from '#domain/processed.ts';
import type { Settings } from '#domain/settings.ts';
import type { Schema } from '#server/database/schema.ts';
import { nextChange } from './change-number.ts';
import { forgetWithheld } from './forget-withheld.ts';

export interface CallKey {
	readonly accountId: string;
	/** SIP Call-ID. */
	readonly callId: string;
}

/**
 * Makes the call's row again from all its reports. A call that is new gets the end of its grace period;
 * one that has been decided keeps its decision, and an answer that is reported only now marks it
 * processed. Whatever it follows up, or is followed up by, is looked for afterwards.
 *
 * @param now UTC epoch ms
 */
export async function joinCall(
	tx: Transaction<Schema>,
	key: CallKey,
	settings: Settings,
	now: number
): Promise<void> {
	const { accountId, callId } = key;
	const rows = await tx
		.selectFrom('call_report')
		.select('data')
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.orderBy('received_at')
		.orderBy('report_id')
		.execute();
	// Parsed when it was received; written by us since.
	const reports = rows.map(({ data }) => JSON.parse(data) as CallReport);
	const joined = join(reports, settings, await sipDomain(tx, accountId));
	if (!joined) return;
	const before = await tx
		.selectFrom('call')
		.select(['direction', 'outcome', 'decided_at', 'processed_by', 'decide_at', 'party_key'])
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.executeTakeFirst();
	const isAnswered = joined.outcome === 'answered' || joined.outcome === 'answered-elsewhere';
	const isAnsweredLate =
		before?.direction === 'incoming' &&
		before.decided_at !== null &&
		!isProcessed(before.processed_by, 'account') &&
		isAnswered &&
		isUnanswered(before.outcome as IncomingOutcome, settings);
	const isWithheld = reports.some(
		(report) => report.direction === 'incoming' && report.caller.kind === 'withheld'
	);
	const forgotten = isWithheld ? await forgetWithheld(tx, key, reports, now) : {};
	const isOtherParty = before !== undefined && before.party_key !== joined.party_key;
	if (isOtherParty) await lookAgainAtMarked(tx, key, now);
	const late: Processed = { at: now, kind: 'answered-late' };
	const grace = isAnswered ? 0 : settings.unanswered.graceMs;
	const decideAt = joined.direction === 'incoming' ? (before?.decide_at ?? now + grace) : null;
	const values = {
		...joined,
		// The name belongs to whom the call was with: it is looked up again.
		...(isOtherParty && { contact: null }),
		// And a mark by another call says whose call this one is.
		...(isOtherParty &&
			isProcessed(before.processed_by, 'auto') && {
				processed_at: null,
				processed_by: null,
				processed_by_call: null
			}),
		follow_up_at: joined.party_key === null ? null : now,
		changed_at: await nextChange(tx, accountId, now),
		decide_at: decideAt,
		...forgotten,
		...(isAnsweredLate && { processed_at: late.at, processed_by: JSON.stringify(late) })
	};
	await tx
		.insertInto('call')
		.values({
			account_id: accountId,
			call_id: callId,
			notified: 0,
			...values
		})
		.onConflict((conflict) => conflict.columns(['account_id', 'call_id']).doUpdateSet(values))
		.execute();
}

function isProcessed(processedBy: string | null, kind: Processed['kind']): boolean {
	return processedBy !== null && (JSON.parse(processedBy) as Processed).kind === kind;
}

/** Calls that this one marked processed, when it was known as somebody else's, need not be. */
async function lookAgainAtMarked(
	tx: Transaction<Schema>,
	{ accountId, callId }: CallKey,
	now: number
): Promise<void> {
	await tx
		.updateTable('call')
		.set({ follow_up_at: now })
		.where('account_id', '=', accountId)
		.where('processed_by_call', '=', callId)
		.where('party_key', 'is not', null)
		.execute();
}

async function sipDomain(tx: Transaction<Schema>, accountId: string): Promise<string> {
	const row = await tx
		.selectFrom('sip_account')
		.select('domain')
		.where('account_id', '=', accountId)
		.executeTakeFirst();
	return row?.domain ?? '';
}

function join(reports: readonly CallReport[], settings: Settings, ownDomain: string) {
	const outgoing = reports.filter((report) => report.direction === 'outgoing');
	// Somebody who dials the own hotline hears the own phone ring: one call, and no missed one.
	if (outgoing[0]) return outgoingValues(outgoing[0], settings, ownDomain);
	const incoming = reports.filter((report) => report.direction === 'incoming');
	return incoming[0] && incomingValues(incoming as [IncomingReport, ...IncomingReport[]], settings);
}

function incomingValues(
	reports: readonly [IncomingReport, ...IncomingReport[]],
	{ numbering }: Settings
) {
	const joined = joinReports(reports);
	const connected = reports.flatMap(({ connectedAt }) => connectedAt ?? []);
	return {
		direction: 'incoming' as const,
		outcome: joined.outcome,
		caller_key: callerKey(joined.caller) ?? null,
		party_key: callerParty(joined.caller, numbering) ?? null,
		started_at: joined.startedAt,
		ended_at: joined.endedAt,
		connected_at: connected.length > 0 ? Math.min(...connected) : null,
		ring_ms: joined.ringMs,
		joined: JSON.stringify(joined)
	};
}

/** Only one device can have made a call; its report may have come more than once with other ids. */
function outgoingValues(report: OutgoingReport, { numbering }: Settings, ownDomain: string) {
	return {
		direction: 'outgoing' as const,
		outcome: report.outcome,
		caller_key: null,
		party_key: dialledParty(report.dialled, numbering, ownDomain),
		started_at: report.startedAt,
		ended_at: report.endedAt,
		connected_at: report.connectedAt ?? null,
		ring_ms: report.ringMs,
		joined: JSON.stringify(report)
	};
}
