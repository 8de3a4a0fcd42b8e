import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CallReport } from '#domain/call-report.ts';
import type { JoinedCall } from '#domain/notification-rules.ts';
import { createIntake } from '#server/intake/intake.ts';
import { incomingReport } from '#server/intake/test-reports.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { createPbxEvents, type PbxEvents } from './pbx-events.ts';

const SECRET = 'shared with the PBX by an administrator';
const AT = Date.UTC(2026, 0, 12, 9);
const CALL = 'call@trunk.example';

const ended = {
	...{ version: 1, eventId: 'e1', callId: CALL, type: 'ended', reason: 'unreachable', at: AT },
	...{ user: 'anna', domain: 'pbx.example' },
	headers: {
		From: '"Erika" <sip:+493023125010@trunk.example>;tag=1',
		To: '<sip:+493023125777@trunk.example>',
		Diversion: ['<sip:+493023125777@trunk.example>', '<sip:+493023125205@trunk.example>']
	}
};

function signed(body: unknown, secret = SECRET) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const timestamp = String(AT / 1_000);
	const signature = createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex');
	return { timestamp, signature, body: new TextEncoder().encode(text) };
}

describeOnEachDatabase('PBX events', (database) => {
	let events: PbxEvents;
	let intake: ReturnType<typeof createIntake>;
	let now = AT;
	let told: object[] = [];
	beforeEach(async () => {
		now = AT;
		told = [];
		intake = createIntake({ database: database(), now: () => now, received: () => undefined });
		events = createPbxEvents({
			...{ database: database(), intake, secret: SECRET, now: () => now },
			ringing: { tell: (call, news) => void told.push({ ...call, ...news }) }
		});
		await insertAccount(database(), 'a1');
		await addTelephone('a1', 'anna', 'PBX.example');
	});

	async function addTelephone(accountId: string, user: string, domain: string) {
		const secrets = { authorization_user: user, password_sealed: '', display_name: user };
		await database()
			.db.insertInto('sip_account')
			.values({ account_id: accountId, server: 'wss://x.example', user, domain, ...secrets })
			.execute();
	}

	const calls = () =>
		database()
			.db.selectFrom('call')
			.select(['account_id', 'call_id', 'outcome', 'joined', 'ring_ms', 'decide_at'])
			.orderBy('account_id')
			.execute();
	const joined = async () => JSON.parse((await calls())[0]!.joined) as JoinedCall;
	const reports = async () => {
		const rows = await database().db.selectFrom('call_report').select('data').execute();
		return rows.map(({ data }) => JSON.parse(data) as CallReport);
	};

	test('of a call that no device saw make it a call to be decided', async () => {
		expect(await events.receive(signed(ended))).toEqual({ ok: true, status: 'stored' });
		expect(await calls()).toMatchObject([
			{ account_id: 'a1', call_id: CALL, outcome: 'unreachable', decide_at: AT + 5_000 }
		]);
		expect(await joined()).toMatchObject({
			caller: { kind: 'number', number: { e164: '+493023125010' }, displayName: 'Erika' },
			called: { number: { e164: '+493023125205' }, source: 'diversion', header: 'Diversion' }
		});
	});

	test('that come again are welcome and change nothing', async () => {
		await events.receive(signed(ended));
		const before = [await calls(), await reports()];
		now += 60_000;
		const other = { ...ended, reason: 'voicemail', at: AT + 1_000 };
		for (const again of [ended, other]) {
			expect(await events.receive(signed(again))).toEqual({ ok: true, status: 'known' });
		}
		expect([await calls(), await reports()]).toEqual(before);
	});

	test('that were stored by a process which died before it reported the call are not lost', async () => {
		const dying = createPbxEvents({
			...{ database: database(), secret: SECRET, now: () => now },
			ringing: { tell: () => undefined },
			intake: { receive: () => Promise.reject(new Error('killed')) }
		});
		await expect(dying.receive(signed(ended))).rejects.toThrow('killed');
		expect(await calls()).toEqual([]);
		expect(await events.receive(signed(ended))).toMatchObject({ ok: true });
		expect(await calls()).toMatchObject([{ outcome: 'unreachable' }]);
	});

	test('wait for the end, which tells how long it rang', async () => {
		const ringing = { ...ended, eventId: 'e0', type: 'ringing', reason: undefined };
		await events.receive(signed(ringing));
		expect(await calls()).toEqual([]);
		await events.receive(signed({ ...ended, reason: 'no-answer', at: AT + 30_000 }));
		expect(await calls()).toMatchObject([{ outcome: 'timed-out', ring_ms: 30_000 }]);
		expect(await reports()).toHaveLength(1);
	});

	test('tell devices whose app may be closed that it rings, and once that it rings no more', async () => {
		const ringing = { ...ended, eventId: 'e0', type: 'ringing', reason: undefined };
		const answered = { ...ended, eventId: 'e2', type: 'answered', reason: undefined };
		for (const event of [ringing, ringing, answered, { ...ended, reason: 'completed' }]) {
			await events.receive(signed(event));
		}
		const who = { accountId: 'a1', callId: CALL, caller: { displayName: 'Erika' }, at: AT };
		expect(told).toMatchObject([
			{ ...who, kind: 'ringing' },
			{ ...who, kind: 'over', answered: true }
		]);
	});

	test.each<[string, object[]]>([
		['that is over before its ringing is heard of', [ended, { eventId: 'e0', type: 'ringing' }]],
		['whose ringing nobody was told of', [ended]],
		['that rang half a minute ago', [{ eventId: 'e0', type: 'ringing', at: AT - 30_000 }]]
	])('tell devices nothing of a call %s', async (_, said) => {
		for (const event of said) await events.receive(signed({ ...ended, ...event }));
		expect(told).toEqual([]);
	});

	test('join what browsers report of the same call', async () => {
		const account = { id: 'a1', email: 'a1@accounts.example' };
		await intake.receive(account, [incomingReport(CALL, { startedAt: AT })]);
		await events.receive(signed({ ...ended, reason: 'no-answer', at: AT + 20_000 }));
		expect(await calls()).toMatchObject([{ outcome: 'timed-out', ring_ms: 5_000 }]);
		await events.receive(
			signed({ ...ended, eventId: 'e2', type: 'answered', reason: undefined, at: AT + 6_000 })
		);
		expect(await calls()).toMatchObject([{ outcome: 'answered' }]);
	});

	test('of a caller who withholds the number keep nothing of it', async () => {
		const headers = {
			...{ From: '<sip:anonymous@anonymous.invalid>', Privacy: 'id', To: ended.headers.To },
			'P-Asserted-Identity': '<sip:+493023125010@trunk.example>'
		};
		for (const type of ['ringing', 'ended']) {
			await events.receive(signed({ ...ended, eventId: type, type, headers }));
		}
		expect(await joined()).toMatchObject({ caller: { kind: 'withheld' } });
		for (const table of ['pbx_event', 'call_report', 'call'] as const) {
			const rows = await database().db.selectFrom(table).selectAll().execute();
			expect(rows).not.toHaveLength(0);
			expect(JSON.stringify(rows)).not.toContain('23125010');
		}
	});

	const withheld = { caller: { kind: 'withheld' as const } };
	const a1 = { id: 'a1', email: 'a1@accounts.example' };
	const ringing = { ...ended, eventId: 'e0', type: 'ringing', reason: undefined };
	const answered = { ...ended, eventId: 'e2', type: 'answered', reason: undefined };
	const anonymous = { ...ended.headers, Privacy: 'id' };
	test.each<[string, (() => Promise<unknown>)[]]>([
		[
			'before a device reports the caller as withheld',
			[
				() => events.receive(signed(ringing)),
				() => events.receive(signed(ended)),
				() => intake.receive(a1, [incomingReport(CALL, withheld)])
			]
		],
		[
			'after a device reported the caller as withheld',
			[
				() => intake.receive(a1, [incomingReport(CALL, withheld)]),
				() => events.receive(signed(ringing))
			]
		],
		[
			'before the PBX itself says that the caller is withheld',
			[
				() => events.receive(signed(ringing)),
				() => events.receive(signed({ ...answered, at: AT + 1_000, headers: anonymous }))
			]
		]
	])('keep no number that came %s', async (_, steps) => {
		for (const step of steps) await step();
		expect(await joined()).toMatchObject({ caller: { kind: 'withheld' } });
		for (const table of ['pbx_event', 'call_report', 'call'] as const) {
			const rows = await database().db.selectFrom(table).selectAll().execute();
			expect(rows).not.toHaveLength(0);
			expect(JSON.stringify(rows)).not.toMatch(/23125010|Erika/);
		}
	});

	test('are for every account with this telephone and for no other', async () => {
		for (const id of ['a2', 'b1', 'c1']) await insertAccount(database(), id);
		await addTelephone('a2', 'anna', 'pbx.example');
		await addTelephone('b1', 'Anna', 'pbx.example');
		await addTelephone('c1', 'anna', 'elsewhere.example');
		await events.receive(signed(ended));
		expect((await calls()).map(({ account_id }) => account_id)).toEqual(['a1', 'a2']);
	});

	test('are forgotten when their call is long over', async () => {
		await events.receive(signed(ended));
		const day = 86_400_000;
		const kept = () => database().db.selectFrom('pbx_event').select('event_id').execute();
		for (const days of [1, 4]) {
			now = AT + days * day;
			const later = { ...ended, eventId: `day ${days}`, callId: `day ${days}` };
			const text = JSON.stringify(later);
			const timestamp = String(now / 1_000);
			const hmac = createHmac('sha256', SECRET).update(`${timestamp}.${text}`);
			const body = new TextEncoder().encode(text);
			await events.receive({ timestamp, signature: hmac.digest('hex'), body });
			if (days === 1) expect(await kept()).toHaveLength(2);
		}
		expect((await kept()).map(({ event_id }) => event_id)).toEqual(['day 4']);
	});

	describe('are refused', () => {
		test.each<[string, ReturnType<typeof signed>, object]>([
			['without the secret', signed(ended, 'x'.repeat(32)), { code: 'bad-signature' }],
			['where they are no JSON', signed('{'), { code: 'invalid-json' }],
			['where they are no event', signed({}), { code: 'invalid-body', detail: 'type' }],
			[
				'with a broken field, named without its value',
				signed({ ...ended, user: 7 }),
				{ code: 'invalid-body', detail: 'user' }
			],
			['for nobody', signed({ ...ended, user: 'nobody' }), { code: 'unknown-user' }]
		])('%s', async (_name, request, refusal) => {
			expect(await events.receive(request)).toEqual({ ok: false, ...refusal });
			expect(await database().db.selectFrom('pbx_event').selectAll().execute()).toEqual([]);
		});

		test('when they are old', async () => {
			now += 301_000;
			expect(await events.receive(signed(ended))).toMatchObject({ code: 'stale-timestamp' });
			expect(await calls()).toEqual([]);
		});
	});
});
