import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the sender's clock may be away, and how long a request that was listened to could be sent again, ms. */
const REPLAY_WINDOW_MS = 300_000;

/** A request as it came: header fields are null where there are none. */
export interface SignedRequest {
	/** `X-Anteroom-Timestamp`: when it was signed, Unix seconds. */
	readonly timestamp: string | null;
	/** `X-Anteroom-Signature`: hexadecimal HMAC-SHA256 (RFC 2104) of timestamp, a full stop, and the body's bytes. */
	readonly signature: string | null;
	readonly body: Uint8Array;
}

/**
 * Whether the request comes from somebody who has the secret, just now. The signature is judged first:
 * nobody else learns what our clock says.
 *
 * @param now UTC epoch ms
 */
export function judgeSignature(
	{ timestamp, signature, body }: SignedRequest,
	secret: string,
	now: number
): 'good' | 'bad-signature' | 'stale-timestamp' {
	if (timestamp === null || !/^\d{1,12}$/.test(timestamp)) return 'bad-signature';
	if (signature === null || !/^[\da-f]{64}$/i.test(signature)) return 'bad-signature';
	const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
	if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) return 'bad-signature';
	const isFresh = Math.abs(now - Number(timestamp) * 1_000) <= REPLAY_WINDOW_MS;
	return isFresh ? 'good' : 'stale-timestamp';
}
