import { createHash } from 'node:crypto';
import type { PushMessage } from '#domain/push-message.ts';
import type { PushDevices, PushRecipient } from './push-devices.ts';
import type { PushClient, PushResult, PushTreatment } from './push-request.ts';

export interface PushParts {
	readonly devices: PushDevices;
	readonly client: PushClient;
	readonly now: () => number;
}

interface Delivery {
	readonly message: PushMessage;
	readonly treatment: Omit<PushTreatment, 'topic'>;
	/** Of the outbox's message: a device that has been sent it already is left out. */
	readonly messageId?: string;
}

/**
 * Sends a message to all of its account's devices at once and forgets those that are gone. Never rejects
 * for what a push service says; gives what each device's service said.
 */
export async function deliverPush(
	{ devices, client, now }: PushParts,
	{ message, treatment, messageId }: Delivery,
	signal: AbortSignal
): Promise<PushResult[]> {
	const recipients = await devices.recipients(message.accountId, now());
	const topic = topicOf(message.callId);
	const deliver = async (recipient: PushRecipient): Promise<PushResult> => {
		if (messageId !== undefined && recipient.lastMessageId === messageId) return { kind: 'taken' };
		const result = await client.send(recipient, message, { ...treatment, topic }, signal);
		if (result.kind === 'taken') await devices.taken(recipient, now(), messageId);
		if (result.kind === 'gone') await devices.gone(recipient);
		return result;
	};
	return Promise.all(recipients.map(deliver));
}

/** One for each call: what is said of it later takes the place of what has not been delivered. It tells nothing of the call. */
function topicOf(callId: string): string {
	return createHash('sha256').update(callId).digest('base64url').slice(0, 32);
}
