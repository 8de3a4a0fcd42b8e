import { expect, test } from '@playwright/test';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '#world/free-port.ts';
import { startSmsDesk, type SmsDesk } from './sms-desk.ts';

const SECRET = 'a_secret-that-nobody-can-guess-01';

let desk: SmsDesk;
const asked: URLSearchParams[] = [];
/** As Twilio behaves by its documentation: an answer with an id, later a form without an `Origin`. */
const provider = createServer((request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		asked.push(new URLSearchParams(Buffer.concat(chunks).toString()));
		response.writeHead(201, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ sid: `SM${asked.length}`, status: 'queued' }));
	});
});

test.beforeAll(async () => {
	provider.listen(0, '127.0.0.1');
	await once(provider, 'listening');
	const port = String(await freePort());
	desk = await startSmsDesk({
		...{ PORT: port, ANTEROOM_ORIGIN: `http://127.0.0.1:${port}` },
		...{ SMS_PROVIDER: 'twilio', SMS_ACCOUNT: 'AC1', SMS_SECRET: 's', SMS_SENDER: 'Anteroom' },
		SMS_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/{account}`,
		SMS_RECEIPTS_SECRET: SECRET
	});
	await desk.settings();
});

test.afterAll(async () => {
	await desk?.stop();
	provider.closeAllConnections();
	provider.close();
});

/** A text message that the provider has taken: its id there, and where to call. */
async function taken() {
	const callId = await desk.missedCall();
	await desk.sent(callId);
	return { callId, id: `SM${asked.length}`, callback: asked.at(-1)?.get('StatusCallback') ?? '' };
}

const form = (MessageSid: string, MessageStatus: string): RequestInit => ({
	method: 'POST',
	body: new URLSearchParams({ MessageSid, MessageStatus, ErrorCode: '' })
});

test('the provider is told where to call, and its form is believed', async () => {
	const { callId, id, callback } = await taken();
	expect(callback).toBe(`${desk.app.url}/api/sms-receipts/${SECRET}`);
	const known = await desk.lastChange();
	for (const status of ['sent', 'delivered', 'delivered']) {
		expect((await fetch(callback, form(id, status))).status).toBe(204);
	}
	await expect
		.poll(async () => (await desk.messageOf(callId, known))?.delivery)
		.toMatchObject({ state: 'delivered', said: 'delivered' });
});

test('JSON and queries are read too', async () => {
	const { callId, id, callback } = await taken();
	const json = {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ MessageSid: id, MessageStatus: 'undelivered', ErrorCode: 30003 })
	};
	expect((await fetch(callback, json)).status).toBe(204);
	await expect
		.poll(async () => (await desk.messageOf(callId))?.delivery)
		.toMatchObject({ state: 'failed', said: 'undelivered 30003' });
	const query = `?MessageSid=${id}&MessageStatus=delivered`;
	expect((await fetch(callback + query)).status).toBe(204);
	await expect
		.poll(async () => (await desk.messageOf(callId))?.delivery)
		.toMatchObject({ state: 'delivered' });
});

test('nobody else is believed, and nonsense is refused', async () => {
	const { callId, id, callback } = await taken();
	const known = await desk.lastChange();
	const wrong = callback.replace(SECRET, `${SECRET}x`);
	expect((await fetch(wrong, form(id, 'delivered'))).status).toBe(404);
	expect((await fetch(callback, form('SM999', 'delivered'))).status).toBe(204);
	expect((await fetch(callback, form('', 'delivered'))).status).toBe(400);
	expect((await fetch(callback, { method: 'POST', body: '{"' })).status).toBe(400);
	expect((await fetch(callback, { method: 'POST', body: '[1]' })).status).toBe(400);
	const long = { method: 'POST', body: 'x'.repeat(70_000) };
	expect((await fetch(callback, long)).status).toBe(413);
	// One that is right comes through after all of them: none has changed anything before it.
	expect(await desk.messageOf(callId, known)).toBeUndefined();
	expect((await fetch(callback, form(id, 'failed'))).status).toBe(204);
	await expect
		.poll(async () => (await desk.messageOf(callId, known))?.delivery)
		.toMatchObject({ state: 'failed' });
});

test('foreign pages can still change nothing by forms', async () => {
	const foreign = {
		method: 'POST',
		headers: { origin: 'https://foreign.example' },
		body: new URLSearchParams({ callId: 'a', channel: 'sms' })
	};
	const response = await fetch(`${desk.app.url}/api/message-retries`, foreign);
	expect(response.status).toBe(403);
	expect((await fetch(`${desk.app.url}/sign-in`, foreign)).status).toBe(405);
});
