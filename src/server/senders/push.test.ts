import { createVerify } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PushMessage } from '#domain/push-message.ts';
import { createSealer } from '#server/accounts/sealed-secret.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { PushClient } from '#server/push/push-request.ts';
import { PushDevices } from '#server/push/push-devices.ts';
import { insertSession, startPushService } from '#server/push/test-push-service.ts';
import { loadVapidKeys } from '#server/push/vapid-keys.ts';
import type { Sender } from '#server/outbox/sender.ts';
import { createPushSender } from './push.ts';

const NOW = Date.UTC(2026, 2, 9);
const sealer = createSealer(Buffer.alloc(32, 7));
const reach = { world: false, loopback: true };
const message: PushMessage = {
	...{
		version: 1,
		kind: 'unanswered',
		accountId: 'anna',
		callId: 'call@trunk.example',
		lang: 'en'
	},
	...{ caller: 'Erika Mustermann', called: 'Kanzlei Sommer', detail: '', when: '9 Mar, 10:00' }
};

let service: Awaited<ReturnType<typeof startPushService>>;
beforeAll(async () => void (service = await startPushService()));
afterAll(() => service.stop());

describeOnEachDatabase('push messages', (database) => {
	let devices: PushDevices;
	let sender: Sender;
	beforeEach(async () => {
		service.received.length = 0;
		service.answers.clear();
		await insertAccount(database(), 'anna');
		await insertSession(database(), 'anna', { id: 's1', expiresAt: NOW + 1_000 });
		devices = new PushDevices(database(), reach);
		const keys = await loadVapidKeys(database(), sealer);
		const client = new PushClient({ keys, subject: 'mailto:a@office.example', reach });
		sender = createPushSender({ devices, client, now: () => NOW });
	});

	async function add(...names: string[]) {
		const owner = { accountId: 'anna', sessionId: 's1' };
		for (const name of names) {
			expect(await devices.save(owner, service.browser(name), NOW)).toMatchObject({ ok: true });
		}
	}
	const send = (messageId = '<m1>') =>
		sender.send(
			{ id: 'm1', messageId, createdAt: NOW, payload: { message, log: [] } },
			AbortSignal.timeout(10_000)
		);
	const paths = () => service.received.map(({ path }) => path).sort();

	test('go to all devices, encrypted and signed', async () => {
		await add('desk', 'mobile');
		expect(await send()).toMatchObject({ ok: true, response: 'taken for 2 of 2 devices' });
		expect(paths()).toEqual(['/desk', '/mobile']);
		const [{ headers, body }] = service.received as [(typeof service.received)[number]];
		expect(headers).toMatchObject({
			...{ 'content-encoding': 'aes128gcm', ttl: '259200', urgency: 'normal' },
			topic: expect.stringMatching(/^[\w-]{32}$/)
		});
		expect(body.includes('Erika') || JSON.stringify(headers).includes('trunk')).toBe(false);
		const [, token = '', key = ''] =
			/^vapid t=(\S+), k=(\S+)$/.exec(headers.authorization ?? '') ?? [];
		const { publicKey } = await loadVapidKeys(database(), sealer);
		expect(key).toBe(publicKey);
		const [head, claims = '', signature = ''] = token.split('.');
		const point = Buffer.from(publicKey, 'base64url');
		const jwk = {
			...{ kty: 'EC', crv: 'P-256' },
			x: point.subarray(1, 33).toString('base64url'),
			y: point.subarray(33).toString('base64url')
		};
		const verify = createVerify('sha256').update(`${head}.${claims}`);
		const signed = { key: jwk, format: 'jwk', dsaEncoding: 'ieee-p1363' } as const;
		expect(verify.verify(signed, signature, 'base64url')).toBe(true);
		expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
			aud: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
			sub: 'mailto:a@office.example'
		});
		expect(await devices.list('anna')).toMatchObject([{ usedAt: NOW }, { usedAt: NOW }]);
	});

	test.each([404, 410])('forget a device that is gone (%i)', async (status) => {
		await add('desk', 'mobile');
		service.answers.set('/desk', status);
		expect(await send()).toMatchObject({ ok: true });
		expect((await devices.list('anna')).map(({ name }) => name)).toEqual(['mobile']);
	});

	test.each([429, 500, 503])('are tried again (%i), not where they arrived', async (status) => {
		await add('desk', 'mobile');
		service.answers.set('/desk', status);
		expect(await send()).toMatchObject({ ok: false, permanent: false });
		service.answers.clear();
		service.received.length = 0;
		expect(await send()).toMatchObject({ ok: true });
		expect(paths()).toEqual(['/desk']);
		expect(await send('<m2>')).toMatchObject({ ok: true });
		expect(paths()).toEqual(['/desk', '/desk', '/mobile']);
	});

	test.each([302, 400, 403, 413])('are given up where they are refused (%i)', async (status) => {
		await add('desk');
		service.answers.set('/desk', status);
		const error = `${status} said so`;
		expect(await send()).toEqual({ ok: false, permanent: true, error });
		expect(paths()).toEqual(['/desk']);
		expect(await devices.list('anna')).toHaveLength(1);
	});

	test('are given up where no device is left', async () => {
		expect(await send()).toMatchObject({ ok: false, permanent: true });
	});

	test('all nodes sign with the same key, which the database alone does not tell', async () => {
		const keys = await Promise.all([1, 2, 3].map(() => loadVapidKeys(database(), sealer)));
		expect(new Set(keys.map(({ privateKey }) => privateKey)).size).toBe(1);
		const rows = await database().db.selectFrom('installation').selectAll().execute();
		expect(JSON.stringify(rows)).not.toContain(keys[0]!.privateKey);
	});
});
