import { expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { callChangesSchema, type CallStatus } from '#domain/journal-entry.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { writeSettingsOf } from '#server/accounts/settings.ts';
import { openDatabase, type Database } from '#server/database/open-database.ts';
import * as v from 'valibot';
import { AppClient } from '#world/app-client.ts';
import { startApp, type AppServer } from '#world/app-server.ts';
import { whyNoInterop } from '#world/peers.ts';
import { startSmsc, type Smsc } from '#world/smsc.ts';

const EMAIL = 'carla@office.example';
const RECIPIENT = '+491713920099';
const CALLER = '+493023125010';
/** Longer than the first pause before another attempt, with its share of chance. */
const RETRIED = { timeout: 60_000 };

let smsc: Smsc;
let app: AppServer;
let client: AppClient;
let database: Database;

test.beforeAll(async () => {
	const missing = whyNoInterop();
	test.skip(missing !== undefined && process.env.ANTEROOM_WITHOUT_INTEROP === '1', missing);
	if (missing !== undefined) throw new Error(missing);
	smsc = await startSmsc();
	app = await startApp({ env: { ...smsc.env, SMS_ANY_SENDER: 'yes' } });
	client = new AppClient(app);
	await client.setUp(EMAIL);
	database = await openDatabase({ dataFolder: app.dataFolder });
});

test.afterAll(async () => {
	await database?.close();
	await app?.stop();
	await smsc?.stop();
});

test.afterEach(async ({}, info) => {
	if (info.status === info.expectedStatus) return;
	await info.attach('smsc.log', { body: smsc.process.log(), contentType: 'text/plain' });
	await info.attach('app.log', { body: app.output(), contentType: 'text/plain' });
});

/** The account's settings: text messages to the recipient, decided about at once, no mail. */
async function settings(sms: Partial<Settings['sms']> = {}, template = ''): Promise<void> {
	const region = { locale: 'en', timeZone: 'Europe/Berlin', country: 'DE' } as const;
	const defaults = defaultSettings(EMAIL, region);
	const { id } = await database.db
		.selectFrom('user')
		.select('id')
		.where('email', '=', EMAIL)
		.executeTakeFirstOrThrow();
	const changed: Settings = {
		...defaults,
		unanswered: { ...defaults.unanswered, graceMs: 0 },
		email: { ...defaults.email, enabled: false },
		sms: { ...defaults.sms, enabled: true, number: RECIPIENT, ...sms },
		templates: { ...defaults.templates, en: { ...defaults.templates.en, sms: template } }
	};
	await writeSettingsOf(database.db, id, changed, Date.now());
}

/** A device reports a missed call; gives its Call-ID. */
async function missedCall(caller: object): Promise<string> {
	const startedAt = Date.now();
	const callId = `${randomUUID()}@pbx.example`;
	const called = '+493023125205';
	const report = {
		...{ version: 1, reportId: randomUUID(), deviceId: randomUUID(), direction: 'incoming' },
		...{ callId, startedAt, endedAt: startedAt + 5_000, ringMs: 5_000, outcome: 'missed', caller },
		called: { number: { raw: called, e164: called }, source: 'to', header: 'To', divertedFrom: [] }
	};
	const response = await client.request('/api/reports', { reports: [report] });
	expect(response.status).toBe(200);
	return callId;
}

const from = (displayName: string) => ({
	...{ kind: 'number', number: { raw: CALLER, e164: CALLER }, displayName, source: 'from' }
});

async function messageOf(callId: string): Promise<CallStatus['messages'][number] | undefined> {
	const response = await client.request('/api/calls?changed-since=0');
	const { changes } = v.parse(callChangesSchema, await response.json());
	return changes.find(({ status }) => status.callId === callId)?.status.messages[0];
}

/** Waits until the message about a call has left; all that the centre was asked since `before`. */
async function sent(callId: string, before: number) {
	await expect
		.poll(async () => (await messageOf(callId))?.state, { ...RETRIED, intervals: [50] })
		.toBe('sent');
	return (await smsc.submitted()).slice(before);
}

const count = async () => (await smsc.submitted()).length;

test('a missed call is told in the GSM alphabet, by the own sender', async () => {
	await settings();
	const before = await count();
	const submitted = await sent(await missedCall(from('Jörg Müßig')), before);
	expect(submitted).toMatchObject([
		{
			...{ source_addr: 'Anteroom', source_addr_ton: 5, source_addr_npi: 0 },
			...{ destination_addr: '491713920099', dest_addr_ton: 1, dest_addr_npi: 1 },
			...{ data_coding: 0, esm_class: 0, in: 'short_message', status: 0 },
			text: expect.stringMatching(/^Missed call from Jörg Müßig, 030 23125010 for 030 23125205, /)
		}
	]);
	// One octet for each character: nothing is packed, nothing is escaped.
	expect(submitted[0]?.octets).toBe(submitted[0]?.text.length);
});

test('a name beyond the GSM alphabet arrives as UCS-2', async () => {
	await settings();
	const before = await count();
	const submitted = await sent(await missedCall(from('Иван Петров')), before);
	expect(submitted).toMatchObject([
		{
			...{ data_coding: 8, in: 'message_payload', status: 0 },
			text: expect.stringMatching(/^Missed call from Иван Петров, 030 23125010 for /)
		}
	]);
	expect(submitted[0]?.octets).toBe(2 * (submitted[0]?.text.length ?? 0));
});

test('a long text is one submission, whole', async () => {
	const words = 'Bitte zurückrufen: [dringend] 20 € ~ ';
	await settings({ maxSegments: 3 }, `{{ caller.title }} ${words.repeat(8)}Ende`);
	const before = await count();
	const submitted = await sent(await missedCall(from('Jörg Müßig')), before);
	expect(submitted).toMatchObject([
		{
			...{ data_coding: 0, in: 'message_payload', status: 0 },
			text: `Jörg Müßig ${words.repeat(8)}Ende`
		}
	]);
	expect(submitted[0]?.octets).toBeGreaterThan(254);
});

test('the caller’s number is the sender where that is wished and known', async () => {
	await settings({ callerAsSender: true });
	const before = await count();
	await sent(await missedCall(from('Jörg Müßig')), before);
	const submitted = await sent(await missedCall({ kind: 'withheld' }), before);
	expect(submitted).toMatchObject([
		{ source_addr: '493023125010', source_addr_ton: 1, source_addr_npi: 1 },
		{ source_addr: 'Anteroom', source_addr_ton: 5, source_addr_npi: 0 }
	]);
});

test('a centre that throttles is asked again later, and gets the message once', async () => {
	await settings();
	const before = await count();
	await smsc.throttle(1);
	const callId = await missedCall(from('Jörg Müßig'));
	await expect
		.poll(async () => (await messageOf(callId))?.lastError)
		.toBe('the message centre refused: status (0x00000058)');
	const submitted = await sent(callId, before);
	expect(submitted.map(({ status }) => status)).toEqual([0x58, 0]);
	expect(new Set(submitted.map(({ text }) => text)).size).toBe(1);
});

test('a centre that is away for a while gets every message once when it is back', async () => {
	await settings();
	const before = await count();
	await smsc.pause();
	const calls = [await missedCall(from('Erste')), await missedCall(from('Zweite'))];
	for (const callId of calls) {
		await expect
			.poll(async () => (await messageOf(callId))?.lastError)
			.toMatch(/ECONNREFUSED|closed the connection/);
	}
	await smsc.resume();
	for (const callId of calls) await sent(callId, before);
	const names = (await smsc.submitted())
		.slice(before)
		.map(({ text }) => /from (\w+)/.exec(text)?.[1]);
	expect(names.toSorted()).toEqual(['Erste', 'Zweite']);
});
