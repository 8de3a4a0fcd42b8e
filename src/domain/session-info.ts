import * as v from 'valibot';
import { hotlineSchema } from './hotline.ts';
import { storedSettingsSchema } from './settings.ts';

/** What the phone needs to work, sent by the server to the signed-in account alone (it holds the SIP password). */
export const sessionInfoSchema = v.object({
	account: v.object({
		id: v.string(),
		name: v.string(),
		email: v.string(),
		role: v.picklist(['admin', 'user'])
	}),
	/** null where an administrator has not given the account a telephone yet. */
	sip: v.nullable(
		v.object({
			/** RFC 7118 WebSocket address; a path alone (`/sip`) means this app's own origin. */
			server: v.string(),
			/** User part of the address of record, e.g. `anna` or `4930123456`. */
			user: v.string(),
			/** SIP domain, also the digest realm's usual value. */
			domain: v.string(),
			authorizationUser: v.string(),
			password: v.string(),
			displayName: v.string()
		})
	),
	/** A remembered session may be older than this version of the app. */
	settings: storedSettingsSchema,
	hotlines: v.array(hotlineSchema)
});
export type SessionInfo = v.InferOutput<typeof sessionInfoSchema>;
export type SipAccount = NonNullable<SessionInfo['sip']>;
