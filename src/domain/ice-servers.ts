import * as v from 'valibot';

/** `relay`: media goes through the TURN server only, so that nobody learns this device's addresses. */
const ICE_POLICIES = ['all', 'relay'] as const;
export type IcePolicy = (typeof ICE_POLICIES)[number];

/** One ICE server as browsers take it (W3C WebRTC, RTCIceServer); the credentials are TURN's. */
const iceServerSchema = v.object({
	urls: v.array(v.pipe(v.string(), v.check(isIceUrl))),
	username: v.optional(v.string()),
	credential: v.optional(v.string())
});

/** What an account's phone reaches the far side by; empty where the installation has no such servers. */
export const iceSettingsSchema = v.object({
	policy: v.picklist(ICE_POLICIES),
	servers: v.array(iceServerSchema),
	/** How long the credentials hold, in s from when they were given; 0 where there are none. */
	ttl: v.pipe(v.number(), v.integer(), v.minValue(0))
});
export type IceSettings = v.InferOutput<typeof iceSettingsSchema>;

const HOST = String.raw`(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])`;
const PORT = String.raw`(?::(\d{1,5}))?`;
const STUN = new RegExp(`^stun:${HOST}${PORT}$`, 'i');
const TURN = new RegExp(`^turns?:${HOST}${PORT}(?:\\?transport=(?:udp|tcp))?$`, 'i');

/** `stun:host`, `turn:host:port?transport=tcp`, `turns:host` and their like (RFC 7064, RFC 7065). */
export function isIceUrl(text: string): boolean {
	const [, port = '1'] = STUN.exec(text) ?? TURN.exec(text) ?? [undefined, '0'];
	return Number(port) > 0 && Number(port) <= 65_535;
}

/** True of `turn:` and `turns:`, which need credentials and relay media. */
export function isTurnUrl(url: string): boolean {
	return TURN.test(url);
}

/**
 * What a call has found out about the TURN server: it does not answer, or takes no credentials of ours.
 * `relay-…`: sound may go through it only, so that there is no call without it.
 */
export type IceProblem =
	'turn-unreachable' | 'turn-refused' | 'relay-unreachable' | 'relay-refused';

/**
 * True where the server itself has answered with an error (RFC 8489 §14.8: 300 to 699); browsers give 701
 * where nothing came back (W3C WebRTC, RTCPeerConnectionIceErrorEvent).
 */
export function isIceRefusal(errorCode: number): boolean {
	return errorCode >= 300 && errorCode < 700;
}
