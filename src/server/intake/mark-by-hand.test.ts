import { expect, test } from 'vitest';
import { defaultSettings } from '#domain/settings.ts';
import { writeSettingsOf } from '#server/accounts/settings.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { enqueue } from '#server/outbox/outbox.ts';
import { FollowUp } from './follow-up.ts';
import { createIntake } from './intake.ts';
import { incomingReport, MORNING, outgoingReport } from './test-reports.ts';

const ANNA = { id: 'anna', email: 'anna@accounts.example', name: 'Anna' };
const MINUTE = 60_000;
const EVENING = MORNING + 8 * 60 * MINUTE;
const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

const wish = (processed: boolean, minute: number, id = ids[0] ?? '') => ({
	callId: 'a',
	processed,
	at: MORNING + minute * MINUTE,
	id
});
const callBack = (callId: string, minute: number) => {
	const startedAt = MORNING + minute * MINUTE;
	return outgoingReport(callId, {
		startedAt,
		connectedAt: startedAt + 3_000,
		endedAt: startedAt + MINUTE
	});
};

describeOnEachDatabase('by hand', (database) => {
	const intake = () =>
		createIntake({ database: database(), now: () => EVENING, received: () => {} });

	async function missedCall() {
		await insertAccount(database(), ANNA.id);
		await writeSettingsOf(database().db, ANNA.id, defaultSettings(ANNA.email), 0);
		await intake().receive(ANNA, [incomingReport('a')]);
	}

	async function look() {
		const followUp = new FollowUp({
			database: database(),
			lookUp: async () => [],
			now: () => EVENING,
			onError: (error) => expect.fail(String(error))
		});
		followUp.wake();
		await followUp.close();
	}

	const processed = async () => (await intake().calls(ANNA.id, { ids: ['a'] }))[0]?.processed;
	const byAnna = (minute: number) => ({
		kind: 'account',
		name: 'Anna',
		at: MORNING + minute * MINUTE
	});

	test('a call is processed, and open again', async () => {
		await missedCall();
		await intake().mark(ANNA, [wish(true, 1)]);
		expect(await processed()).toEqual(byAnna(1));
		await intake().mark(ANNA, [wish(false, 2)]);
		expect(await processed()).toBeNull();
	});

	test('the latest wish wins, in whatever order they come, and as often', async () => {
		await missedCall();
		await intake().mark(ANNA, [wish(true, 3), wish(false, 2), wish(true, 3)]);
		expect(await processed()).toEqual(byAnna(3));
		await intake().mark(ANNA, [wish(false, 3, ids[1]), wish(true, 3)]);
		expect(await processed()).toBeNull();
	});

	test('a device whose clock is ahead has no last word for ever', async () => {
		await missedCall();
		await intake().mark(ANNA, [wish(true, 100_000)]);
		expect(await processed()).toMatchObject({ at: EVENING });
	});

	test('once opened again, only a call that comes after that marks it', async () => {
		await missedCall();
		await intake().receive(ANNA, [callBack('before', 5)]);
		await look();
		expect(await processed()).toMatchObject({ kind: 'auto', callId: 'before' });
		await intake().mark(ANNA, [wish(false, 10)]);
		await look();
		expect(await processed()).toBeNull();
		await intake().receive(ANNA, [callBack('before', 5), callBack('late-report', 7)]);
		await look();
		expect(await processed()).toBeNull();
		await intake().receive(ANNA, [callBack('after', 15)]);
		await look();
		expect(await processed()).toMatchObject({ kind: 'auto', callId: 'after' });
	});

	test('what was marked by hand stays so', async () => {
		await missedCall();
		await intake().mark(ANNA, [wish(true, 20)]);
		await intake().receive(ANNA, [callBack('back', 5)]);
		await look();
		expect(await processed()).toEqual(byAnna(20));
	});

	test('nobody marks the calls of another account, nor calls that do not exist', async () => {
		await missedCall();
		await insertAccount(database(), 'ben');
		await intake().mark({ id: 'ben', name: 'Ben' }, [wish(true, 1)]);
		expect(await processed()).toBeNull();
	});

	test('a device that asks for changes gets each call once, in order, page after page', async () => {
		await missedCall();
		const all = Array.from({ length: 620 }, (_, index) =>
			incomingReport(`many-${index}`, { startedAt: MORNING + index })
		);
		await intake().receive(ANNA, all);
		const first = await intake().changes(ANNA.id, 0);
		expect([first.changes.length, first.more]).toEqual([500, true]);
		const last = first.changes.at(-1)?.changedAt ?? 0;
		const second = await intake().changes(ANNA.id, last);
		expect([second.changes.length, second.more]).toEqual([121, false]);
		const seen = [...first.changes, ...second.changes].map(({ status }) => status.callId);
		expect(new Set(seen).size).toBe(621);
		const newest = second.changes.at(-1)?.changedAt ?? 0;
		expect((await intake().changes(ANNA.id, newest)).changes).toEqual([]);
		await intake().mark(ANNA, [wish(true, 1)]);
		expect((await intake().changes(ANNA.id, newest)).changes).toMatchObject([
			{
				status: { callId: 'a', processed: byAnna(1) },
				facts: { direction: 'incoming', outcome: 'missed', startedAt: MORNING }
			}
		]);
		expect((await intake().changes('somebody', 0)).changes).toEqual([]);
	});

	test('a withheld caller’s number is in no change', async () => {
		await missedCall();
		const caller = { kind: 'withheld' } as const;
		await intake().receive(ANNA, [incomingReport('hidden', { caller })]);
		await intake().receive(ANNA, [incomingReport('hidden')]);
		const { changes } = await intake().changes(ANNA.id, 0);
		const hidden = changes.find(({ status }) => status.callId === 'hidden');
		expect(hidden?.facts).toMatchObject({ caller: { kind: 'withheld' } });
	});

	test('only the own message that was given up is sent once more', async () => {
		await missedCall();
		const { db } = database();
		await database().inTransaction((tx) =>
			enqueue(tx, {
				accountId: ANNA.id,
				callId: 'a',
				channel: 'mail',
				payload: {},
				log: [],
				domain: 'office.example',
				at: MORNING
			})
		);
		const key = { callId: 'a', channel: 'mail' };
		expect(await intake().retryMessage(ANNA.id, key)).toBe(false);
		await db.updateTable('outbox').set({ state: 'given-up', attempts: 9 }).execute();
		const [before] = (await intake().changes(ANNA.id, 0)).changes;
		expect(await intake().retryMessage('ben', key)).toBe(false);
		expect(await intake().retryMessage(ANNA.id, key)).toBe(true);
		expect((await intake().changes(ANNA.id, before?.changedAt ?? 0)).changes).toMatchObject([
			{ status: { messages: [{ state: 'waiting', attempts: 0 }] } }
		]);
	});
});
