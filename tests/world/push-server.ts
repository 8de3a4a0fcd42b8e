import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** A push service of Firefox's kind on loopback: browsers hold a WebSocket, servers post (RFC 8030). */
export interface PushServer {
	/** For Firefox's preference `dom.push.serverURL`. */
	readonly url: string;
	/** Header fields of all messages that were posted. */
	readonly posted: readonly { readonly ttl: number; readonly urgency: string }[];
	/** True while some browser is subscribed. */
	hasSubscription(): boolean;
	/** Loses all subscriptions, and no longer knows the browsers that come back: they are to subscribe anew. */
	forget(): void;
	stop(): Promise<void>;
}

interface ClientMessage {
	readonly messageType: string;
	readonly channelID?: string;
	readonly uaid?: string;
}

/** Starts one. Messages for browsers that are away are dropped; what is unsubscribed is gone (410). */
export async function startPushServer(): Promise<PushServer> {
	const channels = new Map<string, WebSocket>();
	const known = new Set<string>();
	const posted: { ttl: number; urgency: string }[] = [];
	const http = createServer(async (request, response) => {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part as Buffer);
		const channelID = request.url?.replace(/^\/push\//, '') ?? '';
		const browser = channels.get(channelID);
		const { ttl, urgency, 'content-encoding': encoding } = request.headers;
		posted.push({ ttl: Number(ttl), urgency: String(urgency) });
		if (!browser) return void response.writeHead(410).end();
		browser.send(
			JSON.stringify({
				...{ messageType: 'notification', channelID, version: randomUUID() },
				...{ data: Buffer.concat(parts).toString('base64url'), headers: { encoding } }
			})
		);
		response.writeHead(201, { location: `/m/${randomUUID()}` }).end();
	}).listen(0, '127.0.0.1');
	await once(http, 'listening');
	const { port } = http.address() as AddressInfo;
	const sockets = new WebSocketServer({ server: http });
	sockets.on('connection', (browser) => {
		browser.on('message', (data) => {
			const message = JSON.parse(String(data)) as ClientMessage;
			const { messageType, channelID = '', uaid = '' } = message;
			const answer = (more: object) =>
				browser.send(JSON.stringify({ messageType, status: 200, ...more }));
			if (messageType === 'hello') {
				const id = known.has(uaid) ? uaid : randomUUID().replaceAll('-', '');
				known.add(id);
				answer({ uaid: id, use_webpush: true });
			}
			if (messageType === 'register') {
				channels.set(channelID, browser);
				answer({ channelID, pushEndpoint: `http://127.0.0.1:${port}/push/${channelID}` });
			}
			if (messageType === 'unregister') {
				channels.delete(channelID);
				answer({ channelID });
			}
		});
	});
	return {
		url: `ws://127.0.0.1:${port}/`,
		posted,
		hasSubscription: () => channels.size > 0,
		forget() {
			known.clear();
			channels.clear();
			for (const browser of sockets.clients) browser.close();
		},
		async stop() {
			for (const browser of sockets.clients) browser.terminate();
			http.closeAllConnections();
			http.close();
			await once(http, 'close');
		}
	};
}
