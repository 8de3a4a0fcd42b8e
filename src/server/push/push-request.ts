import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import webPush from 'web-push';
import type { PushMessage } from '#domain/push-message.ts';
import { isReachable, pushEndpoint, type PushReach } from './push-endpoint.ts';
import type { VapidKeys } from './vapid-keys.ts';

const MAX_ANSWER = 200;

/** A browser's `PushSubscription`. */
export interface PushTarget {
	readonly endpoint: string;
	readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** How a push service is to treat a message (RFC 8030 §5.2 to §5.4). */
export interface PushTreatment {
	readonly ttlS: number;
	readonly urgency: 'high' | 'normal';
	/** At most 32 characters, base64url: a later message with it takes the place of one not yet delivered. */
	readonly topic: string;
}

/** `gone`: the subscription is over, nothing will ever arrive by it. */
export type PushResult =
	| { readonly kind: 'taken' }
	| { readonly kind: 'gone' | 'temporary' | 'refused'; readonly answer: string };

interface PushClientParts {
	readonly keys: VapidKeys;
	/** `https:` or `mailto:`: whom a push service can write to (RFC 8292 §2.1). */
	readonly subject: string;
	readonly reach: PushReach;
}

/** Asks push services; connections are kept for the next message. */
export class PushClient {
	readonly #parts: PushClientParts;
	readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

	constructor(parts: PushClientParts) {
		this.#parts = parts;
	}

	/** Encrypts and sends a message (RFC 8291, RFC 8292). Never rejects. No redirect is followed. */
	async send(
		target: PushTarget,
		message: PushMessage,
		{ ttlS, urgency, topic }: PushTreatment,
		signal: AbortSignal
	): Promise<PushResult> {
		const { keys, subject, reach } = this.#parts;
		const url = pushEndpoint(target.endpoint, reach);
		if (!url) return { kind: 'gone', answer: 'an endpoint to which nothing may be sent' };
		try {
			const { headers, body } = webPush.generateRequestDetails(target, JSON.stringify(message), {
				...{ TTL: ttlS, urgency, topic, contentEncoding: 'aes128gcm' },
				vapidDetails: { subject, ...keys }
			});
			const { status, text } = await this.#post(url, headers, body, signal);
			return judged(status, `${status} ${text}`.trim());
		} catch (error) {
			return { kind: 'temporary', answer: String(error) };
		}
	}

	close(): void {
		this.#agent.destroy();
	}

	#post(
		url: URL,
		headers: webPush.Headers,
		body: Buffer | null,
		signal: AbortSignal
	): Promise<{ status: number; text: string }> {
		const isHttps = url.protocol === 'https:';
		const options = {
			...{ method: 'POST', headers, signal, lookup: guardedLookup(this.#parts.reach) },
			...(isHttps && { agent: this.#agent })
		};
		return new Promise((resolve, reject) => {
			const request = (isHttps ? httpsRequest : httpRequest)(url, options, (response) => {
				let text = '';
				response.setEncoding('utf8');
				response.on('data', (part: string) => (text = (text + part).slice(0, MAX_ANSWER)));
				response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
				response.on('error', reject);
			});
			request.on('error', reject);
			request.end(body);
		});
	}
}

/** 404 and 410: RFC 8030 §7.3. A push service that is busy (429), or in trouble, is asked again. */
function judged(status: number, answer: string): PushResult {
	if (status >= 200 && status <= 299) return { kind: 'taken' };
	if (status === 404 || status === 410) return { kind: 'gone', answer };
	return { kind: status === 429 || status >= 500 ? 'temporary' : 'refused', answer };
}

/** Looks a name up once, for the very connection that is made: another answer later changes nothing. */
function guardedLookup(reach: PushReach): LookupFunction {
	return (hostname, options, callback) => {
		lookup(hostname, { ...options, all: true }, (error, addresses) => {
			if (error) return callback(error, '');
			const allowed = addresses.filter(({ address }) => isReachable(address, reach));
			const [first] = allowed;
			if (!first) return callback(new Error(`${hostname} leads to no address of the world`), '');
			if (options.all) callback(null, allowed);
			else callback(null, first.address, first.family);
		});
	};
}
