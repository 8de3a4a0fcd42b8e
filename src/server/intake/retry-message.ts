import type { Transaction } from 'kysely';
import type { Schema } from '#server/database/schema.ts';
import { nextChange } from './change-number.ts';

/** A message is known by its call and its channel: there is never a second one. */
export interface MessageKey {
	readonly callId: string;
	readonly channel: string;
}

/**
 * Sends a message that was given up once more, with all attempts before it. False where the account has
 * no such message. The account must be locked.
 *
 * @param now UTC epoch ms
 */
export async function retryMessage(
	tx: Transaction<Schema>,
	accountId: string,
	{ callId, channel }: MessageKey,
	now: number
): Promise<boolean> {
	const waiting = await tx
		.updateTable('outbox')
		.set({ state: 'waiting', attempts: 0, next_at: now, first_at: now })
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.where('channel', '=', channel)
		.where('state', '=', 'given-up')
		.returning('id')
		.execute();
	if (waiting.length === 0) return false;
	await tx
		.updateTable('call')
		.set({ changed_at: await nextChange(tx, accountId, now) })
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.execute();
	return true;
}
