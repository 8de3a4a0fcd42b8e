import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createHttpServer, type HttpServer, type HttpServerOptions } from './http-server.ts';

let running: HttpServer | undefined;
afterEach(() => running?.close());

async function start(options: Partial<HttpServerOptions> = {}): Promise<URL> {
	running = createHttpServer({
		demo: true,
		handler: (request, response) => response.end(JSON.stringify(request.headers)),
		...options
	});
	return new URL(await running.listen(0, '127.0.0.1'));
}

interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: string;
}

/** node:http, because fetch forbids the very headers that are tested here. */
async function get(url: URL, path: string, headers: Record<string, string> = {}): Promise<Answer> {
	const sent = request(new URL(path, url), { headers, agent: false }).end();
	const [response] = await once(sent, 'response');
	let body = '';
	for await (const chunk of response) body += chunk;
	return { status: response.statusCode, headers: response.headers, body };
}

/** How the server answers a WebSocket: 101 and the chosen subprotocol, or a refusal. */
async function connect(url: URL, path: string, protocols: string[], headers = {}) {
	const ws = new WebSocket(`ws://${url.host}${path}`, protocols, { headers });
	ws.on('error', () => undefined);
	return new Promise<string>((resolve) => {
		ws.once('open', () => {
			resolve(`101 ${ws.protocol}`);
			ws.close();
		});
		ws.once('unexpected-response', (sent, response) => {
			resolve(String(response.statusCode));
			sent.destroy();
		});
	});
}

describe('the demo', () => {
	test.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('answers %s', async (host) => {
		const url = await start();
		expect((await get(url, '/', { host: `${host}:${url.port}` })).status).toBe(200);
	});

	test.each(['evil.example', '192.0.2.1', 'localhost.evil.example', '127.0.0.1.nip.example'])(
		'refuses the foreign host "%s"',
		async (host) => {
			expect((await get(await start(), '/', { host })).status).toBe(403);
		}
	);

	test.each(['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Real-IP', 'Via'])(
		'refuses what a proxy marked with %s',
		async (name) => {
			const answer = await get(await start(), '/', { [name]: '192.0.2.1' });
			expect([answer.status, answer.body]).toEqual([403, expect.stringContaining('proxy')]);
		}
	);

	test('refuses sockets by the same rules', async () => {
		const url = await start({ takeSipSocket: () => undefined });
		const headers = { origin: 'http://evil.example', host: 'evil.example' };
		expect(await connect(url, '/sip', ['sip'], headers)).toBe('403');
	});
});

describe('the SIP socket', () => {
	test('is for our own pages and for SIP only', async () => {
		const url = await start({ takeSipSocket: (ws) => ws.on('error', () => undefined) });
		const own = { origin: url.origin };
		expect(await connect(url, '/sip', ['chat', 'sip'], own)).toBe('101 sip');
		expect(await connect(url, '/sip', ['chat'], own)).toBe('400');
		expect(await connect(url, '/sip', [], own)).toBe('400');
		expect(await connect(url, '/other', ['sip'], own)).toBe('404');
		expect(await connect(url, '/sip', ['sip'], { origin: 'http://evil.example' })).toBe('403');
		expect(await connect(url, '/sip', ['sip'])).toBe('403');
	});

	test('does not exist without an embedded PBX', async () => {
		const url = await start();
		expect(await connect(url, '/sip', ['sip'], { origin: url.origin })).toBe('404');
	});

	test('is closed with "going away" when the server stops', async () => {
		const url = await start({ takeSipSocket: () => undefined });
		const ws = new WebSocket(`ws://${url.host}/sip`, ['sip'], { origin: url.origin });
		await once(ws, 'open');
		const closed = once(ws, 'close');
		await running?.close();
		expect((await closed)[0]).toBe(1001);
	});
});

describe('every answer', () => {
	test('carries the security headers', async () => {
		const { headers } = await get(await start(), '/');
		expect(headers).toMatchObject({
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
			'referrer-policy': 'same-origin',
			'cross-origin-opener-policy': 'same-origin',
			'permissions-policy': expect.stringContaining('microphone=(self)')
		});
		expect(headers['strict-transport-security']).toBeUndefined();
	});

	test('is kept to TLS where the origin is', async () => {
		const { headers } = await get(
			await start({ demo: false, origin: 'https://phone.example' }),
			'/'
		);
		expect(headers['strict-transport-security']).toBe('max-age=31536000');
	});

	test('lets nobody cache the service worker', async () => {
		const url = await start();
		expect((await get(url, '/service-worker.js?v=1')).headers['cache-control']).toBe('no-cache');
		expect((await get(url, '/')).headers['cache-control']).toBeUndefined();
	});
});

describe("the client's address and scheme", () => {
	const seen = async (url: URL, headers: Record<string, string>) => {
		const { body } = await get(url, '/', headers);
		const { 'x-anteroom-client': client, 'x-anteroom-protocol': protocol } = JSON.parse(body);
		return { client, protocol };
	};

	test('are never what a client says', async () => {
		const headers = {
			'x-anteroom-client': '192.0.2.9',
			'x-anteroom-protocol': 'https',
			'x-forwarded-for': '192.0.2.9'
		};
		expect(await seen(await start({ demo: false }), headers)).toEqual({
			client: '127.0.0.1',
			protocol: 'http'
		});
	});

	test('are what the proxy on this machine added last', async () => {
		const url = await start({ demo: false, origin: 'https://phone.example' });
		const headers = { 'x-forwarded-for': '192.0.2.9, 198.51.100.7' };
		expect(await seen(url, headers)).toMatchObject({ client: '198.51.100.7' });
		expect(await seen(url, {})).toMatchObject({ client: '127.0.0.1' });
	});
});

test('a request under way is finished before the server stops', async () => {
	let finish: (() => void) | undefined;
	const arrived = new Promise<void>((resolve) => {
		void start({
			handler: (_request, response) => {
				finish = () => response.end('done');
				resolve();
			}
		}).then((url) => (answer = get(url, '/slow')));
	});
	let answer: Promise<Answer> | undefined;
	await arrived;
	const closed = running?.close();
	finish?.();
	expect((await answer)?.body).toBe('done');
	await closed;
});
