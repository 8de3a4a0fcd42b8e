import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { afterEach, describe, expect, test } from 'vitest';
import type { OutgoingMessage } from '#server/outbox/sender.ts';
import { createHttpSmsSender } from './sms-http.ts';
import { httpSmsApiSchema, type HttpSmsApi } from './sms-http-api.ts';
import { SMS_PROVIDERS } from './sms-providers.ts';

const NEVER = new AbortController().signal;

interface Asked {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: string;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** A provider on loopback that answers what the test tells it. */
async function provider(answer: (response: ServerResponse) => void) {
	const asked: Asked[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', headers } = request;
			asked.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
			answer(response);
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	closing.push(async () => {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	});
	const { port } = server.address() as AddressInfo;
	return { origin: `http://127.0.0.1:${port}`, asked };
}

const answering = (status: number, body: unknown) => (response: ServerResponse) => {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

const message = (change: object = {}): OutgoingMessage => ({
	id: '1',
	messageId: '<5f1d@office.example>',
	createdAt: 1,
	payload: { to: '+491713920099', from: 'Anteroom', text: 'Grüße & "mehr"', log: [], ...change }
});

/** The preset, but at the test's own address. */
const atHome = (api: HttpSmsApi, origin: string): HttpSmsApi => {
	const { pathname } = new URL(api.url.replace('{account}', 'ACCOUNT'));
	return { ...api, url: origin + pathname.replace('ACCOUNT', '{account}') };
};

const own = (origin: string, change: object = {}) =>
	v.parse(httpSmsApiSchema, {
		url: `${origin}/send`,
		body: { to: '{to}', from: '{from}', text: '{text}' },
		idPath: 'id',
		...change
	});

const CREDENTIALS = { provider: 'p', account: 'my account', secret: 's3cret' };
const BASIC = `Basic ${Buffer.from('my account:s3cret').toString('base64')}`;

interface Preset {
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Readonly<Record<string, unknown>>;
	readonly answer: [number, unknown];
	readonly response: string;
	/** Where the provider is told to call us, if it is told with each message. */
	readonly callback?: string;
	/** By which its callback will name the message. */
	readonly receiptKey?: string;
}

const PRESETS: Record<keyof typeof SMS_PROVIDERS, Preset> = {
	twilio: {
		path: '/2010-04-01/Accounts/my%20account/Messages.json',
		headers: { authorization: BASIC },
		body: { To: '+491713920099', From: 'Anteroom', Body: 'Grüße & "mehr"' },
		answer: [201, { sid: 'SM1', status: 'queued' }],
		response: '201 SM1',
		callback: 'StatusCallback',
		receiptKey: 'p SM1'
	},
	vonage: {
		path: '/sms/json',
		headers: { authorization: BASIC },
		body: {
			to: '491713920099',
			from: 'Anteroom',
			text: 'Grüße & "mehr"',
			type: 'text',
			'client-ref': '5f1d'
		},
		answer: [200, { messages: [{ status: '0', 'message-id': '0C00' }] }],
		response: '200 0C00',
		callback: 'callback',
		receiptKey: 'p 0C00'
	},
	sipgate: {
		path: '/v2/sessions/sms',
		headers: { authorization: BASIC },
		body: { smsId: 'Anteroom', recipient: '+491713920099', message: 'Grüße & "mehr"' },
		answer: [204, ''],
		response: '204'
	},
	seven: {
		path: '/api/sms',
		headers: { 'x-api-key': 's3cret' },
		body: {
			to: '+491713920099',
			from: 'Anteroom',
			text: 'Grüße & "mehr"',
			foreign_id: '5f1d'
		},
		answer: [200, { success: '100', messages: [{ id: '77' }] }],
		response: '200 77',
		receiptKey: 'p 77'
	},
	bird: {
		path: '/messages',
		headers: { authorization: 'AccessKey s3cret' },
		body: {
			recipients: ['491713920099'],
			originator: 'Anteroom',
			body: 'Grüße & "mehr"',
			datacoding: 'auto',
			reference: '5f1d'
		},
		answer: [201, { id: '49e4' }],
		response: '201 49e4',
		callback: 'reportUrl',
		receiptKey: 'p 49e4'
	},
	sinch: {
		path: '/xms/v1/my%20account/batches',
		headers: { authorization: 'Bearer s3cret', 'idempotency-key': '5f1d' },
		body: {
			to: ['+491713920099'],
			from: 'Anteroom',
			body: 'Grüße & "mehr"',
			client_reference: '5f1d',
			delivery_report: 'per_recipient_final'
		},
		answer: [201, { id: '01FC' }],
		response: '201 01FC',
		callback: 'callback_url',
		receiptKey: 'p 01FC'
	}
};

describe.each(Object.entries(PRESETS))('%s', (name, preset) => {
	const { api } = SMS_PROVIDERS[name as keyof typeof SMS_PROVIDERS];

	test('is asked as its documentation says, and its id is kept', async () => {
		const { origin, asked } = await provider(answering(...preset.answer));
		const sender = createHttpSmsSender({ api: atHome(api, origin), ...CREDENTIALS });
		const { response, receiptKey } = preset;
		expect(await sender.send(message(), NEVER)).toEqual({
			...{ ok: true, response },
			...(receiptKey && { receiptKey })
		});
		const [{ method, url, headers, body }, ...more] = asked as [Asked, ...Asked[]];
		expect(more).toEqual([]);
		expect({ method, url }).toEqual({ method: 'POST', url: preset.path });
		expect(headers).toMatchObject(preset.headers);
		const fields: unknown =
			api.encoding === 'form' ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
		expect(fields).toEqual(preset.body);
		expect(new URL(api.url.replace('{account}', 'x')).protocol).toBe('https:');
	});

	test('is told where receipts go, where it wants to be told with each message', async () => {
		const { origin, asked } = await provider(answering(...preset.answer));
		const receiptsUrl = 'https://phone.example/api/sms-receipts/x';
		const parts = { api: atHome(api, origin), ...CREDENTIALS, receiptsUrl };
		await createHttpSmsSender(parts).send(message(), NEVER);
		const { body } = asked[0]!;
		const fields: Record<string, unknown> =
			api.encoding === 'form' ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
		const told = preset.callback === undefined ? {} : { [preset.callback]: receiptsUrl };
		expect(fields).toEqual({ ...preset.body, ...told });
	});

	test('with wrong credentials keeps the message for the administrator to mend', async () => {
		const { origin } = await provider(answering(401, { message: 'Authenticate' }));
		const sender = createHttpSmsSender({ api: atHome(api, origin), ...CREDENTIALS });
		expect(await sender.send(message(), NEVER)).toEqual({
			ok: false,
			permanent: false,
			misconfigured: 'login',
			error: '401 {"message":"Authenticate"}'
		});
	});
});

describe('refusals in an answer of 200', () => {
	const { vonage, seven } = SMS_PROVIDERS;
	test.each([
		['vonage, throttled', vonage.api, { messages: [{ status: '1' }] }, false],
		['vonage, no credit', vonage.api, { messages: [{ status: '9' }] }, false],
		['vonage, number barred', vonage.api, { messages: [{ status: '7' }] }, true],
		['vonage, nothing said', vonage.api, {}, false],
		['seven, no credit', seven.api, { success: '500' }, false],
		['seven, carrier failed', seven.api, '600', false],
		['seven, bad recipient', seven.api, { success: '202' }, true],
		['seven, the bare code of one', seven.api, '202', true]
	])('%s', async (name, api, answer, permanent) => {
		const { origin } = await provider(answering(200, answer));
		const sender = createHttpSmsSender({ api: atHome(api, origin), ...CREDENTIALS });
		const result = await sender.send(message(), NEVER);
		expect(result).toMatchObject({ ok: false, permanent });
		expect('misconfigured' in result).toBe(name.endsWith('no credit'));
	});
});

describe('any provider', () => {
	const send = async (answer: (response: ServerResponse) => void, change: object = {}) => {
		const { origin, asked } = await provider(answer);
		const sender = createHttpSmsSender({ api: own(origin, change), ...CREDENTIALS });
		return { result: await sender.send(message(), NEVER), asked };
	};

	test.each([
		[400, true],
		[422, true],
		[408, false],
		[429, false],
		[500, false],
		[503, false]
	])('status %i is permanent: %s', async (status, permanent) => {
		const { result } = await send(answering(status, 'no\r\nmore'));
		expect(result).toEqual({ ok: false, permanent, error: `${status} no more` });
	});

	test.each([401, 402, 403])('status %i is for the administrator to mend', async (status) => {
		const { result } = await send(answering(status, ''));
		expect(result).toMatchObject({ permanent: false, misconfigured: 'login' });
	});

	test('its own list of statuses worth another attempt', async () => {
		const change = { retryStatuses: [418] };
		expect((await send(answering(418, ''), change)).result).toMatchObject({ permanent: false });
		expect((await send(answering(429, ''), change)).result).toMatchObject({ permanent: true });
	});

	test('by query, with a key that is the same for every attempt', async () => {
		const { origin, asked } = await provider(answering(200, { id: 7 }));
		const api = own(origin, {
			method: 'GET',
			encoding: 'query',
			auth: { kind: 'none' },
			idempotencyHeader: 'X-Key'
		});
		const sender = createHttpSmsSender({ api, ...CREDENTIALS });
		await sender.send(message(), NEVER);
		await sender.send(message(), NEVER);
		expect(asked.map(({ headers }) => headers['x-key'])).toEqual(['5f1d', '5f1d']);
		const { searchParams } = new URL(asked[0]!.url, origin);
		expect(Object.fromEntries(searchParams)).toEqual({
			to: '+491713920099',
			from: 'Anteroom',
			text: 'Grüße & "mehr"'
		});
		expect(asked[0]!.headers.authorization).toBeUndefined();
	});

	test('a text that looks like a template or like JSON stays a text; no sender is left out', async () => {
		const { origin, asked } = await provider(answering(200, {}));
		const sender = createHttpSmsSender({ api: own(origin), ...CREDENTIALS });
		const text = '{to} ","to":"+4930231259" {{ x }}';
		await sender.send(message({ text, from: '' }), NEVER);
		expect(JSON.parse(asked[0]!.body)).toEqual({ to: '+491713920099', text });
	});

	test('one that redirects gets no credentials carried elsewhere', async () => {
		const other = await provider(answering(200, { id: 1 }));
		const { result } = await send((response) =>
			response.writeHead(307, { location: `${other.origin}/send` }).end()
		);
		expect(result).toMatchObject({ ok: false, permanent: false });
		expect(other.asked).toEqual([]);
	});

	test('one that is away, or leaves without an answer, is asked again', async () => {
		const gone = await send((response) => void response.destroy());
		expect(gone.result).toMatchObject({ ok: false, permanent: false });
		const sender = createHttpSmsSender({ api: own('http://127.0.0.1:1'), ...CREDENTIALS });
		const result = await sender.send(message(), NEVER);
		expect(result).toMatchObject({ ok: false, permanent: false });
		expect(result.ok ? '' : result.error).toMatch(/^fetch failed: ./);
	});

	test('one that says nothing is left when time is up', async () => {
		const stop = new AbortController();
		const { origin } = await provider(() => stop.abort());
		const sender = createHttpSmsSender({ api: own(origin), ...CREDENTIALS });
		expect(await sender.send(message(), stop.signal)).toMatchObject({ permanent: false });
	});

	test('refuses what is no text message', async () => {
		const { origin, asked } = await provider(answering(200, {}));
		const sender = createHttpSmsSender({ api: own(origin), ...CREDENTIALS });
		expect(await sender.send(message({ to: 'anna' }), NEVER)).toMatchObject({ ok: false });
		expect(asked).toEqual([]);
	});
});
