import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { WebSocket, WebSocketServer } from 'ws';
import { Arrivals } from './test-arrivals.ts';
import { createDemoPbx, type DemoPbx, type DemoPbxOptions } from './create-demo-pbx.ts';

export const TEST_DOMAIN = 'demo.example';
export const TEST_TRUNK = 'trunk';
export const TEST_HOTLINE = '+4930901820';

/** Everybody's password in these tests. */
export function passwordOf(user: string): string {
	return `${user}'s secret`;
}

const USERS = ['anna', 'ben', 'carla', TEST_TRUNK];

export interface TestPbx {
	readonly url: string;
	readonly pbx: DemoPbx;
	/** Cuts the connections that are open now, without a goodbye. */
	cutConnections(): void;
	close(): Promise<void>;
}

/** A demo PBX on a real HTTP server on loopback: the hotline rings anna and ben, a name its user. */
export async function startTestPbx(options: Partial<DemoPbxOptions> = {}): Promise<TestPbx> {
	const pbx = createDemoPbx({
		domain: TEST_DOMAIN,
		credentials: async (user) =>
			USERS.includes(user)
				? { password: passwordOf(user), trusted: user === TEST_TRUNK }
				: undefined,
		routes: async (called) => {
			if (called === TEST_HOTLINE) return ['anna', 'ben'];
			return USERS.includes(called) ? [called] : [];
		},
		log: pino({ level: 'silent' }),
		...options
	});
	const http = createServer();
	const sockets = new WebSocketServer({ server: http, handleProtocols: () => 'sip' });
	sockets.on('connection', (socket) => pbx.handleSocket(socket));
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	return {
		url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/sip`,
		pbx,
		cutConnections() {
			for (const socket of sockets.clients) socket.terminate();
		},
		async close() {
			await pbx.close();
			sockets.close();
			http.close();
			await once(http, 'close');
		}
	};
}

/** A peer that sends what it is told, byte for byte. */
export class RawPeer {
	readonly messages = new Arrivals<string>();
	readonly closed: Promise<number>;
	readonly #socket: WebSocket;

	private constructor(socket: WebSocket) {
		this.#socket = socket;
		socket.on('message', (data) => this.messages.add(String(data)));
		this.closed = new Promise((resolve) => socket.once('close', (code) => resolve(code)));
	}

	/** `autoPong: false` plays dead. */
	static async connect({ url }: TestPbx, { autoPong = true } = {}): Promise<RawPeer> {
		const socket = new WebSocket(url, 'sip', { autoPong });
		const peer = new RawPeer(socket);
		await once(socket, 'open');
		return peer;
	}

	send(message: string | Buffer): void {
		this.#socket.send(message);
	}

	/** Sends and waits for what comes next. */
	async ask(message: string | Buffer): Promise<string> {
		this.send(message);
		return this.messages.next();
	}

	close(): void {
		this.#socket.close();
	}
}

/** A request with what every request must have; `fields` come last, `without` leaves some out. */
export function rawRequest(
	method: string,
	uri: string,
	fields: readonly string[] = [],
	{ without = [], body = '', branch = 'z9hG4bKraw1' }: RawOptions = {}
): string {
	const usual = [
		`Via: SIP/2.0/WS raw.invalid;branch=${branch}`,
		'Max-Forwards: 70',
		`From: <sip:anna@${TEST_DOMAIN}>;tag=raw`,
		`To: <${uri}>`,
		'Call-ID: raw-call',
		`CSeq: 1 ${method}`
	].filter((line) => !without.some((name) => line.startsWith(`${name}:`)));
	return [`${method} ${uri} SIP/2.0`, ...usual, ...fields, '', body].join('\r\n');
}

interface RawOptions {
	readonly without?: readonly string[];
	readonly body?: string;
	readonly branch?: string;
}
