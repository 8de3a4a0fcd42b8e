import * as v from 'valibot';
import { regionSchema } from './settings.ts';
import { isWebSocketAddress, MOST_SERVERS, sipServers } from './sip-servers.ts';

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;

const text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));

const signInFields = {
	name: text(120),
	email: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(254), v.email()),
	password: v.pipe(v.string(), v.minLength(PASSWORD_MIN), v.maxLength(PASSWORD_MAX)),
	region: v.optional(regionSchema)
};

/** RFC 3261 §25.1 `user`, without the escapes that nobody types. */
const sipUser = v.pipe(v.string(), v.regex(/^[\w\-.!~*'()&=+$,;?/]{1,128}$/));

/** The telephone of an account. */
export const newSipAccountSchema = v.object({
	/** One address or more, the preferred one first: see `sipServers`. Kept one a line. */
	server: v.pipe(
		v.string(),
		v.maxLength(1_000),
		v.transform(sipServers),
		v.minLength(1),
		v.maxLength(MOST_SERVERS),
		v.everyItem(isWebSocketAddress, 'websocket-address'),
		v.transform((servers) => servers.join('\n'))
	),
	user: sipUser,
	domain: v.pipe(v.string(), v.toLowerCase(), v.regex(/^[a-z0-9.:[\]-]{1,253}$/)),
	authorizationUser: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
	password: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
	displayName: v.pipe(v.string(), v.trim(), v.maxLength(120))
});
export type NewSipAccount = v.InferOutput<typeof newSipAccountSchema>;

export const newAccountSchema = v.object({
	...signInFields,
	role: v.picklist(['admin', 'user']),
	sip: v.nullable(newSipAccountSchema)
});
export type NewAccount = v.InferOutput<typeof newAccountSchema>;

/** The first account, made with the code that the server printed. */
export const setupSchema = v.object({ code: v.pipe(v.string(), v.maxLength(64)), ...signInFields });
export type Setup = v.InferOutput<typeof setupSchema>;
