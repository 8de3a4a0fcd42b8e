import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { POST } from './+server.ts';

const ANNA = { id: 'anna', name: 'Anna', email: 'anna@office.example', role: 'user' };
const SETTINGS = defaultSettings(ANNA.email);
const NOTHING = { calls: 0, changed: [] };

/** Asks as Anna; `replayed` holds what was decided anew, and for whom. */
async function ask(body: string, type = 'application/json') {
	const replayed: { account: unknown; settings: Settings }[] = [];
	const server = {
		replay: (account: unknown, settings: Settings) => {
			replayed.push({ account, settings });
			return Promise.resolve(NOTHING);
		}
	};
	const request = new Request('http://127.0.0.1:8470/api/replays', {
		method: 'POST',
		headers: { 'content-type': type },
		body
	});
	const event = { request, locals: { server, account: ANNA } } as unknown as Parameters<
		typeof POST
	>[0];
	return { response: await POST(event), replayed };
}

const withSettings = (change: object) => JSON.stringify({ settings: { ...SETTINGS, ...change } });
const exceptions = (change: object) =>
	withSettings({ exceptions: { ...SETTINGS.exceptions, ...change } });

test('replays the own calls alone, whoever else the body names', async () => {
	const body = JSON.stringify({ settings: SETTINGS, account: { id: 'ben' }, accountId: 'ben' });
	const { response, replayed } = await ask(body);
	expect(response.status).toBe(200);
	expect(await response.json()).toEqual(NOTHING);
	expect(replayed).toEqual([{ account: ANNA, settings: SETTINGS }]);
});

test('a foreign page’s form is refused', async () => {
	for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
		const { response, replayed } = await ask(withSettings({}), type);
		expect(response.status).toBe(415);
		expect(replayed).toEqual([]);
	}
});

test.each<[string, string]>([
	['no JSON', '{"settings":'],
	['nothing', ''],
	['null', 'null'],
	['no settings', '{}'],
	['a list', JSON.stringify({ settings: [SETTINGS] })],
	['settings under the prototype', JSON.stringify({ ['__proto__']: { settings: SETTINGS } })],
	['very deep JSON', `{"settings":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
	['a time zone that is none', withSettings({ timeZone: '../../etc/passwd' })],
	['more patterns than a list may have', exceptions({ list: Array(1_001).fill('*') })],
	['a pattern without end', exceptions({ list: ['*?'.repeat(50_000)] })],
	['a ring time beyond all numbers', exceptions({ shortRingMs: 1e308 })],
	[
		'a range as large as the plan',
		withSettings({ extensionRanges: [{ from: '0', to: '99999999' }] })
	],
	[
		'a template as large as a book',
		withSettings({ defaultGreeting: { de: 'x'.repeat(1e6), en: '' } })
	]
])('%s is refused, and the value is not sent back', async (_, body) => {
	const { response, replayed } = await ask(body);
	expect(response.status).toBe(400);
	expect((await response.text()).length).toBeLessThan(200);
	expect(replayed).toEqual([]);
});
