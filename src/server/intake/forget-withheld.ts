import type { Transaction, Updateable } from 'kysely';
import type { CallReport } from '#domain/call-report.ts';
import { withoutCaller, type Decision } from '#domain/notification-rules.ts';
import type { ReadPbxEvent } from '#domain/pbx-event.ts';
import type { CallTable, Schema } from '#server/database/schema.ts';
import type { CallKey } from './call-row.ts';

const WITHHELD = { kind: 'withheld' } as const;

/**
 * Keeps no longer what one device, or the PBX, saw of a caller who is withheld on another. Messages that
 * have not been sent are taken back, and the call is decided anew; one that is sent, or being sent at this
 * moment, cannot be called back. The account must be locked.
 *
 * @param now UTC epoch ms
 * @returns what changes in the call's own row
 */
export async function forgetWithheld(
	tx: Transaction<Schema>,
	key: CallKey,
	reports: readonly CallReport[],
	now: number
): Promise<Updateable<CallTable>> {
	await forgetReports(tx, key, reports);
	await forgetEvents(tx, key);
	const call = await tx
		.selectFrom('call')
		.select(['decision', 'caller_key'])
		.where('account_id', '=', key.accountId)
		.where('call_id', '=', key.callId)
		.executeTakeFirst();
	// Decided as withheld already, or not decided: nothing that was made of it tells of the caller.
	if (!call?.decision || call.caller_key === null) return {};
	if (!(await takeBackMessages(tx, key, now))) {
		return { decision: JSON.stringify(withoutCaller(JSON.parse(call.decision) as Decision)) };
	}
	return { decision: null, decided_at: null, decide_at: now, notified: await anyMessage(tx, key) };
}

async function forgetReports(
	tx: Transaction<Schema>,
	{ accountId }: CallKey,
	reports: readonly CallReport[]
): Promise<void> {
	for (const report of reports) {
		if (report.direction !== 'incoming' || report.caller.kind === 'withheld') continue;
		await tx
			.updateTable('call_report')
			.set({ data: JSON.stringify({ ...report, caller: WITHHELD, contact: undefined }) })
			.where('account_id', '=', accountId)
			.where('report_id', '=', report.reportId)
			.execute();
	}
}

/** The PBX may report more of the call, and what it said before is a part of each such report. */
async function forgetEvents(tx: Transaction<Schema>, { accountId, callId }: CallKey) {
	const rows = await tx
		.selectFrom('pbx_event')
		.select(['event_id', 'data'])
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.execute();
	for (const { event_id, data } of rows) {
		const event = JSON.parse(data) as ReadPbxEvent;
		if (event.caller.kind === 'withheld') continue;
		await tx
			.updateTable('pbx_event')
			.set({ data: JSON.stringify({ ...event, caller: WITHHELD }) })
			.where('account_id', '=', accountId)
			.where('event_id', '=', event_id)
			.execute();
	}
}

/** True where there was a message that nobody had begun to send. */
async function takeBackMessages(
	tx: Transaction<Schema>,
	{ accountId, callId }: CallKey,
	now: number
): Promise<boolean> {
	const taken = await tx
		.deleteFrom('outbox')
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.where('state', '!=', 'sent')
		.where((row) => row.or([row('leased_until', 'is', null), row('leased_until', '<=', now)]))
		.returning('id')
		.execute();
	return taken.length > 0;
}

async function anyMessage(tx: Transaction<Schema>, { accountId, callId }: CallKey): Promise<0 | 1> {
	const row = await tx
		.selectFrom('outbox')
		.select('id')
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.limit(1)
		.executeTakeFirst();
	return row ? 1 : 0;
}
