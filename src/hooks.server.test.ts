import type { RequestEvent } from '@sveltejs/kit';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { API_VERSION, API_VERSION_HEADER } from '#domain/api-version.ts';
import { handle, handleError } from './hooks.server.ts';

const ORIGIN = 'http://127.0.0.1:8470';
const COOKIE = 'session=annas';
const anna = { id: 'a1', name: 'Anna', email: 'anna@company.example', role: 'user' };

interface Asked {
	path: string;
	route: string | null;
	method?: string;
	headers?: Record<string, string>;
	demo?: boolean;
	answer?: () => Response;
}

/** Sends one request through the hook; `reached` says what the route saw. */
async function ask({ path, route, method = 'GET', headers, demo, answer }: Asked) {
	const request = new Request(ORIGIN + path, { method, headers });
	const server = {
		demo: demo ? {} : undefined,
		auth: {
			handle: () => Promise.resolve(new Response('signed in')),
			signedIn: (given: Headers) =>
				Promise.resolve(
					given.get('cookie') === COOKIE
						? { account: anna, sessionId: 's1', renewed: ['session=renewed'] }
						: undefined
				)
		}
	};
	const event = {
		request,
		url: new URL(request.url),
		route: { id: route },
		locals: {},
		platform: { req: { anteroom: server } }
	} as unknown as RequestEvent;
	let reached: App.Locals | undefined;
	const response = await handle({
		event,
		resolve: ({ locals }) => {
			reached = locals;
			return Promise.resolve(answer?.() ?? Response.json({ fine: true }));
		}
	});
	return { response, status: response.status, reached };
}

const session = { path: '/api/session', route: '/api/session' };
const reports = { path: '/api/reports', route: '/api/reports', method: 'POST' };

describe('the API', () => {
	test('is closed to those who have not signed in', async () => {
		const { response, reached } = await ask(session);
		expect([response.status, await response.json()]).toEqual([401, { code: 'not-signed-in' }]);
		expect(reached).toBeUndefined();
	});

	test('is not opened by writing its path differently', async () => {
		for (const path of ['/%61pi/session', '/api/%73ession', '/api/session/']) {
			expect((await ask({ path, route: '/api/session' })).status).toBe(401);
		}
		expect((await ask({ path: '/api/unknown', route: null })).status).toBe(401);
	});

	test('knows who asks, renews the session and is never cached', async () => {
		const { response, reached } = await ask({ ...session, headers: { cookie: COOKIE } });
		expect(reached?.account).toEqual(anna);
		expect(response.headers.getSetCookie()).toEqual(['session=renewed']);
		expect(response.headers.get('cache-control')).toBe('no-store');
		expect(response.headers.get(API_VERSION_HEADER)).toBe(API_VERSION);
	});

	test('keeps what a route says of caching', async () => {
		const lasting = 'private, max-age=31536000, immutable';
		const { response } = await ask({
			...session,
			headers: { cookie: COOKIE },
			answer: () => new Response('', { headers: { 'cache-control': lasting } })
		});
		expect(response.headers.get('cache-control')).toBe(lasting);
	});

	test.each([
		['/api/status', '/api/status'],
		['/api/setup', '/api/setup'],
		['/api/demo/messages/7', '/api/demo/messages/[id]']
	])('shows %s to everybody', async (path, route) => {
		expect((await ask({ path, route })).status).toBe(200);
	});

	test('leaves a PBX’s events, which are signed, to their own route', async () => {
		const events = { path: '/api/pbx-events', route: '/api/pbx-events', method: 'POST' };
		const { status, reached } = await ask({ ...events, headers: { cookie: COOKIE } });
		expect(status).toBe(200);
		expect(reached?.account).toBeUndefined();
		const neighbour = { ...events, path: '/api/pbx-eventsx', route: '/api/pbx-eventsx' };
		expect((await ask(neighbour)).status).toBe(403);
	});

	test('has no open neighbours of its open routes', async () => {
		expect((await ask({ path: '/api/statusx', route: '/api/statusx' })).status).toBe(401);
	});

	test.each<Record<string, string>>([{}, { origin: 'http://evil.example' }, { origin: 'null' }])(
		'refuses changes from other pages: %o',
		async (headers) => {
			const asked = { ...reports, headers: { cookie: COOKIE, ...headers } };
			const { response, reached } = await ask(asked);
			expect([response.status, await response.json()]).toEqual([403, { code: 'foreign-origin' }]);
			expect(reached).toBeUndefined();
			const signIn = { path: '/api/auth/sign-in/email', route: null, method: 'POST', headers };
			expect((await ask(signIn)).status).toBe(403);
		}
	);

	test('takes changes from its own pages', async () => {
		const headers = { cookie: COOKIE, origin: ORIGIN };
		expect((await ask({ ...reports, headers })).status).toBe(200);
		const signIn = { path: '/api/auth/sign-in/email', route: null, method: 'POST', headers };
		expect(await (await ask(signIn)).response.text()).toBe('signed in');
	});

	test('answers every error with a code', async () => {
		const coded = async (answer: () => Response) => {
			const { response } = await ask({ path: '/api/status', route: '/api/status', answer });
			return [response.status, await response.json()];
		};
		const html = () => new Response('<h1>500</h1>', { status: 500 });
		expect(await coded(html)).toEqual([500, { code: 'internal' }]);
		const framework = () => Response.json({ message: 'Not Found' }, { status: 404 });
		expect(await coded(framework)).toEqual([404, { code: 'not-found' }]);
		const ours = () => Response.json({ code: 'wrong-code' }, { status: 403 });
		expect(await coded(ours)).toEqual([403, { code: 'wrong-code' }]);
		const tooMany = () => Response.json({ message: 'Too many' }, { status: 429 });
		expect(await coded(tooMany)).toEqual([429, { code: 'too-many-attempts' }]);
	});
});

describe('pages', () => {
	test('of the demo exist in the demo only', async () => {
		const page = { path: '/demo/caller', route: '/demo/caller' };
		expect((await ask(page)).status).toBe(404);
		expect((await ask({ ...page, demo: true })).status).toBe(200);
	});

	test('cannot be put into frames', async () => {
		const policy = { 'content-security-policy': "default-src 'self'" };
		const answer = () => new Response('page', { headers: policy });
		const { response } = await ask({ path: '/', route: '/', answer });
		expect(response.headers.get('content-security-policy')).toBe(
			"default-src 'self'; frame-ancestors 'none'"
		);
	});
});

describe('the log', () => {
	test('has one line for one failure, whatever a name in it says', async () => {
		const lines: string[] = [];
		const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
		const forged = '"}\n{"level":60,"msg":"forged","account":"a1"}\r\n\u2028';
		const event = {
			url: new URL(`${ORIGIN}/api/contacts/${encodeURIComponent(forged)}`),
			locals: { server: { log } }
		} as unknown as RequestEvent;
		const error = Object.assign(new Error(forged), { level: 60, caller: forged });
		await handleError({ error, event, status: 500, message: 'Internal Error' });
		expect(lines).toHaveLength(1);
		expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/);
		expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 50, msg: 'request failed' });
		expect(JSON.parse(lines[0] ?? '')).not.toHaveProperty('account');
	});
});
