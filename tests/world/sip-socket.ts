import { createHash } from 'node:crypto';
import { once } from 'node:events';

/** Of a user of the PBX. */
export interface Credentials {
	readonly user: string;
	readonly password: string;
}

/**
 * Sends one request as a browser would, by WebSocket (RFC 7118), and gives the status of the final answer.
 * With credentials a challenge is answered once (RFC 2617, without qop, which every server takes).
 */
export async function askByWebSocket(
	url: string,
	request: string,
	credentials?: Credentials
): Promise<number> {
	const socket = new WebSocket(url, 'sip');
	await once(socket, 'open');
	try {
		const answer = await ask(socket, request);
		if (statusOf(answer) !== 407 || !credentials) return statusOf(answer);
		return statusOf(await ask(socket, signed(request, answer, credentials)));
	} finally {
		socket.close();
	}
}

async function ask(socket: WebSocket, request: string): Promise<string> {
	socket.send(request);
	for (;;) {
		const [event] = (await once(socket, 'message')) as [MessageEvent<string>];
		if (statusOf(event.data) >= 200) return event.data;
	}
}

/** The status of an answer; NaN of a request. */
export function statusOf(answer: string): number {
	return Number(/^SIP\/2\.0 (\d{3})/.exec(answer)?.[1]);
}

/** The same request as the answer to a challenge; it must have an `Event` header, as all ours have. */
export function signed(
	request: string,
	challenge: string,
	{ user, password }: Credentials
): string {
	const [, realm = ''] = /realm="([^"]*)"/.exec(challenge) ?? [];
	const [, nonce = ''] = /nonce="([^"]*)"/.exec(challenge) ?? [];
	const [, method = '', uri = ''] = /^(\S+) (\S+) /.exec(request) ?? [];
	const hash = (...parts: string[]) => createHash('md5').update(parts.join(':')).digest('hex');
	const response = hash(hash(user, realm, password), nonce, hash(method, uri));
	const fields = { username: user, realm, nonce, uri, response };
	const value = Object.entries(fields).map(([name, text]) => `${name}="${text}"`);
	// Another transaction of the same user agent (RFC 3261 §22.2).
	return request
		.replace(';branch=z9hG4bK', ';branch=z9hG4bK-signed-')
		.replace(`CSeq: 1 ${method}`, `CSeq: 2 ${method}`)
		.replace('\r\nEvent:', `\r\nProxy-Authorization: Digest ${value.join(', ')}\r\nEvent:`);
}
