import * as v from 'valibot';
import { LOCALES } from './hotline.ts';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

const shared = {
	/** Shape version: a service worker of another version may read it. */
	version: v.literal(1),
	/** Whose call it is: another account may be signed in on the device by now. */
	accountId: text(64),
	/** SIP Call-ID. */
	callId: v.pipe(text(512), v.minLength(1)),
	lang: v.picklist(LOCALES),
	/** Who calls, and for whom, as people are to read it. */
	caller: text(120),
	called: text(120),
	/** The caller's company or number, where `caller` is not it. */
	detail: text(120),
	/** When it called: in the account's language and time zone. */
	when: text(60)
};

/**
 * What a push message says (encrypted, RFC 8291). Nothing in it is a secret that opens anything: push services
 * and operating systems keep messages as they like.
 */
export const pushMessageSchema = v.variant('kind', [
	v.object({
		...shared,
		kind: v.literal('unanswered'),
		/** The app's page that calls back in the name of the hotline; absent where nobody can be called back. */
		callBack: v.optional(v.pipe(text(600), v.startsWith('/dial?')))
	}),
	/** It rings now, or waits for a phone. */
	v.object({ ...shared, kind: v.literal('ringing') }),
	/** It rings no more. */
	v.object({ ...shared, kind: v.literal('over'), answered: v.boolean() })
]);
export type PushMessage = v.InferOutput<typeof pushMessageSchema>;

/** The person has chosen a page of the app in a notification, told by the service worker to a window. */
export const pushChoiceSchema = v.object({
	type: v.literal('push-choice'),
	path: v.pipe(text(600), v.startsWith('/dial?'))
});
export type PushChoice = v.InferOutput<typeof pushChoiceSchema>;
