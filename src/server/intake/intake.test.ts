import { describe, expect, test } from 'vitest';
import { PBX_DEVICE_ID } from '#domain/call-report.ts';
import type { SourceAnswer } from '#domain/contact.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { writeSettingsOf } from '#server/accounts/settings.ts';
import { noteActivity } from '#server/accounts/activity.ts';
import { openDatabase, type Database } from '#server/database/open-database.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { HotlineSnapshot } from '#server/hotlines/hotlines.ts';
import { Decider } from './decider.ts';
import { createIntake } from './intake.ts';
import { CALLER, incomingReport, MORNING, outgoingReport } from './test-reports.ts';

const ANNA = { id: 'anna', email: 'anna@accounts.example' };
const GRACE_MS = 5_000;
const ENGLISH = { locale: 'en', timeZone: 'Europe/Berlin', country: 'DE' } as const;

/** Intake and decider on a clock that the test turns. */
describeOnEachDatabase('intake', (database, options) => {
	function desk(
		lookUp: () => Promise<SourceAnswer[]> = async () => [],
		own: () => Database = database
	) {
		const clock = { now: MORNING + 10_000 };
		const complaints: unknown[] = [];
		let decided = () => {};
		const now = () => clock.now;
		const intake = createIntake({ database: own(), now, received: () => {} });
		const decider = new Decider({
			database: own(),
			hotlines: async () => new HotlineSnapshot('none', []),
			lookUp,
			now,
			systemAddress: 'phone@office.example',
			appUrl: 'https://phone.example',
			sms: { sender: 'Anteroom', anySender: false },
			decided: () => decided(),
			onError: (error) => complaints.push(error)
		});
		return {
			clock,
			complaints,
			receive: (...reports: unknown[]) => intake.receive(ANNA, reports),
			calls: (...ids: string[]) => intake.calls(ANNA.id, { ids }),
			outbox: () =>
				database().db.selectFrom('outbox').select(['call_id', 'payload', 'message_id']).execute(),
			/** Lets the grace period pass and waits until everything due has been decided. */
			async afterGrace(ms = GRACE_MS) {
				clock.now += ms;
				const done = new Promise<void>((resolve) => (decided = resolve));
				decider.wake();
				await done;
				await decider.close();
			},
			/** Looks whether something is due; nothing may be. */
			async early(ms: number) {
				clock.now += ms;
				decided = () => expect.fail('a call was decided early');
				decider.wake();
				await decider.close();
			}
		};
	}

	const settings = (change: Partial<Settings> = {}): Settings => ({
		...defaultSettings(ANNA.email, ENGLISH),
		...change
	});

	async function account(change: Partial<Settings> = {}) {
		await insertAccount(database(), ANNA.id);
		await writeSettingsOf(database().db, ANNA.id, settings(change), 0);
	}

	test('makes one call and one message of the reports of all devices', async () => {
		await account();
		const { receive, afterGrace, calls, outbox } = desk();
		await receive(incomingReport('a', { ringMs: 3_000 }));
		await receive(incomingReport('a', { ringMs: 7_000, outcome: 'timed-out' }));
		await afterGrace();
		expect(await calls('a')).toMatchObject([
			{ callId: 'a', outcome: 'timed-out', decision: { notify: true }, messages: [{}] }
		]);
		const [mail, ...others] = await outbox();
		expect(others).toEqual([]);
		expect(mail?.message_id).toMatch(/^<[\w-]+@office\.example>$/);
		expect(JSON.parse(mail?.payload ?? '')).toMatchObject({ to: ANNA.email });
	});

	test('queues a text message in the same transaction, beside the mail or alone', async () => {
		const sms = { enabled: true, number: '+491713920099', callerAsSender: true, maxSegments: 2 };
		await account({ sms });
		const first = desk();
		await first.receive(incomingReport('a'));
		await first.afterGrace();
		const email = { ...settings().email, enabled: false };
		await writeSettingsOf(database().db, ANNA.id, settings({ sms, email }), 0);
		const second = desk();
		await second.receive(incomingReport('b', { startedAt: MORNING + 60_000 }));
		await second.afterGrace();
		const rows = await database()
			.db.selectFrom('outbox')
			.select(['call_id', 'channel', 'payload'])
			.orderBy('call_id')
			.orderBy('channel')
			.execute();
		expect(rows.map(({ call_id, channel }) => `${call_id} ${channel}`)).toEqual([
			'a mail',
			'a sms',
			'b sms'
		]);
		expect(JSON.parse(rows[1]!.payload)).toMatchObject({ to: sms.number, from: 'Anteroom' });
		expect(await second.calls('b')).toMatchObject([
			{ decision: { notify: true }, messages: [{ log: ['sms-caller-as-sender-not-allowed'] }] }
		]);
	});

	describe('a contact that only the device has', () => {
		const contact = {
			...{
				id: 'local:1',
				source: 'local:Praxis',
				name: 'Erika Mustermann',
				company: 'Mustermann GmbH'
			},
			numbers: [{ type: 'work' as const, raw: CALLER, e164: CALLER }],
			emails: ['erika@mustermann.example']
		};
		const none: SourceAnswer = { source: 'own', status: 'none' };
		const own = (name: string, certain: boolean): SourceAnswer => ({
			source: 'own',
			status: 'found',
			matches: [{ contact: { ...contact, id: 'own', source: 'own', name, notes: '' }, certain }]
		});
		const email = { ...settings().email, callerAsSender: true, vcard: '3.0' as const };
		const exceptions = { ...settings().exceptions, noContact: true };

		async function mailOf(answers: SourceAnswer[], facts: object = { contact }) {
			await account({ email, exceptions });
			const { receive, afterGrace, outbox } = desk(async () => answers);
			await receive(incomingReport('a', facts));
			await afterGrace();
			const [mail] = await outbox();
			return mail && (JSON.parse(mail.payload) as Record<string, unknown>);
		}

		test('names the caller, is the sender and the card, and is not "no contact"', async () => {
			const mail = await mailOf([none]);
			expect(mail).toMatchObject({
				envelopeFrom: 'erika@mustermann.example',
				subject: expect.stringContaining('Erika Mustermann'),
				attachments: [{}]
			});
		});

		test('gives way to a certain match of the server', async () => {
			expect((await mailOf([own('Max Muster', true)]))?.['subject']).toContain('Max Muster');
		});

		test('goes before what the server knows only uncertainly, which is neither name, sender nor card', async () => {
			expect((await mailOf([own('Max Muster', false)]))?.['subject']).toContain('Erika');
		});

		test('alone uncertain is neither name, sender nor card', async () => {
			const mail = await mailOf([own('Max Muster', false)], {});
			expect(mail).toMatchObject({ envelopeFrom: 'phone@office.example', attachments: [] });
			expect(JSON.stringify(mail)).not.toMatch(/Max Muster|erika@/);
		});

		test('does not help a number that is not its own', async () => {
			const numbers = [{ ...contact.numbers[0]!, e164: '+49303125010' }];
			expect(await mailOf([none], { contact: { ...contact, numbers } })).toBeUndefined();
		});

		test('is never taken for a caller who withholds the number, nor from the PBX', async () => {
			const caller = { kind: 'withheld' } as const;
			expect(await mailOf([none], { contact, caller })).toBeUndefined();
			const { receive } = desk();
			await receive(incomingReport('b', { contact, deviceId: PBX_DEVICE_ID }));
			const reports = await database().db.selectFrom('call_report').select('data').execute();
			expect(JSON.stringify(reports)).not.toContain('Erika');
		});
	});

	test('waits for the grace period to end, and decides once', async () => {
		await account();
		const first = desk();
		await first.receive(incomingReport('a'));
		await first.early(GRACE_MS - 1);
		const second = desk();
		await second.afterGrace();
		const [decided] = await second.calls('a');
		const third = desk();
		await third.receive(incomingReport('a', { ringMs: 60_000 }));
		await third.early(GRACE_MS);
		expect((await third.calls('a'))[0]?.decidedAt).toBe(decided?.decidedAt);
		expect(await third.outbox()).toHaveLength(1);
	});

	test('an answer on another device wins within the grace period', async () => {
		await account();
		const { receive, afterGrace, calls, outbox } = desk();
		await receive(incomingReport('a'));
		await receive(incomingReport('a', { outcome: 'answered', connectedAt: MORNING + 4_000 }));
		await afterGrace();
		expect(await calls('a')).toMatchObject([
			{ outcome: 'answered', decision: { notify: false, notUnanswered: 'answered' } }
		]);
		expect(await outbox()).toEqual([]);
	});

	test('an answer that is reported later marks the call processed and changes no decision', async () => {
		await account();
		const { receive, afterGrace, calls, outbox, clock } = desk();
		await receive(incomingReport('a'));
		await afterGrace();
		clock.now += 60_000;
		await receive(incomingReport('a', { outcome: 'answered', connectedAt: MORNING + 4_000 }));
		expect(await calls('a')).toMatchObject([
			{
				outcome: 'answered',
				decision: { notify: true },
				processed: { kind: 'answered-late', at: clock.now }
			}
		]);
		expect(await outbox()).toHaveLength(1);
	});

	test('takes the same report any number of times', async () => {
		await account();
		const { receive, afterGrace, outbox } = desk();
		const report = incomingReport('a');
		expect(await receive(report, report)).toEqual({
			answers: [{ status: 'stored' }, { status: 'stored' }]
		});
		await Promise.all([receive(report), receive(report)]);
		const rows = await database().db.selectFrom('call_report').select('report_id').execute();
		expect(rows).toHaveLength(1);
		await afterGrace();
		expect(await outbox()).toHaveLength(1);
	});

	test('refuses a malformed report by itself', async () => {
		await account();
		const { receive, calls } = desk();
		const { answers } = await receive({ version: 9 }, incomingReport('a'), null, {
			...incomingReport('b'),
			outcome: 'slept'
		});
		expect(answers).toMatchObject([
			{ status: 'refused', code: 'invalid-report' },
			{ status: 'stored' },
			{ status: 'refused' },
			{ status: 'refused', detail: expect.stringContaining('outcome') }
		]);
		expect((await calls('a', 'b')).map(({ callId }) => callId)).toEqual(['a']);
	});

	test('keeps calls of accounts apart, even with one Call-ID', async () => {
		await account();
		await insertAccount(database(), 'ben');
		await writeSettingsOf(database().db, 'ben', defaultSettings('ben@accounts.example'), 0);
		const { receive, calls, afterGrace, outbox, clock } = desk();
		await receive(incomingReport('a'));
		const ben = createIntake({ database: database(), now: () => clock.now, received: () => {} });
		await ben.receive({ id: 'ben', email: 'ben@accounts.example' }, [
			incomingReport('a', { outcome: 'answered' })
		]);
		await afterGrace();
		expect(await calls('a')).toMatchObject([{ outcome: 'missed' }]);
		expect((await outbox()).map(({ payload }) => JSON.parse(payload).to)).toEqual([ANNA.email]);
	});

	test('does not decide about outgoing calls, nor about dialling the own hotline', async () => {
		await account();
		const { receive, calls, early, outbox } = desk();
		await receive(outgoingReport('out'), incomingReport('own'), outgoingReport('own'));
		await early(GRACE_MS);
		expect(await calls('out', 'own')).toMatchObject([{ decidedAt: null }, { decidedAt: null }]);
		expect(await outbox()).toEqual([]);
	});

	test('of two calls at the same moment exactly one notifies where repeats do not', async () => {
		const { exceptions } = settings();
		await account({ exceptions: { ...exceptions, repeatedSameDay: true } });
		const { receive, afterGrace, calls, outbox } = desk();
		await receive(incomingReport('a'), incomingReport('b'));
		await afterGrace();
		const decisions = (await calls('a', 'b')).map(({ decision }) => decision?.notify);
		expect(decisions.toSorted()).toEqual([false, true]);
		expect(await outbox()).toHaveLength(1);
	});

	test('of two nodes that decide the same calls, each call is decided once', async () => {
		const { exceptions } = settings();
		await account({ exceptions: { ...exceptions, repeatedSameDay: true } });
		const first = desk();
		const second = desk();
		await first.receive(incomingReport('a'), incomingReport('b'), incomingReport('c'));
		await Promise.all([first.afterGrace(), second.afterGrace()]);
		expect(await first.outbox()).toHaveLength(1);
		expect(await first.calls('a', 'b', 'c')).toMatchObject([
			{ decision: {} },
			{ decision: {} },
			{ decision: {} }
		]);
	});

	test('two deciders make one message of many calls at one moment', async () => {
		const { exceptions } = settings();
		await account({ exceptions: { ...exceptions, repeatedSameDay: true } });
		// A second server has connections of its own; one file of SQLite is one server's.
		const second = database().engine === 'postgres' ? await openDatabase(options()) : undefined;
		try {
			const nodes = [desk(), desk(undefined, () => second ?? database())] as const;
			const ids = Array.from({ length: 20 }, (_, at) => `call-${at}`);
			await Promise.all(ids.map((id, at) => nodes[at % 2 ? 1 : 0].receive(incomingReport(id))));
			await Promise.all(nodes.map((node) => node.afterGrace()));
			expect(nodes.flatMap(({ complaints }) => complaints)).toEqual([]);
			const decisions = (await nodes[0].calls(...ids)).map(({ decision }) => decision?.notify);
			expect(decisions.filter((notify) => notify === true)).toHaveLength(1);
			expect(decisions.filter((notify) => notify === false)).toHaveLength(ids.length - 1);
			expect(await nodes[0].outbox()).toHaveLength(1);
		} finally {
			await second?.close();
		}
	});

	test.each([0, 120_000])(
		'the grace period of %i ms is kept to the millisecond',
		async (graceMs) => {
			await account({ unanswered: { ...settings().unanswered, graceMs } });
			const first = desk();
			await first.receive(incomingReport('a'));
			if (graceMs > 0) await first.early(graceMs - 1);
			const second = desk();
			await second.afterGrace(graceMs);
			expect(await second.outbox()).toHaveLength(1);
		}
	);

	test('an answer needs no grace period, and a later report does not prolong one', async () => {
		await account();
		const first = desk();
		await first.receive(incomingReport('a', { outcome: 'answered', connectedAt: MORNING + 4_000 }));
		await first.afterGrace(0);
		expect(await first.calls('a')).toMatchObject([{ decision: { notUnanswered: 'answered' } }]);
		const second = desk();
		await second.receive(incomingReport('b'));
		second.clock.now += GRACE_MS - 1;
		await second.receive(incomingReport('b'));
		await second.afterGrace(1);
		expect(await second.calls('b')).toMatchObject([{ decision: { notify: true } }]);
	});

	test('an answer that the PBX reports while the browsers ring is decided, and theirs change nothing', async () => {
		await account();
		const { receive, afterGrace, calls, outbox } = desk();
		await receive(incomingReport('a', { outcome: 'answered', deviceId: PBX_DEVICE_ID }));
		expect(await calls('a')).toMatchObject([{ outcome: 'answered', pbx: 'alone' }]);
		await afterGrace(0);
		const decided = { notify: false, notUnanswered: 'answered' };
		await receive(incomingReport('a', { outcome: 'answered-elsewhere' }));
		expect(await calls('a')).toMatchObject([
			{ outcome: 'answered', pbx: 'outcome', decision: decided, processed: null }
		]);
		await receive(incomingReport('a', { outcome: 'answered', connectedAt: MORNING + 4_000 }));
		const [call] = await calls('a');
		expect(call).toMatchObject({ outcome: 'answered', decision: decided, processed: null });
		expect(call).not.toHaveProperty('pbx');
		expect(await outbox()).toEqual([]);
	});

	test('a call answered elsewhere, as is said only later, is processed too', async () => {
		await account();
		const { receive, afterGrace, calls } = desk();
		await receive(incomingReport('a'));
		await afterGrace();
		await receive(incomingReport('a', { outcome: 'answered-elsewhere' }));
		expect(await calls('a')).toMatchObject([{ processed: { kind: 'answered-late' } }]);
	});

	test.each([
		[1_999, false],
		[2_000, true]
	])('of several devices the one that rang longest counts: %i ms', async (longest, notify) => {
		await account();
		const { receive, afterGrace, calls } = desk();
		for (const ringMs of [10, longest, 500]) await receive(incomingReport('a', { ringMs }));
		await afterGrace();
		expect(await calls('a')).toMatchObject([{ decision: { notify } }]);
	});

	test('a decision whose message cannot be stored is none', async () => {
		await account();
		const { receive, afterGrace, calls, complaints, clock } = desk();
		await receive(incomingReport('a'));
		const { schema } = database().db;
		await schema.alterTable('outbox').renameTo('outbox_away').execute();
		try {
			await afterGrace();
		} finally {
			await schema.alterTable('outbox_away').renameTo('outbox').execute();
		}
		expect(complaints).toHaveLength(1);
		expect(await calls('a')).toMatchObject([{ decidedAt: null, decision: null }]);
		const later = desk();
		later.clock.now = clock.now;
		await later.afterGrace(10_000);
		expect(await later.outbox()).toHaveLength(1);
	});

	test('a caller who is withheld on one device is nowhere kept, whatever another device saw', async () => {
		await account();
		const contact = { name: 'Zacharias', company: '' };
		const { receive, afterGrace, calls, outbox } = desk();
		await receive(incomingReport('a'));
		await database()
			.db.updateTable('call')
			.set({ contact: JSON.stringify(contact) })
			.execute();
		await receive(incomingReport('a', { caller: { kind: 'withheld' } }));
		await afterGrace();
		expect(await calls('a')).toMatchObject([{ decision: { notify: true } }]);
		const kept = JSON.stringify([
			await database().db.selectFrom('call').selectAll().execute(),
			await database().db.selectFrom('call_report').selectAll().execute(),
			await outbox()
		]);
		expect(kept).toContain('withheld');
		expect(kept).not.toMatch(new RegExp(`Zacharias|${CALLER.slice(-8)}`));
	});

	test('names become one line, whoever reports them; a Call-ID no database can hold is refused', async () => {
		await account();
		const { receive, afterGrace, calls, outbox } = desk();
		const hostile = 'Eve\u0000\r\nBcc: x@evil.example\u202e\u2066\ud800';
		const caller = { kind: 'user', user: hostile, domain: 'x.example', source: 'from' } as const;
		const { answers } = await receive(
			incomingReport('a', {
				caller: { ...caller, displayName: hostile },
				called: { user: hostile, source: 'to', header: hostile, divertedFrom: [] }
			}),
			incomingReport('b\u0000', {}),
			incomingReport('c\r\nd', {})
		);
		expect(answers.map(({ status }) => status)).toEqual(['stored', 'refused', 'refused']);
		await afterGrace();
		expect(await calls('a')).toMatchObject([{ decision: { notify: true } }]);
		const row = await database().db.selectFrom('call').selectAll().executeTakeFirstOrThrow();
		const texts = JSON.stringify([row.caller_key, row.joined, row.decision, await outbox()]);
		expect(texts).toContain('Bcc: x@evil.example');
		expect(texts).not.toMatch(/\\u0000|\\r|\u202e|\u2066|\\ud800/i);
	});

	test.each<[string, object]>([
		['before 1970', { startedAt: -1 }],
		['after the last date', { endedAt: 8_640_000_000_000_001 }],
		['a text', { startedAt: '2026-01-12' }],
		['no number', { startedAt: Number.NaN }],
		['endless', { endedAt: Number.POSITIVE_INFINITY }],
		['a fraction', { ringMs: 0.5 }],
		['a negative ring time', { ringMs: -1 }],
		['an end before the start', { endedAt: MORNING - 1 }]
	])('a date that is none is refused: %s', async (_, change) => {
		await account();
		const { receive } = desk();
		const { answers } = await receive({ ...incomingReport('a'), ...change });
		expect(answers).toMatchObject([{ status: 'refused', code: 'invalid-report' }]);
	});

	test('the last date that there is makes a message like any other', async () => {
		const { exceptions } = settings();
		await account({ exceptions: { ...exceptions, repeatedSameDay: true } });
		const last = 8_640_000_000_000_000;
		const { receive, afterGrace, calls, outbox, complaints } = desk();
		await receive(
			incomingReport('first', { startedAt: 0, endedAt: last, ringMs: last }),
			incomingReport('last', { startedAt: last, endedAt: last })
		);
		await afterGrace();
		expect(complaints).toEqual([]);
		expect((await calls('first', 'last')).map(({ decision }) => decision?.notify)).toEqual([
			true,
			true
		]);
		const texts = (await outbox()).map(({ payload }) => String(JSON.parse(payload).text));
		expect(texts.some((text) => text.includes('275760'))).toBe(true);
		expect(texts.some((text) => text.includes('1970'))).toBe(true);
	});

	test('reports nested as deep as a request can be are refused by themselves', async () => {
		await account();
		const { receive, calls } = desk();
		const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
		const { answers } = await receive(
			deep,
			{ ...incomingReport('a'), caller: deep },
			incomingReport('b')
		);
		expect(answers.map(({ status }) => status)).toEqual(['refused', 'refused', 'stored']);
		expect((await calls('a', 'b')).map(({ callId }) => callId)).toEqual(['b']);
	});

	test('a suppressed call does not count as the first of the day', async () => {
		const { exceptions } = settings();
		await account({ exceptions: { ...exceptions, repeatedSameDay: true, shortRing: true } });
		const first = desk();
		await first.receive(incomingReport('short', { ringMs: 500 }));
		await first.afterGrace();
		const second = desk();
		await second.receive(incomingReport('long', { startedAt: MORNING + 60_000 }));
		await second.afterGrace();
		expect((await second.outbox()).map(({ call_id }) => call_id)).toEqual(['long']);
	});

	test('asks since when the account has been away', async () => {
		const { exceptions } = settings();
		await account({ exceptions: { ...exceptions, repeatedWithoutLogin: true } });
		const notifies = async (callId: string, startedAt: number) => {
			const node = desk();
			node.clock.now = startedAt + 10_000;
			await node.receive(incomingReport(callId, { startedAt }));
			await node.afterGrace();
			return (await node.calls(callId))[0]?.decision?.notify;
		};
		expect(await notifies('first', MORNING)).toBe(true);
		expect(await notifies('away', MORNING + 86_400_000)).toBe(false);
		await noteActivity(database(), ANNA.id, MORNING + 90_000_000);
		expect(await notifies('back', MORNING + 2 * 86_400_000)).toBe(true);
	});

	test('a directory that fails is not "no contact", and is asked for the number in E.164', async () => {
		const { exceptions } = settings();
		await account({ exceptions: { ...exceptions, noContact: true } });
		const failed = desk(async () => [{ source: 'own', status: 'failed', error: 'timeout' }]);
		await failed.receive(incomingReport('failed'));
		await failed.afterGrace();
		expect(await failed.calls('failed')).toMatchObject([{ decision: { notify: true } }]);
		const none = desk(async () => [{ source: 'own', status: 'none' }]);
		await none.receive(incomingReport('none', { startedAt: MORNING + 1 }));
		await none.afterGrace();
		expect(await none.calls('none')).toMatchObject([{ decision: { notify: false } }]);
	});

	test('makes no notification where there is nobody to notify, and does not count one', async () => {
		const { email } = settings();
		await account({ email: { ...email, enabled: false } });
		const { receive, afterGrace, outbox } = desk();
		await receive(incomingReport('a'));
		await afterGrace();
		expect(await outbox()).toEqual([]);
		const row = await database().db.selectFrom('call').select('notified').executeTakeFirst();
		expect(row).toEqual({ notified: 0 });
	});

	test('a call that cannot be decided now is tried again, and holds up no other', async () => {
		await account();
		await insertAccount(database(), 'broken');
		const broken = { version: 99, data: '{}', updated_at: 0 };
		const { receive, afterGrace, outbox, complaints, clock } = desk();
		await receive(incomingReport('good'));
		const intake = createIntake({ database: database(), now: () => clock.now, received: () => {} });
		await intake.receive({ id: 'broken', email: 'b@accounts.example' }, [incomingReport('bad')]);
		await database()
			.db.insertInto('account_settings')
			.values({ account_id: 'broken', ...broken })
			.execute();
		await afterGrace();
		expect((await outbox()).map(({ call_id }) => call_id)).toEqual(['good']);
		expect(complaints).toHaveLength(1);
		const repaired = defaultSettings('b@accounts.example');
		await writeSettingsOf(database().db, 'broken', repaired, 0);
		const later = desk();
		later.clock.now = clock.now;
		await later.afterGrace(10_000);
		expect(await later.outbox()).toHaveLength(2);
	});

	test('shows calls since a moment, the latest first', async () => {
		await account();
		const { receive } = desk();
		await receive(
			incomingReport('old', { startedAt: MORNING - 1 }),
			incomingReport('new', { startedAt: MORNING }),
			incomingReport('newer', { startedAt: MORNING + 1 })
		);
		const intake = createIntake({ database: database(), now: Date.now, received: () => {} });
		const since = await intake.calls(ANNA.id, { since: MORNING });
		expect(since.map(({ callId }) => callId)).toEqual(['newer', 'new']);
		expect(await intake.calls('somebody', { since: 0 })).toEqual([]);
	});

	test('counts the calls of the day in the message', async () => {
		await account();
		const { receive, afterGrace, outbox } = desk();
		await receive(
			incomingReport('a', { startedAt: MORNING - 3_600_000 }),
			incomingReport('b', { startedAt: MORNING })
		);
		await afterGrace();
		const second = (await outbox()).find(({ call_id }) => call_id === 'b');
		expect(JSON.parse(second?.payload ?? '').text).toContain('2 calls');
		expect(JSON.parse(second?.payload ?? '').text).toContain(CALLER.slice(-5));
	});
});
