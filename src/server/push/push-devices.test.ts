import { beforeEach, expect, test } from 'vitest';
import type { NewPushDevice } from '#domain/push-device.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { PushDevices } from './push-devices.ts';
import { insertSession } from './test-push-service.ts';

const NOW = Date.UTC(2026, 2, 9);
const anna = { accountId: 'anna', sessionId: 's-anna' };
const ben = { accountId: 'ben', sessionId: 's-ben' };
const KEYS = {
	p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
	auth: 'BTBZMqHH6r4Tts7J_aSIgg'
};

function browser(deviceId: string, more: Partial<NewPushDevice> = {}): NewPushDevice {
	const endpoint = `https://push.example/${deviceId}`;
	return { deviceId, name: `Browser ${deviceId}`, endpoint, keys: KEYS, ...more };
}

describeOnEachDatabase('push devices', (database) => {
	let devices: PushDevices;
	beforeEach(async () => {
		devices = new PushDevices(database(), { world: true, loopback: false });
		for (const { accountId, sessionId } of [anna, ben]) {
			await insertAccount(database(), accountId);
			await insertSession(database(), accountId, { id: sessionId, expiresAt: NOW + 1_000 });
		}
	});
	const endpoints = async (accountId: string, now = NOW) =>
		(await devices.recipients(accountId, now)).map(({ endpoint }) => endpoint);

	test('are listed by name, and tell nobody where they are reached', async () => {
		await devices.save(anna, browser('b'), NOW);
		await devices.save(anna, browser('a'), NOW);
		const list = await devices.list('anna');
		expect(list.map(({ name }) => name)).toEqual(['Browser a', 'Browser b']);
		expect(JSON.stringify(list)).not.toMatch(/push\.example|BCVx|BTBZ/);
		expect(await devices.list('ben')).toEqual([]);
	});

	test('take a new subscription in place of the old one, and keep their name', async () => {
		const first = await devices.save(anna, browser('a'), NOW);
		if (!first.ok) throw new Error(first.code);
		await devices.rename('anna', first.id, 'Reception');
		const endpoint = 'https://push.example/new';
		expect(await devices.save(anna, browser('a', { endpoint }), NOW)).toEqual(first);
		expect(await endpoints('anna')).toEqual([endpoint]);
		expect(await devices.list('anna')).toMatchObject([{ name: 'Reception', madeAt: NOW }]);
	});

	test('belong to whoever is signed in there now', async () => {
		await devices.save(anna, browser('a'), NOW);
		await devices.save(ben, browser('a'), NOW);
		expect(await endpoints('anna')).toEqual([]);
		expect(await endpoints('ben')).toEqual(['https://push.example/a']);
	});

	test('go with the sign-in, and are silent once it has ended by itself', async () => {
		await devices.save(anna, browser('a'), NOW);
		expect(await endpoints('anna', NOW + 1_000)).toEqual([]);
		await database().db.deleteFrom('session').where('id', '=', 's-anna').execute();
		expect(await devices.list('anna')).toEqual([]);
	});

	test('are renamed and removed by their owner alone', async () => {
		const saved = await devices.save(anna, browser('a'), NOW);
		if (!saved.ok) throw new Error(saved.code);
		expect(await devices.rename('ben', saved.id, 'Mine')).toBe(false);
		expect(await devices.remove('ben', saved.id)).toBe(false);
		expect(await devices.list('anna')).toMatchObject([{ name: 'Browser a' }]);
		expect(await devices.remove('anna', saved.id)).toBe(true);
		expect(await devices.list('anna')).toEqual([]);
	});

	test('that are gone are forgotten, unless they have subscribed anew', async () => {
		await devices.save(anna, browser('a'), NOW);
		const [before] = await devices.recipients('anna', NOW);
		await devices.save(anna, browser('a', { endpoint: 'https://push.example/new' }), NOW);
		await devices.gone(before!);
		const [after] = await devices.recipients('anna', NOW);
		await devices.gone(after!);
		expect(after?.endpoint).toBe('https://push.example/new');
		expect(await devices.list('anna')).toEqual([]);
	});

	test('are twenty at the most', async () => {
		for (let count = 1; count <= 20; count += 1) {
			expect(await devices.save(anna, browser(`d${count}`), NOW)).toMatchObject({ ok: true });
		}
		const code = 'too-many-devices';
		expect(await devices.save(anna, browser('one more'), NOW)).toEqual({ ok: false, code });
		expect(await devices.save(anna, browser('d7'), NOW)).toMatchObject({ ok: true });
	});

	test.each<[string, string, Partial<NewPushDevice>]>([
		['an address inside the house', 'endpoint-refused', { endpoint: 'https://10.0.0.1/' }],
		['no point of the curve', 'keys-refused', { keys: { ...KEYS, p256dh: `B${'A'.repeat(86)}` } }],
		['no key at all', 'keys-refused', { keys: { ...KEYS, p256dh: 'B' } }],
		['a short secret', 'keys-refused', { keys: { ...KEYS, auth: 'BTBZ' } }]
	])('are refused with %s', async (_, code, more) => {
		expect(await devices.save(anna, browser('a', more), NOW)).toEqual({ ok: false, code });
		expect(await devices.list('anna')).toEqual([]);
	});
});
