import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CLIENT_ADDRESS_HEADER } from '#server/accounts/auth.ts';
import { demoRefusal } from './demo-guard.ts';

/** The header by which adapter-node learns the scheme: see PROTOCOL_HEADER in main.ts. */
export const PROTOCOL_HEADER = 'x-anteroom-protocol';

const SIP_PATH = '/sip';
const SIP_SUBPROTOCOL = 'sip';
/** A SIP message with SDP has a few kilobytes. */
const MAX_MESSAGE_BYTES = 65_536;
/** How long requests under way may take after the order to stop, ms. */
const STOP_MS = 5_000;

export type Handler = (
	request: IncomingMessage,
	response: ServerResponse,
	next: (error?: unknown) => void
) => unknown;

export interface HttpServerOptions {
	/** Answers every request: the built app. */
	readonly handler: Handler;
	readonly demo: boolean;
	/** Where people reach the app; undefined means: where they say they do. */
	readonly origin?: string;
	/** Takes a WebSocket that speaks SIP (RFC 7118); undefined where there is no embedded PBX. */
	readonly takeSipSocket?: (socket: WebSocket) => void;
}

export interface HttpServer {
	/** @returns the address that people type, e.g. `http://127.0.0.1:8470` */
	listen(port: number, host: string): Promise<string>;
	/** Takes no more requests, finishes those under way, ends the rest. */
	close(): Promise<void>;
}

/** The HTTP server around the built app: what Kit's handler leaves to its surroundings. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
	const server = createServer((request, response) => {
		const refusal = options.demo ? demoRefusal(request) : undefined;
		if (refusal !== undefined) {
			response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(refusal);
			return;
		}
		setOwnHeaders(request, options);
		setSecurityHeaders(request, response, options.origin);
		options.handler(request, response, () => {
			response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found');
		});
	});
	const sockets = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_MESSAGE_BYTES,
		handleProtocols: (offered) => (offered.has(SIP_SUBPROTOCOL) ? SIP_SUBPROTOCOL : false)
	});
	server.on('upgrade', (request, socket, head) => {
		const status = upgradeRefusal(request, options);
		if (status !== undefined) return refuseUpgrade(socket, status);
		sockets.handleUpgrade(request, socket, head, (ws) => options.takeSipSocket?.(ws));
	});
	// A port scanner's half a request is no reason to write into the log.
	server.on('clientError', (_error, socket: Socket) => socket.destroy());

	return {
		async listen(port, host) {
			const listening = once(server, 'listening');
			server.listen(port, host);
			await listening;
			return addressOf(server.address() as AddressInfo);
		},
		async close() {
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			server.closeIdleConnections();
			// Every browser that telephones by us is asked to come back (RFC 6455 §7.4.1: going away).
			for (const ws of sockets.clients) ws.close(1001);
			const impatience = setTimeout(() => {
				for (const ws of sockets.clients) ws.terminate();
				server.closeAllConnections();
			}, STOP_MS);
			await closed;
			clearTimeout(impatience);
		}
	};
}

/** What the app is told about a request by us: never what a client wrote into these headers. */
function setOwnHeaders(request: IncomingMessage, { origin, demo }: HttpServerOptions): void {
	const { headers } = request;
	headers[PROTOCOL_HEADER] = 'http'; // with TLS in front there is a configured origin, which wins
	const remote = request.socket.remoteAddress ?? '';
	const isProxied = !demo && origin !== undefined && /^(::ffff:)?127\.|^::1$/.test(remote);
	// The proxy on this machine has added the last entry; all before it can be invented.
	const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim();
	headers[CLIENT_ADDRESS_HEADER] = isProxied && forwarded ? forwarded : remote;
}

function setSecurityHeaders(
	request: IncomingMessage,
	response: ServerResponse,
	origin: string | undefined
): void {
	response.setHeader('x-content-type-options', 'nosniff');
	response.setHeader('x-frame-options', 'DENY');
	// Not `no-referrer`: with it browsers send `Origin: null` with forms of our own.
	response.setHeader('referrer-policy', 'same-origin');
	response.setHeader('cross-origin-opener-policy', 'same-origin');
	response.setHeader('cross-origin-resource-policy', 'same-origin');
	response.setHeader(
		'permissions-policy',
		'microphone=(self), camera=(), geolocation=(), display-capture=(), usb=(), payment=()'
	);
	if (origin?.startsWith('https:')) {
		response.setHeader('strict-transport-security', 'max-age=31536000');
	}
	// A cached worker would keep an old app alive.
	if (request.url?.split('?')[0] === '/service-worker.js') {
		response.setHeader('cache-control', 'no-cache');
	}
}

/** The status with which a WebSocket is refused; undefined where it is welcome. */
function upgradeRefusal(request: IncomingMessage, options: HttpServerOptions): number | undefined {
	if (options.demo && demoRefusal(request) !== undefined) return 403;
	if (!options.takeSipSocket || request.url?.split('?')[0] !== SIP_PATH) return 404;
	// Browsers do not ask before they connect across origins: it is for us to look.
	const own = options.origin ?? `http://${request.headers.host}`;
	if (request.headers.origin !== own) return 403;
	const offered = request.headers['sec-websocket-protocol']?.split(',') ?? [];
	return offered.some((name) => name.trim() === SIP_SUBPROTOCOL) ? undefined : 400;
}

function refuseUpgrade(socket: Duplex, status: number): void {
	socket.on('error', () => socket.destroy());
	socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function addressOf({ address, family, port }: AddressInfo): string {
	const everywhere = address === '0.0.0.0' || address === '::';
	const host = everywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
	return `http://${host}:${port}`;
}
