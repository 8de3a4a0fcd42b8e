import { createHmac } from 'node:crypto';
import { AppClient } from '#world/app-client.ts';
import { startApp, type AppServer } from '#world/app-server.ts';
import { expect, test } from '#world/test.ts';

const SECRET = 'shared with the PBX by an administrator';
const MAX_BYTES = 65_536;

const event = {
	...{ version: 1, eventId: 'e1', callId: 'call@trunk.example', at: 1_790_000_000_000 },
	...{ type: 'ended', reason: 'unreachable', user: 'anna', domain: 'pbx.example' },
	headers: { From: '<sip:+493023125010@trunk.example>', To: '<sip:+493023125100@pbx.example>' }
};

interface Sending {
	readonly secret?: string;
	/** How long ago it was signed, s. */
	readonly age?: number;
	/** Sent in chunks: its length is not declared. */
	readonly chunked?: boolean;
}

/** Posts a body as a PBX does, and gives what it is answered: status and JSON. */
async function post(
	app: AppServer,
	body: unknown,
	{ secret = SECRET, age = 0, chunked }: Sending = {}
) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const timestamp = String(Math.floor(Date.now() / 1_000) - age);
	const response = await fetch(`${app.url}/api/pbx-events`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-anteroom-timestamp': timestamp,
			'x-anteroom-signature': createHmac('sha256', secret)
				.update(`${timestamp}.${text}`)
				.digest('hex')
		},
		body: chunked ? new Blob([text]).stream() : text,
		...(chunked && { duplex: 'half' })
	});
	return [response.status, await response.json()];
}

test('a server without a secret takes no PBX events', async () => {
	const app = await startApp();
	expect(await post(app, event)).toEqual([404, { code: 'not-found' }]);
	await app.stop();
});

test.describe('a PBX that has the secret', () => {
	let app: AppServer;
	test.beforeAll(async () => {
		app = await startApp({ env: { ANTEROOM_PBX_SECRET: SECRET } });
		const admin = new AppClient(app);
		await admin.setUp('carla@office.example');
		const anna = await admin.request('/api/accounts', {
			...{ name: 'Anna', email: 'anna@office.example', role: 'user' },
			password: 'a long password for Anna',
			sip: {
				...{ server: 'wss://pbx.example/sip', user: 'anna', domain: 'pbx.example' },
				...{ authorizationUser: 'anna', password: 'pw-anna', displayName: 'Anna' }
			}
		});
		expect(anna.status).toBe(201);
	});
	test.afterAll(() => app.stop());

	test('delivers an event without a session, and may deliver it again', async () => {
		expect(await post(app, event)).toEqual([200, { status: 'stored' }]);
		expect(await post(app, event)).toEqual([200, { status: 'known' }]);
	});

	test('is told what is wrong, and whether to send it again', async () => {
		const badSignature = [401, { code: 'bad-signature' }];
		expect(await post(app, event, { secret: 'x'.repeat(32) })).toEqual(badSignature);
		expect(await post(app, event, { age: 400 })).toEqual([401, { code: 'stale-timestamp' }]);
		expect(await post(app, '{')).toEqual([400, { code: 'invalid-json' }]);
		expect(await post(app, { ...event, user: 7 })).toEqual([
			400,
			{ code: 'invalid-body', detail: 'user' }
		]);
		expect(await post(app, { ...event, user: 'nobody' })).toEqual([422, { code: 'unknown-user' }]);
	});

	test('cannot send more than a call has', async () => {
		const padded = JSON.stringify({ ...event, eventId: 'padded' }).padEnd(MAX_BYTES);
		expect(await post(app, `${padded} `)).toEqual([413, { code: 'too-large' }]);
		expect(await post(app, `${padded} `, { chunked: true })).toEqual([413, { code: 'too-large' }]);
		expect(await post(app, padded)).toEqual([200, { status: 'stored' }]);
	});
});
