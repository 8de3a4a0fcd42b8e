import { once } from 'node:events';
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import { Alarms, systemClock, type Clock } from './clock.ts';
import { Connection } from './connection.ts';
import { DialogTable } from './dialogs.ts';
import type { FindCredentials } from './digest.ts';
import { Gatekeeper } from './gatekeeper.ts';
import { parseMessage } from './parse-message.ts';
import { Proxy } from './proxy.ts';
import { Registrar } from './registrar.ts';
import { RequestDesk } from './request-desk.ts';
import { responseTo } from './status.ts';

const RING_TIMEOUT_MS = 60_000;
const HEARTBEAT_MS = 45_000;
const MAX_CONNECTIONS = 500;
/** Messages of one peer that wait for their turn; more are left in its socket. */
const MAX_WAITING = 32;
const MAX_MALFORMED = 100;

export interface DemoPbxOptions {
	/** The SIP domain and digest realm, lower case. */
	readonly domain: string;
	/** A user's password; `trusted` for a trunk that may say on whose behalf it calls. */
	readonly credentials: FindCredentials;
	/** Which users a dialled number or name rings, e.g. all accounts for a hotline; none: 404. */
	readonly routes: (called: string) => Promise<readonly string[]>;
	readonly clock?: Clock;
	readonly log: Logger;
	/** How long a call rings before the caller hears 408, ms; 60 s by default. */
	readonly ringTimeoutMs?: number;
}

export interface Registration {
	readonly user: string;
	readonly contact: string;
	/** UTC epoch ms. */
	readonly expiresAt: number;
}

export interface DemoPbx {
	/** Takes a WebSocket that has agreed on the `sip` subprotocol (RFC 7118). */
	handleSocket(socket: WebSocket): void;
	/** Who can be called now. */
	registrations(): readonly Registration[];
	/** Ends all connections and timers; resolves when every socket is closed. */
	close(): Promise<void>;
}

/**
 * A registrar and forking proxy for SIP over WebSocket, for the demo and for tests: enough of a PBX
 * that browsers can telephone with each other with nothing else installed. Media never passes
 * through it. All state is in memory.
 */
export function createDemoPbx(options: DemoPbxOptions): DemoPbx {
	const { domain, log, ringTimeoutMs = RING_TIMEOUT_MS } = options;
	const alarms = new Alarms(options.clock ?? systemClock);
	const registrar = new Registrar(alarms);
	const dialogs = new DialogTable(domain, alarms);
	const gatekeeper = new Gatekeeper(domain, options.credentials);
	const proxy = new Proxy({
		domain,
		registrar,
		dialogs,
		gatekeeper,
		routes: options.routes,
		ringTimeoutMs,
		clock: alarms,
		onCallConcluded: (callId, status) => log.info({ callId, status }, 'call concluded')
	});
	const desk = new RequestDesk({ domain, registrar, gatekeeper, proxy, clock: alarms, log });
	/** The open sockets, each with what is still being done for it. */
	const sockets = new Map<WebSocket, () => Promise<void>>();
	let isClosing = false;

	function handleSocket(socket: WebSocket): void {
		socket.on('error', (error) => log.info({ reason: error.message }, 'SIP socket failed'));
		if (isClosing || sockets.size >= MAX_CONNECTIONS) return socket.close(1013);
		const connection = new Connection(socket, alarms);
		sockets.set(socket, takeMessages(socket, connection));
		keepAlive(socket);
		socket.on('close', () => {
			sockets.delete(socket);
			registrar.connectionClosed(connection);
			connection.closed();
			dialogs.connectionClosed(connection);
		});
	}

	/** One message after the other: a CANCEL must not overtake its INVITE while a password is looked up. */
	function takeMessages(socket: WebSocket, connection: Connection): () => Promise<void> {
		let turn = Promise.resolve();
		let waiting = 0;
		let malformed = 0;
		socket.on('message', (data) => {
			waiting += 1;
			if (waiting === MAX_WAITING) socket.pause();
			turn = turn
				.then(() => takeMessage(socket, connection, toBuffer(data)))
				.then((isUnderstood) => {
					malformed += isUnderstood ? 0 : 1;
					if (malformed >= MAX_MALFORMED) socket.close(1008);
				})
				.catch((error: unknown) => log.error({ err: error }, 'SIP message failed'))
				.then(() => {
					waiting -= 1;
					if (socket.isPaused && waiting < MAX_WAITING) socket.resume();
				});
		});
		return () => turn;
	}

	async function takeMessage(
		socket: WebSocket,
		connection: Connection,
		data: Buffer
	): Promise<boolean> {
		if (!connection.isOpen) return true;
		const text = withoutLeadingLineBreaks(data);
		if (text.length === 0) {
			// Keep-alive (RFC 7118 §6, RFC 5626 §3.5.1): double CRLF is a ping, single CRLF the pong.
			if (data.length === 4) socket.send('\r\n');
			return true;
		}
		const parsed = parseMessage(text);
		switch (parsed.kind) {
			case 'request':
				await desk.take(parsed.request, connection);
				return true;
			case 'response':
				connection.awaiting(parsed.response.via.branch)?.response(parsed.response);
				return true;
			case 'malformed':
				log.info({ problem: parsed.problem }, 'malformed SIP message');
				if (parsed.refusal) {
					const { request, status } = parsed.refusal;
					connection.send(responseTo(request, status));
				}
				return false;
		}
	}

	/** A half-open socket says nothing when it dies; a WebSocket ping finds out (RFC 6455 §5.5.2). */
	function keepAlive(socket: WebSocket): void {
		let isAlive = true;
		const beat = (): (() => void) =>
			alarms.after(HEARTBEAT_MS, () => {
				if (!isAlive) return socket.terminate();
				isAlive = false;
				socket.ping();
				stop = beat();
			});
		let stop = beat();
		socket.on('pong', () => (isAlive = true));
		socket.on('message', () => (isAlive = true));
		socket.on('close', () => stop());
	}

	return {
		handleSocket,
		registrations: () =>
			registrar.list().map(({ user, uri, expiresAt }) => ({ user, contact: uri, expiresAt })),
		async close() {
			isClosing = true;
			const closed = [...sockets].map(async ([socket, underWay]) => {
				await once(socket, 'close');
				await underWay();
			});
			for (const socket of sockets.keys()) socket.close(1001);
			const impatience = setTimeout(() => {
				for (const socket of sockets.keys()) socket.terminate();
			}, 1_000);
			await Promise.all(closed);
			clearTimeout(impatience);
			alarms.clear();
			registrar.clear();
			dialogs.clear();
		}
	};
}

function toBuffer(data: RawData): Buffer {
	if (Buffer.isBuffer(data)) return data;
	return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

/** RFC 3261 §7.5: line breaks before a message are ignored. */
function withoutLeadingLineBreaks(data: Buffer): Buffer {
	let start = 0;
	while (data[start] === 0x0d || data[start] === 0x0a) start += 1;
	return data.subarray(start);
}
