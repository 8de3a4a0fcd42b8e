import type { Transaction } from 'kysely';
import type { Schema } from '#server/database/schema.ts';

/**
 * The next number of the account's changes, about the time of day in ms. It grows with each change and
 * is never given twice, whatever the nodes' clocks say: a device that has seen one has seen all before it.
 * The account must be locked.
 */
export async function nextChange(
	tx: Transaction<Schema>,
	accountId: string,
	now: number
): Promise<number> {
	const row = await tx
		.selectFrom('call')
		.select('changed_at')
		.where('account_id', '=', accountId)
		.orderBy('changed_at', 'desc')
		.limit(1)
		.executeTakeFirst();
	return Math.max(now, (row?.changed_at ?? 0) + 1);
}

/** Says that something about a call has changed that its devices show. The account must be locked. */
export async function touchCall(
	tx: Transaction<Schema>,
	{ accountId, callId }: { readonly accountId: string; readonly callId: string },
	now: number
): Promise<void> {
	await tx
		.updateTable('call')
		.set({ changed_at: await nextChange(tx, accountId, now) })
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.execute();
}
