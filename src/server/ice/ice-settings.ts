import { createHmac } from 'node:crypto';
import { isTurnUrl, type IceSettings } from '#domain/ice-servers.ts';
import type { IceEnv } from '../ice-env.ts';

/** A working day and more: a phone goes on through it while this server is away. */
const TTL_S = 12 * 60 * 60;

/**
 * What an account's phone is given: TURN credentials of its own that end by themselves
 * (draft-uberti-behave-turn-rest-00 §2.2; coturn's `use-auth-secret`).
 *
 * @param now UTC epoch ms; the TURN server's clock must agree to the minute or so
 */
export function iceSettings(ice: IceEnv | undefined, accountId: string, now: number): IceSettings {
	if (!ice) return { policy: 'all', servers: [], ttl: 0 };
	const { urls, secret, policy } = ice;
	const stun = urls.filter((url) => !isTurnUrl(url));
	const turn = urls.filter(isTurnUrl);
	const servers: IceSettings['servers'] = stun.length > 0 ? [{ urls: stun }] : [];
	if (secret === undefined) return { policy, servers, ttl: 0 };
	const username = `${Math.floor(now / 1000) + TTL_S}:${accountId}`;
	const credential = createHmac('sha1', secret).update(username).digest('base64');
	return { policy, servers: [...servers, { urls: turn, username, credential }], ttl: TTL_S };
}
