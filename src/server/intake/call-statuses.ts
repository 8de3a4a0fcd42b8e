import type { Kysely } from 'kysely';
import type { CallStatus } from '#domain/journal-entry.ts';
import type { Decision } from '#domain/notification-rules.ts';
import type { Schema } from '#server/database/schema.ts';

const MOST = 500;

/** Which calls: those with these SIP Call-IDs, or the latest since a moment (UTC epoch ms). */
export interface CallQuery {
	readonly since?: number;
	readonly ids?: readonly string[];
}

/** What became of an account's calls, the latest first, 500 at the most. */
export async function readCallStatuses(
	db: Kysely<Schema>,
	accountId: string,
	{ since, ids }: CallQuery
): Promise<CallStatus[]> {
	const calls = await db
		.selectFrom('call')
		.select(['call_id', 'outcome', 'decided_at', 'decision', 'processed_at'])
		.where('account_id', '=', accountId)
		.$if(since !== undefined, (query) => query.where('started_at', '>=', since ?? 0))
		.$if(ids !== undefined, (query) => query.where('call_id', 'in', ids ?? []))
		.orderBy('started_at', 'desc')
		.limit(MOST)
		.execute();
	if (calls.length === 0) return [];
	const messages = await db
		.selectFrom('outbox')
		.select(['call_id', 'channel', 'state', 'attempts', 'last_error', 'sent_at', 'response'])
		.where('account_id', '=', accountId)
		.where(
			'call_id',
			'in',
			calls.map((call) => call.call_id)
		)
		.orderBy('channel')
		.execute();
	const messagesOf = Map.groupBy(messages, (message) => message.call_id);
	return calls.map((call) => ({
		callId: call.call_id,
		outcome: call.outcome,
		decidedAt: call.decided_at,
		decision: call.decision === null ? null : (JSON.parse(call.decision) as Decision),
		processedAt: call.processed_at,
		messages: (messagesOf.get(call.call_id) ?? []).map((message) => ({
			channel: message.channel,
			state: message.state,
			attempts: message.attempts,
			lastError: message.last_error,
			sentAt: message.sent_at,
			response: message.response
		}))
	}));
}
