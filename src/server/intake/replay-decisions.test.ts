import { expect, test } from 'vitest';
import type { IncomingReport } from '#domain/call-report.ts';
import type { SourceAnswer } from '#domain/contact.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { noteActivity } from '#server/accounts/activity.ts';
import { writeSettingsOf } from '#server/accounts/settings.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { HotlineSnapshot } from '#server/hotlines/hotlines.ts';
import { Decider } from './decider.ts';
import { createIntake } from './intake.ts';
import { replayDecisions } from './replay-decisions.ts';
import { CALLER, incomingReport, MORNING } from './test-reports.ts';

const ANNA = { id: 'anna', email: 'anna@accounts.example' };
const HOUR = 3_600_000;

const SETTINGS: Settings = {
	...defaultSettings(ANNA.email, { locale: 'en', timeZone: 'Europe/Berlin', country: 'DE' }),
	unanswered: { declined: false, voicemail: true, graceMs: 0, autoProcessed: true }
};

const settings = (
	exceptions: Partial<Settings['exceptions']>,
	change: Partial<Settings> = {}
): Settings => ({
	...SETTINGS,
	...change,
	exceptions: { ...SETTINGS.exceptions, shortRing: false, ...exceptions }
});

const from = (raw: string): IncomingReport['caller'] => ({
	kind: 'number',
	number: { raw, e164: raw },
	source: 'from'
});

describeOnEachDatabase('replaying decisions', (database) => {
	/** An account whose calls are decided one after the other, on a clock that goes on. */
	async function office(held: Settings) {
		await insertAccount(database(), ANNA.id);
		await writeSettingsOf(database().db, ANNA.id, held, 0);
		const clock = { now: MORNING };
		const asked: string[] = [];
		let answer: SourceAnswer = { source: 'own', status: 'none' };
		let decided = () => {};
		const now = () => clock.now;
		const lookUp = async (e164: string) => {
			asked.push(e164);
			return [answer];
		};
		const intake = createIntake({ database: database(), now, received: () => {} });
		const parts = { hotlines: async () => new HotlineSnapshot('none', []), lookUp, sms: undefined };
		const decider = new Decider({
			...parts,
			database: database(),
			now,
			systemAddress: 'phone@office.example',
			appUrl: '',
			decided: () => decided(),
			onError: (error) => expect.fail(String(error))
		});
		return {
			clock,
			asked,
			answer: (now: SourceAnswer) => (answer = now),
			receive: (report: IncomingReport) => intake.receive(ANNA, [report]),
			/** A call that begins now and is decided six seconds later. */
			async call(callId: string, change: Partial<IncomingReport> = {}) {
				clock.now += 1;
				await intake.receive(ANNA, [incomingReport(callId, { startedAt: clock.now, ...change })]);
				clock.now += 6_000;
				const done = new Promise<void>((resolve) => (decided = resolve));
				decider.wake();
				await done;
			},
			replay: (proposed: Settings) =>
				replayDecisions({ db: database().db, ...parts }, ANNA, proposed),
			close: () => decider.close()
		};
	}

	const notifies = ({ changed }: Awaited<ReturnType<typeof replayDecisions>>) =>
		changed.map(({ callId, before, after }) => [callId, before.notify, after.notify]);

	test('the worst patterns of the longest list decide about every call', async () => {
		const { call, replay, close } = await office(settings({}));
		for (let number = 0; number < 20; number += 1) await call(`call ${number}`);
		const worst = `${'*1?'.repeat(21)}x`;
		const list = [...Array<string>(999).fill(worst), `${'*?'.repeat(8)}*`];
		const { calls, changed } = await replay(settings({ listed: true, list }));
		expect([calls, changed.length]).toEqual([20, 20]);
		await close();
	});

	test('with the settings that held nothing changes, whatever has come in', async () => {
		const held = settings(
			{ repeatedSameDay: true, repeatedWithoutLogin: true, noContact: true, shortRing: true },
			{ extensionRanges: [{ from: '100', to: '199' }] }
		);
		const { call, replay, clock, answer, receive, close } = await office(held);
		const callers: IncomingReport['caller'][] = [
			from(CALLER),
			from('+491713920010'),
			{ kind: 'number', number: { raw: '123', extension: '123' }, source: 'from' },
			{ kind: 'user', user: 'door', domain: 'demo.example', source: 'from' },
			{ kind: 'withheld' },
			{ kind: 'unavailable' }
		];
		const answers: SourceAnswer[] = [
			{ source: 'own', status: 'none' },
			{ source: 'own', status: 'failed', error: 'timeout' },
			{ source: 'own', status: 'found', matches: [] }
		];
		let seed = 7;
		const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
		const outcomes = ['missed', 'timed-out', 'declined', 'answered', 'voicemail'] as const;
		for (let number = 0; number < 130; number += 1) {
			clock.now += next(9) * HOUR;
			answer(answers[next(3)]!);
			const outcome = outcomes[next(5)]!;
			const caller = callers[next(6)]!;
			await call(`call-${number}`, {
				caller,
				outcome,
				ringMs: next(6_000),
				...(outcome === 'answered' && { connectedAt: clock.now + 1 })
			});
			// A device that was offline tells only now of an answer, or of a longer ring.
			if (next(4) === 0) {
				const startedAt = clock.now - 6_000;
				clock.now += 1;
				const late = { startedAt, caller, ringMs: 90_000, connectedAt: startedAt };
				await receive(incomingReport(`call-${number}`, { ...late, outcome: 'answered' }));
			}
			if (next(5) === 0) await noteActivity(database(), ANNA.id, clock.now);
		}
		const rows = await database().db.selectFrom('call').select(['notified', 'decision']).execute();
		const notified = rows.filter(({ notified }) => notified === 1).length;
		expect(notified).toBeGreaterThan(20);
		expect(rows.length - notified).toBeGreaterThan(20);
		expect(await replay(held)).toEqual({ calls: 100, changed: [] });
		await close();
	});

	test('tells of calls that would be decided differently, the latest first, and stores nothing', async () => {
		const { call, replay, clock, close } = await office(settings({}));
		await call('first');
		await call('second', { ringMs: 900 });
		clock.now += 24 * HOUR;
		await call('next day');
		const stored = () => database().db.selectFrom('call').selectAll().execute();
		const before = await stored();
		const same = await replay(settings({ repeatedSameDay: true }));
		expect(same).toMatchObject({
			calls: 3,
			changed: [{ callId: 'second', caller: from(CALLER), outcome: 'missed', contact: null }]
		});
		// Of the first day, the short one is out: the other remains the first.
		const both = settings({ repeatedSameDay: true, shortRing: true, shortRingMs: 5_001 });
		expect(notifies(await replay(both))).toEqual([
			['next day', true, false],
			['second', true, false],
			['first', true, false]
		]);
		expect(await stored()).toEqual(before);
		await close();
	});

	test('what was reported after the decision is not known to it', async () => {
		const { call, receive, replay, clock, close } = await office(settings({}));
		await call('late', { ringMs: 1_000 });
		const startedAt = clock.now - 6_000;
		clock.now += HOUR;
		await receive(
			incomingReport('late', { startedAt, outcome: 'answered', connectedAt: startedAt + 1_000 })
		);
		expect(await replay(settings({}))).toEqual({ calls: 1, changed: [] });
		const shortOnes = await replay(settings({ shortRing: true }));
		expect(notifies(shortOnes)).toEqual([['late', true, false]]);
		expect(shortOnes.changed[0]?.after.notUnanswered).toBeUndefined();
		await close();
	});

	test('a caller who has turned out to be withheld is not told', async () => {
		const { call, receive, replay, clock, close } = await office(settings({}));
		await call('hidden');
		const startedAt = clock.now - 6_000;
		clock.now += HOUR;
		// What is sent cannot be called back, so this decision is not made anew.
		await database().db.updateTable('outbox').set({ state: 'sent' }).execute();
		await receive(incomingReport('hidden', { startedAt, caller: { kind: 'withheld' } }));
		const replayed = await replay(settings({ withheld: true }));
		expect(notifies(replayed)).toEqual([['hidden', true, false]]);
		expect(replayed.changed[0]?.caller).toEqual({ kind: 'withheld' });
		expect(JSON.stringify(replayed.changed[0]?.after)).not.toContain(CALLER.slice(1));
		await close();
	});

	test('notifications before the last 100 calls are history', async () => {
		const { call, replay, clock, close } = await office(settings({}));
		await call('known since long ago');
		clock.now += 100 * HOUR;
		for (let other = 0; other < 99; other += 1) {
			await call(`other-${other}`, { caller: { kind: 'withheld' } });
		}
		await call('again');
		const away = settings({ repeatedWithoutLogin: true });
		expect(await replay(away)).toMatchObject({ calls: 100, changed: [{ callId: 'again' }] });
		await close();
	});

	test('leaves out what is not decided yet, and what others were called', async () => {
		const { call, receive, replay, clock, close } = await office(settings({}));
		await call('decided');
		await receive(incomingReport('undecided', { startedAt: clock.now }));
		expect(await replay(settings({ listed: true, list: ['*'] }))).toMatchObject({
			calls: 1,
			changed: [{ callId: 'decided' }]
		});
		const ben = { id: 'ben', email: 'ben@accounts.example' };
		const nobody = {
			db: database().db,
			hotlines: async () => new HotlineSnapshot('none', []),
			sms: undefined
		};
		expect(await replayDecisions({ ...nobody, lookUp: async () => [] }, ben, SETTINGS)).toEqual({
			calls: 0,
			changed: []
		});
		await close();
	});

	test('reads numbers by the proposed plan, and looks up whom that makes known', async () => {
		const held = settings(
			{ noContact: true },
			{ numbering: { ...SETTINGS.numbering, areaCode: '' } }
		);
		const { call, replay, asked, answer, close } = await office(held);
		const local = { kind: 'number', number: { raw: '23125010' }, source: 'from' } as const;
		await call('local', { caller: local });
		expect(asked).toEqual([]);
		answer({ source: 'own', status: 'none' });
		const berlin = settings(
			{ noContact: true },
			{ numbering: { ...SETTINGS.numbering, areaCode: '30' } }
		);
		expect(notifies(await replay(berlin))).toEqual([['local', true, false]]);
		expect(asked).toEqual(['+493023125010']);
		await close();
	});

	test('with a channel switched on, calls that went nowhere would have been first', async () => {
		const off = { email: { ...SETTINGS.email, enabled: false } };
		const { call, replay, close } = await office(settings({ repeatedSameDay: true }, off));
		await call('a');
		await call('b');
		expect((await replay(settings({ repeatedSameDay: true }, off))).changed).toEqual([]);
		const on = await replay(settings({ repeatedSameDay: true }));
		expect(notifies(on)).toEqual([['b', true, false]]);
		await close();
	});
});
