import type { Selectable, Transaction } from 'kysely';
import type { IncomingOutcome } from '#domain/call-outcome.ts';
import { isUnanswered } from '#domain/notification-rules.ts';
import { autoProcessed, openSince, type HandMark, type Processed } from '#domain/processed.ts';
import type { Settings } from '#domain/settings.ts';
import type { CallTable, Schema } from '#server/database/schema.ts';
import { nextChange } from './change-number.ts';

interface Marking {
	readonly tx: Transaction<Schema>;
	readonly accountId: string;
	readonly settings: Settings;
	/** All keys with which a party's calls are counted. */
	readonly keysOf: (party: string) => readonly string[];
	/** UTC epoch ms. */
	readonly now: number;
}

export type Call = Selectable<CallTable>;

/**
 * Marks what a call makes processed: itself where it is unanswered and a connected call came later; the
 * unanswered calls before it where it was connected itself. Each is marked by the earliest connected call
 * after it, so that the order in which reports arrive makes no difference.
 */
export async function markProcessed(marking: Marking, call: Call): Promise<void> {
	if (!marking.settings.unanswered.autoProcessed || call.party_key === null) return;
	await mark(marking, call);
	if (call.outcome !== 'answered') return;
	for (const earlier of await markableBefore(marking, call)) await mark(marking, earlier);
}

async function mark(marking: Marking, call: Call): Promise<void> {
	const { tx, accountId, settings, now } = marking;
	const before = call.processed_by === null ? undefined : read<Processed>(call.processed_by);
	if (before && before.kind !== 'auto') return;
	const canBeOpen =
		call.direction === 'incoming' && isUnanswered(call.outcome as IncomingOutcome, settings);
	const by = canBeOpen ? await firstConnectedAfter(marking, call) : undefined;
	const text = by ? JSON.stringify(by) : null;
	if (text === call.processed_by) return;
	await tx
		.updateTable('call')
		.set({
			processed_at: by?.at ?? null,
			processed_by: text,
			processed_by_call: by?.kind === 'auto' ? by.callId : null,
			changed_at: await nextChange(tx, accountId, now)
		})
		.where('account_id', '=', accountId)
		.where('call_id', '=', call.call_id)
		.execute();
}

async function firstConnectedAfter(
	{ tx, accountId, keysOf }: Marking,
	call: Call
): Promise<Processed | undefined> {
	const hand = call.by_hand === null ? undefined : read<HandMark>(call.by_hand);
	const row = await tx
		.selectFrom('call')
		.select(['call_id', 'started_at', 'connected_at'])
		.where('account_id', '=', accountId)
		.where('party_key', 'in', keysOf(call.party_key ?? ''))
		.where('outcome', '=', 'answered')
		.where('started_at', '>', openSince(call.started_at, hand))
		.orderBy('started_at')
		.orderBy('call_id')
		.limit(1)
		.executeTakeFirst();
	return (
		row &&
		autoProcessed({
			callId: row.call_id,
			startedAt: row.started_at,
			connectedAt: row.connected_at ?? row.started_at
		})
	);
}

/**
 * The calls that a connected call can mark: open ones before it, those that only the next connected call
 * after it has marked, and those that it has marked itself, should it be known now to have begun earlier.
 */
async function markableBefore(
	{ tx, accountId, keysOf }: Marking,
	connected: Call
): Promise<Call[]> {
	const keys = keysOf(connected.party_key ?? '');
	const ofParty = tx
		.selectFrom('call')
		.where('account_id', '=', accountId)
		.where('party_key', 'in', keys);
	const previous = await ofParty
		.select('started_at')
		.where('outcome', '=', 'answered')
		.where('started_at', '<', connected.started_at)
		.orderBy('started_at', 'desc')
		.limit(1)
		.executeTakeFirst();
	return ofParty
		.selectAll()
		.where('direction', '=', 'incoming')
		.where('outcome', '!=', 'answered')
		.where((where) =>
			where.or([
				where('processed_by_call', '=', connected.call_id),
				where.and([
					where('started_at', '<', connected.started_at),
					where.or([
						where('processed_by', 'is', null),
						where('started_at', '>=', previous?.started_at ?? 0)
					])
				])
			])
		)
		.execute();
}

/** Written by us. */
function read<Value>(json: string): Value {
	return JSON.parse(json) as Value;
}
