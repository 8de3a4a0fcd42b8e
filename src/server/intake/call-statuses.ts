import type { Kysely, Selectable } from 'kysely';
import type { OutgoingReport } from '#domain/call-report.ts';
import type { IncomingOutcome, OutgoingOutcome } from '#domain/call-outcome.ts';
import type { CallChange, CallChanges, CallStatus } from '#domain/journal-entry.ts';
import type { Decision, JoinedCall } from '#domain/notification-rules.ts';
import type { Processed } from '#domain/processed.ts';
import { transferNames } from '#domain/transfer-names.ts';
import type { CallTable, Schema } from '#server/database/schema.ts';

const MOST = 500;

type Call = Selectable<CallTable>;

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
		.selectAll()
		.where('account_id', '=', accountId)
		.$if(since !== undefined, (query) => query.where('started_at', '>=', since ?? 0))
		.$if(ids !== undefined, (query) => query.where('call_id', 'in', ids ?? []))
		.orderBy('started_at', 'desc')
		.limit(MOST)
		.execute();
	return withMessages(db, accountId, calls);
}

/** The account's calls that changed after a change number, in the order of their changes, 500 at the most. */
export async function readCallChanges(
	db: Kysely<Schema>,
	accountId: string,
	since: number
): Promise<CallChanges> {
	const calls = await db
		.selectFrom('call')
		.selectAll()
		.where('account_id', '=', accountId)
		.where('changed_at', '>', since)
		.orderBy('changed_at')
		.limit(MOST)
		.execute();
	const statuses = await withMessages(db, accountId, calls);
	const changes = calls.flatMap((call, index) => {
		const status = statuses[index];
		return status ? [changeOf(call, status)] : [];
	});
	return { changes, more: calls.length === MOST };
}

/** What the reports said together; written by ourselves when they were joined. */
function joinedOf(call: Call): JoinedCall | OutgoingReport {
	return JSON.parse(call.joined) as JoinedCall | OutgoingReport;
}

function pbxOf(call: Call): Pick<CallStatus, 'pbx'> {
	const joined = joinedOf(call);
	return 'pbx' in joined ? { pbx: joined.pbx } : {};
}

function changeOf(call: Call, status: CallStatus): CallChange {
	const joined = joinedOf(call);
	const shared = {
		startedAt: call.started_at,
		endedAt: call.ended_at,
		ringMs: call.ring_ms,
		...(call.connected_at !== null && { connectedAt: call.connected_at }),
		...transferNames(joined)
	};
	return {
		changedAt: call.changed_at,
		status,
		facts:
			'dialled' in joined
				? {
						...shared,
						direction: 'outgoing',
						outcome: call.outcome as OutgoingOutcome,
						dialled: joined.dialled.raw
					}
				: {
						...shared,
						direction: 'incoming',
						outcome: call.outcome as IncomingOutcome,
						caller: joined.caller,
						called: { ...joined.called, divertedFrom: [...joined.called.divertedFrom] }
					},
		contact: call.contact === null ? null : JSON.parse(call.contact)
	};
}

async function withMessages(
	db: Kysely<Schema>,
	accountId: string,
	calls: readonly Call[]
): Promise<CallStatus[]> {
	if (calls.length === 0) return [];
	const messages = await db
		.selectFrom('outbox')
		.select(['call_id', 'channel', 'state', 'attempts', 'last_error', 'sent_at', 'response'])
		.select(['delivery', 'delivery_at', 'delivery_said', 'log'])
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
		...pbxOf(call),
		decidedAt: call.decided_at,
		decision: call.decision === null ? null : (JSON.parse(call.decision) as Decision),
		processed: call.processed_by === null ? null : (JSON.parse(call.processed_by) as Processed),
		messages: (messagesOf.get(call.call_id) ?? []).map((message) => ({
			channel: message.channel,
			state: message.state,
			attempts: message.attempts,
			lastError: message.last_error,
			sentAt: message.sent_at,
			response: message.response,
			log: message.log === null ? [] : (JSON.parse(message.log) as string[]),
			delivery: message.delivery && {
				state: message.delivery,
				at: message.delivery_at ?? 0,
				said: message.delivery_said ?? ''
			}
		}))
	}));
}
