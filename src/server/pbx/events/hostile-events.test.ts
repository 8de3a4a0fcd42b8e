import { createHmac } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { JoinedCall } from '#domain/notification-rules.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { createIntake } from '#server/intake/intake.ts';
import { createPbxEvents, type PbxEvents } from './pbx-events.ts';

const SECRET = 'shared with the PBX by an administrator';
const AT = Date.UTC(2026, 0, 12, 9);
const LONG = 'x'.repeat(8_000);
const LAST_DATE = 8_640_000_000_000_000;

const ended = {
	...{ version: 1, eventId: 'e1', callId: 'call@trunk.example', type: 'ended' },
	...{ reason: 'no-answer', at: AT, user: 'anna', domain: 'pbx.example' },
	headers: { From: '<sip:+493023125010@trunk.example>', To: '<sip:+493023125100@pbx.example>' }
};

function signed(body: unknown) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const timestamp = String(AT / 1_000);
	const signature = createHmac('sha256', SECRET).update(`${timestamp}.${text}`).digest('hex');
	return { timestamp, signature, body: new TextEncoder().encode(text) };
}

/** A PBX passes on what anybody sends to it: its signature says nothing of that. */
describeOnEachDatabase('a PBX event that carries hostile text', (database) => {
	let events: PbxEvents;
	beforeEach(async () => {
		const intake = createIntake({ database: database(), now: () => AT, received: () => undefined });
		events = createPbxEvents({
			...{ database: database(), intake, secret: SECRET, now: () => AT },
			ringing: { tell: () => undefined }
		});
		await insertAccount(database(), 'a1');
		await database()
			.db.insertInto('sip_account')
			.values({
				...{ account_id: 'a1', server: 'wss://x.example', user: 'anna', domain: 'pbx.example' },
				...{ authorization_user: 'anna', password_sealed: '', display_name: 'Anna' }
			})
			.execute();
	});

	const rows = async () => [
		...(await database().db.selectFrom('call').selectAll().execute()),
		...(await database().db.selectFrom('call_report').selectAll().execute()),
		...(await database().db.selectFrom('pbx_event').selectAll().execute())
	];
	const joined = async () => {
		const [call] = await database().db.selectFrom('call').select('joined').execute();
		return JSON.parse(call?.joined ?? 'null') as JoinedCall | null;
	};

	test.each<[string, string]>([
		['CR/LF', 'Eve\r\nBcc: x@evil.example'],
		['control characters', 'Eve\u0000\u0007\u001b[2J\u0085\u2028 Bcc: x@evil.example'],
		['directions', '\u202eEve\u2066\u200f Bcc: x@evil.example\u2069'],
		['a half character', 'Eve Bcc: x@evil.example \ud800'],
		['quotes', 'Eve\\" \\\\ Bcc: x@evil.example'],
		['HTML and Liquid', '<img src=x> {{ caller.number }}{% raw %} Bcc: x@evil.example'],
		['8 kB', `Bcc: x@evil.example ${LONG}`]
	])('in a name keeps one line of text: %s', async (_, name) => {
		const From = `"${name}" <sip:+493023125010@trunk.example>`;
		const event = { ...ended, headers: { ...ended.headers, From } };
		expect(await events.receive(signed(event))).toEqual({ ok: true, status: 'stored' });
		const call = await joined();
		expect(call?.caller).toMatchObject({ number: { e164: '+493023125010' } });
		const shown = (call?.caller as { displayName?: string }).displayName ?? '';
		expect(shown).toContain('Bcc: x@evil.example');
		expect(shown.length).toBeLessThanOrEqual(256);
		expect(JSON.stringify(await rows())).not.toMatch(
			/\\\\u0000|\\\\u0007|\\\\u001b|\\\\r|\\\\n|[\u0085\u2028\u202e\u2066\u2069\u200f]|\\\\ud800/iu
		);
	});

	test.each<[string, Record<string, string | string[]>]>([
		['user', { From: `<sip:${LONG}@trunk.example>` }],
		['host', { From: `<sip:eve@${LONG}>` }],
		['called user', { To: `<sip:${LONG}@pbx.example>` }],
		['diversions', { Diversion: Array.from({ length: 50 }, (_, at) => `<sip:0302312${at}@x>`) }],
		['parameter', { From: `<sip:eve@trunk.example>;tag=${LONG}` }],
		['quoted name without end', { From: `"${LONG}` }],
		['comma list', { 'P-Asserted-Identity': '<sip:eve@trunk.example>,'.repeat(300) }]
	])('makes a call like any other of an endless %s', async (_, headers) => {
		const event = { ...ended, headers: { ...ended.headers, ...headers } };
		expect(await events.receive(signed(event))).toEqual({ ok: true, status: 'stored' });
		expect(await joined()).not.toBeNull();
		expect(JSON.stringify(await rows()).length).toBeLessThan(12_000);
	});

	const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
	test.each<[string, unknown]>([
		['a header of 10 kB', { ...ended, headers: { From: 'x'.repeat(10_240) } }],
		[
			'51 headers',
			{
				...ended,
				headers: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`X-${at}`, '']))
			}
		],
		['a header whose name ends the line', { ...ended, headers: { 'From\r\nX': '' } }],
		['a time before 1970', { ...ended, at: -1 }],
		['a time after the last date', { ...ended, at: LAST_DATE + 1 }],
		['a time in text', { ...ended, at: '2026-01-12' }],
		['half a millisecond', { ...ended, at: AT + 0.5 }],
		['a ring of two days', { ...ended, ringMs: 2 * 86_400_000 }],
		['a Call-ID with NUL', { ...ended, callId: 'a\u0000b' }],
		['a Call-ID of two lines', { ...ended, callId: 'a\r\nb' }],
		['an event id with NUL', { ...ended, eventId: 'a\u0000b' }],
		['a user with NUL', { ...ended, user: 'anna\u0000' }],
		['deep JSON', deep(30_000)],
		['deep JSON in a header', JSON.stringify(ended).replace('"<sip', `${deep(20_000)},"X":"<sip`)]
	])('is refused with %s, and nothing is kept', async (_, body) => {
		expect(await events.receive(signed(body))).toMatchObject({ ok: false, code: 'invalid-body' });
		expect(await rows()).toEqual([]);
	});

	test('at the last date that there is makes a call like any other', async () => {
		const event = { ...ended, at: LAST_DATE, ringMs: 86_400_000 };
		expect(await events.receive(signed(event))).toMatchObject({ ok: true });
		expect(await joined()).toMatchObject({ endedAt: LAST_DATE });
	});

	test('called like a property of every object is read as text', async () => {
		const text = JSON.stringify(ended).replace(
			'"From"',
			'"__proto__":"x","constructor":"y","From"'
		);
		expect(await events.receive(signed(text))).toMatchObject({ ok: true });
		expect(await joined()).toMatchObject({ caller: { kind: 'number' } });
	});
});
