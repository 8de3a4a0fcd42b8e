import type { Kysely } from 'kysely';
import type { CallReport, IncomingReport } from '#domain/call-report.ts';
import { joinReports } from '#domain/join-reports.ts';
import type { Decision, JoinedCall } from '#domain/notification-rules.ts';
import type { PastNotification, Replay } from '#domain/replay-calls.ts';
import type { Schema } from '#server/database/schema.ts';
import { DAY_AND_MORE_MS } from './call-history.ts';

const MOST_CALLS = 100;
/** A call has a handful of reports; more than so many are not read again. */
const MOST_REPORTS = 1_000;
const MOST_PAST = 1_000;

/** A call as its row and its reports tell of it. */
interface StoredCall {
	readonly callId: string;
	readonly callerKey: string | null;
	readonly decidedAt: number;
	readonly decision: Decision;
	readonly contact: Replay['changed'][number]['contact'];
	/** What is known of it now. */
	readonly now: JoinedCall;
	/** What was known of it when it was decided; a caller that has turned out to be withheld stays so. */
	readonly then: JoinedCall;
}

/** The last calls in the order in which they were decided, which of two at one moment is the decider's. */
export async function lastDecided(db: Kysely<Schema>, accountId: string): Promise<StoredCall[]> {
	const rows = await db
		.selectFrom('call')
		.select(['call_id', 'caller_key', 'joined', 'decided_at', 'decision', 'contact'])
		.select(['decide_at', 'started_at', 'notified'])
		.where('account_id', '=', accountId)
		.where('direction', '=', 'incoming')
		.where('decided_at', 'is not', null)
		.orderBy('started_at', 'desc')
		.limit(MOST_CALLS)
		.execute();
	const reports = await reportsOf(
		db,
		accountId,
		rows.map(({ call_id }) => call_id)
	);
	return rows
		.toSorted(
			(a, b) =>
				(a.decided_at ?? 0) - (b.decided_at ?? 0) ||
				(a.decide_at ?? 0) - (b.decide_at ?? 0) ||
				a.started_at - b.started_at ||
				// Of equals, one that notified was before those that repeated it.
				b.notified - a.notified
		)
		.flatMap((row) => {
			if (row.decided_at === null || row.decision === null) return [];
			// Written by ourselves.
			const now = JSON.parse(row.joined) as JoinedCall;
			const known = knownAt(row.decided_at, reports.get(row.call_id) ?? []);
			return {
				callId: row.call_id,
				callerKey: row.caller_key,
				decidedAt: row.decided_at,
				decision: JSON.parse(row.decision) as Decision,
				contact: row.contact === null ? null : JSON.parse(row.contact),
				now,
				then: known
					? { ...known, ...(now.caller.kind === 'withheld' && { caller: now.caller }) }
					: now
			};
		});
}

interface Received {
	readonly at: number;
	readonly data: string;
}

async function reportsOf(db: Kysely<Schema>, accountId: string, callIds: readonly string[]) {
	if (callIds.length === 0) return new Map<string, Received[]>();
	const rows = await db
		.selectFrom('call_report')
		.select(['call_id', 'received_at as at', 'data'])
		.where('account_id', '=', accountId)
		.where('call_id', 'in', callIds)
		.orderBy('received_at')
		.limit(MOST_REPORTS)
		.execute();
	return Map.groupBy(rows, ({ call_id }) => call_id);
}

/** The call as the reports until then told of it; undefined where none has come since. */
function knownAt(at: number, reports: readonly Received[]): JoinedCall | undefined {
	const known = reports.filter((report) => report.at <= at);
	if (known.length === reports.length) return undefined;
	// Parsed when they were received.
	const incoming = known
		.map(({ data }) => JSON.parse(data) as CallReport)
		.filter((report): report is IncomingReport => report.direction === 'incoming');
	const [first, ...others] = incoming;
	return first && joinReports([first, ...others]);
}

type Past = PastNotification & { readonly joined: JoinedCall };

/** Notifications of these callers of which other calls are the reason, as far as a rule can ask for them. */
export async function pastNotifications(
	db: Kysely<Schema>,
	accountId: string,
	calls: readonly StoredCall[]
): Promise<Past[]> {
	const keys = [...new Set(calls.flatMap((call) => call.callerKey ?? []))];
	if (keys.length === 0) return [];
	const starts = calls.map(({ now }) => now.startedAt);
	const first = Math.min(...calls.map(({ decidedAt }) => decidedAt));
	const others = db
		.selectFrom('call')
		.select(['call_id', 'caller_key', 'started_at', 'decided_at', 'joined'])
		.where('account_id', '=', accountId)
		.where('notified', '=', 1)
		.where(
			'call_id',
			'not in',
			calls.map(({ callId }) => callId)
		);
	const around = await others
		.where('caller_key', 'in', keys)
		.where('started_at', '>', Math.min(...starts) - DAY_AND_MORE_MS)
		.where('started_at', '<', Math.max(...starts) + DAY_AND_MORE_MS)
		.orderBy('decided_at', 'desc')
		.limit(MOST_PAST)
		.execute();
	const last: typeof around = [];
	// One after the other: other people's calls want the database too.
	for (const key of keys) {
		const ofCaller = others.where('caller_key', '=', key).where('decided_at', '<', first);
		last.push(...(await ofCaller.orderBy('decided_at', 'desc').limit(1).execute()));
	}
	const distinct = new Map([...around, ...last].map((row) => [row.call_id, row]));
	return [...distinct.values()].map((row) => ({
		callerKey: row.caller_key ?? '',
		startedAt: row.started_at,
		decidedAt: row.decided_at ?? 0,
		joined: JSON.parse(row.joined) as JoinedCall
	}));
}
