import type { Transaction } from 'kysely';
import { isLater, type CallMark, type HandMark, type Processed } from '#domain/processed.ts';
import type { Schema } from '#server/database/schema.ts';
import { nextChange } from './change-number.ts';

/**
 * Notes what somebody wishes for a call: the latest wish wins, however late another arrives. A call that
 * is opened again is looked at anew, for calls that came after the wish. Wishes for calls that nobody has
 * reported are dropped. The account must be locked.
 *
 * @param now UTC epoch ms; no device's clock can make a wish outlast those that come after it.
 */
export async function markByHand(
	tx: Transaction<Schema>,
	account: { readonly id: string; readonly name: string },
	{ callId, ...wished }: CallMark,
	now: number
): Promise<void> {
	const mark: HandMark = { ...wished, at: Math.min(wished.at, now) };
	const call = await tx
		.selectFrom('call')
		.select(['by_hand', 'party_key'])
		.where('account_id', '=', account.id)
		.where('call_id', '=', callId)
		.executeTakeFirst();
	if (!call) return;
	const before = call.by_hand === null ? undefined : (JSON.parse(call.by_hand) as HandMark);
	if (!isLater(mark, before)) return;
	const processed: Processed | null = mark.processed
		? { at: mark.at, kind: 'account', name: account.name }
		: null;
	await tx
		.updateTable('call')
		.set({
			by_hand: JSON.stringify(mark),
			processed_at: processed?.at ?? null,
			processed_by: processed && JSON.stringify(processed),
			processed_by_call: null,
			follow_up_at: call.party_key === null ? null : now,
			changed_at: await nextChange(tx, account.id, now)
		})
		.where('account_id', '=', account.id)
		.where('call_id', '=', callId)
		.execute();
}
