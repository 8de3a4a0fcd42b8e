import * as v from 'valibot';
import type { SmsContent } from '#domain/notification-sms.ts';

/** `SmsContent` as it comes back from the outbox, which an older version may have written. */
const contentSchema = v.object({
	to: v.pipe(v.string(), v.regex(/^\+\d{3,15}$/)),
	from: v.string(),
	text: v.string(),
	log: v.array(v.string())
}) satisfies v.GenericSchema<unknown, SmsContent>;

/**
 * Reads the payload of a text message.
 *
 * @throws where it is none.
 */
export function readSms(payload: unknown): SmsContent {
	return v.parse(contentSchema, payload);
}
