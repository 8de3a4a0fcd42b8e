import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Schema } from '#server/database/schema.ts';
import { touchCall } from './change-number.ts';

/** A late receipt of what was sent before must not be taken for one of what is sent now. */
const UNSENT = {
	sent_at: null,
	response: null,
	receipt_key: null,
	delivery: null,
	delivery_at: null,
	delivery_said: null
};

/** A message is known by its call and its channel: there is never a second one. */
export interface MessageKey {
	readonly callId: string;
	readonly channel: string;
}

/**
 * Sends a message once more, with all attempts before it: one that was given up, or that the network
 * has said it did not deliver. False where the account has no such message. The account must be locked.
 *
 * @param now UTC epoch ms
 */
export async function retryMessage(
	tx: Transaction<Schema>,
	accountId: string,
	{ callId, channel }: MessageKey,
	now: number
): Promise<boolean> {
	const message = await tx
		.selectFrom('outbox')
		.select(['id', 'state', 'message_id'])
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.where('channel', '=', channel)
		.where((where) =>
			where.or([where('state', '=', 'given-up'), where('delivery', 'in', ['expired', 'failed'])])
		)
		.executeTakeFirst();
	if (!message) return false;
	await tx
		.updateTable('outbox')
		.set({ state: 'waiting', attempts: 0, next_at: now, first_at: now, ...UNSENT })
		// A provider that sends once for each key has sent this one; of one given up nobody knows.
		.$if(message.state === 'sent', (query) =>
			query.set({ message_id: message.message_id.replace(/^<[^@]*/, `<${randomUUID()}`) })
		)
		.where('id', '=', message.id)
		.execute();
	await touchCall(tx, { accountId, callId }, now);
	return true;
}
