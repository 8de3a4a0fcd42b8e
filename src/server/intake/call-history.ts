import type { Transaction } from 'kysely';
import { calendarDay } from '#domain/calendar-day.ts';
import type { CallHistory } from '#domain/notification-rules.ts';
import type { Schema } from '#server/database/schema.ts';

/** A calendar day has at most 25 hours; twice that finds all its calls around any moment of it. */
export const DAY_AND_MORE_MS = 50 * 3_600_000;

interface HistoryOf {
	readonly accountId: string;
	readonly callId: string;
	/** Domain `callerKey`; null for callers who cannot be told apart. */
	readonly callerKey: string | null;
	/** UTC epoch ms. */
	readonly startedAt: number;
	/** IANA. */
	readonly timeZone: string;
}

/** What has been before a call, as far as the rules and the message ask. */
export interface BeforeCall {
	readonly history: CallHistory;
	/** Calls of this caller on the call's calendar day, this one included. */
	readonly callsToday: number;
}

/** Reads a call's history. Nothing is known of callers who cannot be told apart. */
export async function readHistory(tx: Transaction<Schema>, call: HistoryOf): Promise<BeforeCall> {
	const [activity, sip, calls, last] = [
		await tx
			.selectFrom('account_activity')
			.select('last_active_at')
			.where('account_id', '=', call.accountId)
			.executeTakeFirst(),
		await tx
			.selectFrom('sip_account')
			.select('domain')
			.where('account_id', '=', call.accountId)
			.executeTakeFirst(),
		await callsAround(tx, call),
		await lastNotified(tx, call)
	];
	const day = calendarDay(call.startedAt, call.timeZone);
	const sameDay = calls.filter(
		({ started_at }) => calendarDay(started_at, call.timeZone) === day
	).length;
	return {
		callsToday: sameDay + 1,
		history: {
			notifiedStarts: calls
				.filter(({ notified }) => notified === 1)
				.map(({ started_at }) => started_at),
			...(activity && { lastActiveAt: activity.last_active_at }),
			...(last !== undefined && { lastNotifiedAt: last }),
			sipDomain: sip?.domain ?? ''
		}
	};
}

async function callsAround(tx: Transaction<Schema>, call: HistoryOf) {
	if (call.callerKey === null) return [];
	return tx
		.selectFrom('call')
		.select(['started_at', 'notified'])
		.where('account_id', '=', call.accountId)
		.where('caller_key', '=', call.callerKey)
		.where('call_id', '!=', call.callId)
		.where('started_at', '>', call.startedAt - DAY_AND_MORE_MS)
		.where('started_at', '<', call.startedAt + DAY_AND_MORE_MS)
		.execute();
}

async function lastNotified(tx: Transaction<Schema>, call: HistoryOf): Promise<number | undefined> {
	if (call.callerKey === null) return undefined;
	const row = await tx
		.selectFrom('call')
		.select((select) => select.fn.max('decided_at').as('at'))
		.where('account_id', '=', call.accountId)
		.where('caller_key', '=', call.callerKey)
		.where('call_id', '!=', call.callId)
		.where('notified', '=', 1)
		.executeTakeFirst();
	return row?.at ?? undefined;
}
