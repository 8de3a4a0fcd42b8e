import * as v from 'valibot';
import { pushMessageSchema } from '#domain/push-message.ts';
import type { Sender, SendResult } from '#server/outbox/sender.ts';
import { deliverPush, type PushParts } from '#server/push/deliver-push.ts';
import type { PushResult } from '#server/push/push-request.ts';

const CALLS = 4;
/** A device that is switched on after a long weekend is still told; later than that it is no news. */
const TREATMENT = { ttlS: 3 * 86_400, urgency: 'normal' } as const;

/** Tells an account's devices of unanswered calls. */
export function createPushSender(parts: PushParts): Sender {
	return {
		channel: 'push',
		concurrency: CALLS,
		async send({ messageId, payload }, signal) {
			const parsed = v.safeParse(v.looseObject({ message: pushMessageSchema }), payload);
			if (!parsed.success) return { ok: false, permanent: true, error: 'not a push message' };
			const { message } = parsed.output;
			try {
				const delivery = { message, treatment: TREATMENT, messageId };
				return summary(await deliverPush(parts, delivery, signal));
			} catch (error) {
				return { ok: false, permanent: false, error: String(error) };
			}
		},
		close: async () => parts.client.close()
	};
}

/** As long as one device's push service is away, the message is not done; those that have it do not get it again. */
function summary(results: readonly PushResult[]): SendResult {
	const temporary = results.find(({ kind }) => kind === 'temporary');
	if (temporary) return { ok: false, permanent: false, error: answerOf(temporary) };
	const taken = results.filter(({ kind }) => kind === 'taken').length;
	if (taken > 0) return { ok: true, response: `taken for ${taken} of ${results.length} devices` };
	const [first] = results;
	const error = first ? answerOf(first) : 'no device is signed in for push messages any more';
	return { ok: false, permanent: true, error };
}

function answerOf(result: PushResult): string {
	return result.kind === 'taken' ? '' : result.answer;
}
