import * as v from 'valibot';
import { contactChoicesSchema } from './contact-choice.ts';
import { storedHotlineSchema } from './hotline.ts';
import { storedSettingsSchema } from './settings.ts';

const entries = {
	account: v.object({
		id: v.string(),
		name: v.string(),
		email: v.string(),
		role: v.picklist(['admin', 'user'])
	}),
	/** null where an administrator has not given the account a telephone yet. */
	sip: v.nullable(
		v.object({
			/** RFC 7118 WebSocket addresses, as `sipServers` reads them; a path alone (`/sip`) means this app's own origin. */
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
	/** How the server's contact sources are called, by id; a remembered session may hold none. */
	contactSources: v.optional(v.record(v.string(), v.string()), {}),
	/** Whom numbers mean that several contacts have; a remembered session may hold none. */
	contactChoices: v.optional(contactChoicesSchema, {}),
	/** Another one whenever a hotline has changed. */
	hotlinesStamp: v.string()
};

/** What the server says of the signed-in account, to it alone (it holds the SIP password). */
export const serverSessionSchema = v.object(entries);
export type ServerSession = v.InferOutput<typeof serverSessionSchema>;

/** All that the phone needs to work, remembered between starts: the hotlines too. */
export const sessionInfoSchema = v.object({ ...entries, hotlines: v.array(storedHotlineSchema) });
export type SessionInfo = v.InferOutput<typeof sessionInfoSchema>;
export type SipAccount = NonNullable<SessionInfo['sip']>;
