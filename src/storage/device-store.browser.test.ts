import { beforeEach, expect, test } from 'vitest';
import { emptyHotline } from '#domain/hotline.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import { defaultSettings } from '#domain/settings.ts';
import { DeviceStore } from './device-store.ts';

const SESSION: SessionInfo = {
	account: { id: 'anna', name: 'Anna', email: 'anna@demo.example', role: 'user' },
	sip: {
		server: '/sip',
		user: 'anna',
		domain: 'demo.example',
		authorizationUser: 'anna',
		password: 'a-sip-password',
		displayName: 'Anna'
	},
	settings: defaultSettings('anna@demo.example'),
	contactSources: {},
	contactChoices: {},
	hotlinesStamp: 'none',
	hotlines: []
};

beforeEach(() => new DeviceStore().forgetSession());

test('this browser’s id is made once and then kept', async () => {
	const first = await new DeviceStore().deviceId(crypto.randomUUID());
	const [again, besides] = await Promise.all([
		new DeviceStore().deviceId(crypto.randomUUID()),
		new DeviceStore().deviceId(crypto.randomUUID())
	]);
	expect([again, besides]).toEqual([first, first]);
});

test('who is signed in is remembered for a start without the server', async () => {
	await new DeviceStore().saveSession(SESSION);
	expect(await new DeviceStore().session()).toEqual(SESSION);
});

test('the hotlines are remembered, also as an older version wrote them', async () => {
	const hotlines = [{ ...emptyHotline('practice'), name: 'Practice' }];
	const session = { ...SESSION, hotlines };
	const store = new DeviceStore();
	await store.saveSession(session);
	expect(await store.session()).toEqual(session);
	const db = await settled(indexedDB.open('anteroom-device'));
	const rows = db.transaction('rows', 'readwrite').objectStore('rows');
	await settled(rows.put({ key: 'session', value: session }));
	db.close();
	expect(await store.session()).toEqual(session);
});

test('signing out leaves nothing of the SIP password behind', async () => {
	const store = new DeviceStore();
	await store.saveSession(SESSION);
	expect(await everythingStored()).toContain('a-sip-password');
	await store.forgetSession();
	expect(await store.session()).toBeUndefined();
	expect(await everythingStored()).not.toContain('a-sip-password');
});

test('forgetting who was signed in keeps the browser’s id', async () => {
	const store = new DeviceStore();
	const id = await store.deviceId(crypto.randomUUID());
	await store.forgetSession();
	expect(await store.deviceId(crypto.randomUUID())).toBe(id);
});

test('a session of an older shape is not used', async () => {
	const store = new DeviceStore();
	await store.saveSession({ ...SESSION, account: { id: 'anna' } } as unknown as SessionInfo);
	expect(await store.session()).toBeUndefined();
});

test('changes of settings wait as one, by account, until what was sent is all there is', async () => {
	const store = new DeviceStore();
	const base = SESSION.settings;
	const first = { ...base, locale: 'en' as const };
	const second = { ...first, timeZone: 'Europe/Vienna' };
	expect(await store.waitingSettings('anna')).toBeUndefined();
	await store.keepSettings('anna', { base, changed: first });
	const sent = await store.keepSettings('anna', { base: first, changed: second });
	expect(sent).toEqual({ base, changed: second });
	expect(await new DeviceStore().waitingSettings('anna')).toEqual(sent);
	expect(await store.waitingSettings('ben')).toBeUndefined();

	// Changed again, perhaps in another tab, while it was under way: that has not been sent.
	const third = { ...second, internalHeader: 'X-Internal' };
	await store.keepSettings('anna', { base: second, changed: third });
	await store.forgetSettings('anna', sent);
	expect(await store.waitingSettings('anna')).toEqual({ base, changed: third });
	await store.forgetSettings('anna', { base, changed: third });
	expect(await store.waitingSettings('anna')).toBeUndefined();
});

/** Everything in the device's database, read past our own code. */
async function everythingStored(): Promise<string> {
	const db = await settled(indexedDB.open('anteroom-device'));
	try {
		return JSON.stringify(await settled(db.transaction('rows').objectStore('rows').getAll()));
	} finally {
		db.close();
	}
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
	});
}
