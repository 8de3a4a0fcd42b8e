import type { Transaction } from 'kysely';
import { composeMail } from '#domain/notification-message.ts';
import { composeSms, type SmsService } from '#domain/notification-sms.ts';
import { composePush } from '#domain/notification-push.ts';
import type { NotificationFacts } from '#domain/notification-values.ts';
import type { Schema } from '#server/database/schema.ts';
import { enqueue } from '#server/outbox/outbox.ts';

/** What the installation says of itself in its messages, and what it can send. */
export interface MessageParts {
	/** The system's own sender address of e-mail. */
	readonly systemAddress: string;
	/** The app's own address for call-back links; empty where it is not known. */
	readonly appUrl: string;
	/** Undefined where the installation sends no text messages. */
	readonly sms?: SmsService;
}

interface Recipient {
	readonly accountId: string;
	readonly callId: string;
	/** UTC epoch ms. */
	readonly at: number;
}

/** How messages name what sent them. */
export const PRODUCT = 'Anteroom';

/**
 * Queues the messages about a call within the transaction that decided to notify, one for each channel
 * that the account has switched on, and one for its devices. False where that is none.
 */
export async function queueNotifications(
	tx: Transaction<Schema>,
	{ systemAddress, appUrl, sms }: MessageParts,
	recipient: Recipient,
	call: Omit<NotificationFacts, 'product' | 'appUrl'>
): Promise<boolean> {
	const facts = { ...call, product: PRODUCT, appUrl };
	const messages = {
		mail: composeMail({ ...facts, system: { name: PRODUCT, address: systemAddress } }),
		sms: composeSms({ ...facts, service: sms }),
		push: (await hasPushDevice(tx, recipient)) && {
			message: composePush(recipient, facts),
			log: []
		}
	};
	const domain = systemAddress.split('@').at(-1) ?? 'localhost';
	let isAny = false;
	for (const [channel, payload] of Object.entries(messages)) {
		if (!payload) continue;
		await enqueue(tx, { ...recipient, channel, payload, log: payload.log, domain });
		isAny = true;
	}
	return isAny;
}

async function hasPushDevice(tx: Transaction<Schema>, { accountId }: Recipient): Promise<boolean> {
	const row = await tx
		.selectFrom('push_device')
		.select('id')
		.where('account_id', '=', accountId)
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}
