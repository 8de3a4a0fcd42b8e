import { expect, test } from 'vitest';
import { openDatabase } from '#server/database/open-database.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { createIntake } from '#server/intake/intake.ts';
import { incomingReport } from '#server/intake/test-reports.ts';
import { enqueue, LEASE_MS, Outbox } from './outbox.ts';

const ANNA = { id: 'anna', email: 'anna@accounts.example' };
const NOW = 1_790_000_000_000;

describeOnEachDatabase('outbox', (database, options) => {
	const add = (callId: string, at = NOW, channel = 'mail') =>
		database().inTransaction((tx) =>
			enqueue(tx, {
				accountId: 'anna',
				callId,
				channel,
				payload: { callId },
				log: [],
				domain: 'office.example',
				at
			})
		);
	const outbox = (channel = 'mail') => new Outbox(database(), channel);
	const leasedCalls = async (queue: Outbox, limit: number, now: number) =>
		(await queue.lease(limit, now)).map(({ payload }) => (payload as { callId: string }).callId);
	const row = () =>
		database()
			.db.selectFrom('outbox')
			.select(['state', 'attempts', 'next_at', 'last_error', 'response', 'sent_at'])
			.select(['lease_owner', 'leased_until'])
			.executeTakeFirstOrThrow();

	test('holds one message for each call and channel', async () => {
		await insertAccount(database(), 'anna');
		await add('a');
		await add('a', NOW + 1);
		await add('a', NOW, 'sms');
		expect(await database().db.selectFrom('outbox').select('id').execute()).toHaveLength(2);
	});

	test('hands out what is due, the longest-waiting first, to one worker only', async () => {
		await insertAccount(database(), 'anna');
		await add('second', NOW - 1);
		await add('first', NOW - 2);
		await add('later', NOW + 1);
		await add('other channel', NOW - 3, 'sms');
		const [one, two] = [outbox(), outbox()];
		expect(await leasedCalls(one, 1, NOW)).toEqual(['first']);
		expect(await leasedCalls(two, 10, NOW)).toEqual(['second']);
		expect(await leasedCalls(one, 10, NOW)).toEqual([]);
		expect(await one.nextDue()).toBe(NOW + 1);
	});

	test('settles what ends together in one transaction', async () => {
		await insertAccount(database(), 'anna');
		for (const callId of ['a', 'b', 'c']) await add(callId);
		let transactions = 0;
		const queue = new Outbox(
			{
				...database(),
				inTransaction: (work) => {
					transactions += 1;
					return database().inTransaction(work);
				}
			},
			'mail'
		);
		const leased = await queue.lease(3, NOW);
		await Promise.all(leased.map((message) => queue.complete(message, '250 OK', NOW)));
		expect(transactions).toBe(1);
		const rows = await database().db.selectFrom('outbox').select(['state', 'response']).execute();
		expect(rows).toEqual(Array.from({ length: 3 }, () => ({ state: 'sent', response: '250 OK' })));
	});

	test('one message that cannot be settled does not keep the others from it', async () => {
		await insertAccount(database(), 'anna');
		for (const callId of ['a', 'b', 'c']) await add(callId);
		const queue = new Outbox(
			{
				...database(),
				lockAccount: async (tx, accountId) => {
					if (accountId === 'broken') throw new Error('no such account');
					await database().lockAccount(tx, accountId);
				}
			},
			'mail'
		);
		const [first, second, third] = await queue.lease(3, NOW);
		const settled = await Promise.allSettled([
			queue.complete(first!, '250 OK', NOW),
			queue.complete({ ...second!, accountId: 'broken' }, '250 OK', NOW),
			queue.complete(third!, '250 OK', NOW)
		]);
		expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
		const rows = await database().db.selectFrom('outbox').select(['id', 'state']).execute();
		expect(rows.filter(({ state }) => state === 'waiting').map(({ id }) => id)).toEqual([
			second!.id
		]);
	});

	test('keeps the Message-ID over all attempts', async () => {
		await insertAccount(database(), 'anna');
		await add('a');
		const queue = outbox();
		const [first] = await queue.lease(1, NOW);
		await queue.fail(first!, 'busy', NOW + 10, NOW);
		const [second] = await queue.lease(1, NOW + 10);
		expect(second).toMatchObject({ messageId: first!.messageId, attempts: 1, createdAt: NOW });
	});

	test('takes a message back when its lease ran out, unless it was renewed', async () => {
		await insertAccount(database(), 'anna');
		await add('a');
		const [dead, alive] = [outbox(), outbox()];
		const [message] = await dead.lease(1, NOW);
		await dead.renew(message!.id, NOW + LEASE_MS - 1);
		expect(await leasedCalls(alive, 1, NOW + LEASE_MS)).toEqual([]);
		expect(await leasedCalls(alive, 1, NOW + 2 * LEASE_MS)).toEqual(['a']);
		// The one declared dead wakes up: what it says does not count any more.
		await dead.complete(message!, '250 OK', NOW + 2 * LEASE_MS);
		expect(await row()).toMatchObject({ state: 'waiting', attempts: 0 });
	});

	test('settles: sent, to be tried again, given up', async () => {
		await insertAccount(database(), 'anna');
		await add('a');
		const queue = outbox();
		const lease = async (now: number) => (await queue.lease(1, now))[0]!;
		await queue.fail(await lease(NOW), '451 later', NOW + 10_000, NOW);
		expect(await row()).toMatchObject({
			state: 'waiting',
			attempts: 1,
			next_at: NOW + 10_000,
			last_error: '451 later',
			lease_owner: null,
			leased_until: null
		});
		await queue.fail(await lease(NOW + 10_000), '550 nobody', 'give-up', NOW);
		expect(await row()).toMatchObject({
			state: 'given-up',
			attempts: 2,
			last_error: '550 nobody'
		});
		expect(await queue.lease(1, NOW + 10 ** 9)).toEqual([]);
		expect(await queue.nextDue()).toBeUndefined();
		await add('b');
		await queue.complete(await lease(NOW), '250 OK', NOW + 5);
		const sent = await database()
			.db.selectFrom('outbox')
			.selectAll()
			.where('call_id', '=', 'b')
			.executeTakeFirst();
		expect(sent).toMatchObject({ state: 'sent', sent_at: NOW + 5, response: '250 OK' });
	});

	test('gives each of many messages to exactly one of many workers', async () => {
		await insertAccount(database(), 'anna');
		for (let n = 0; n < 40; n += 1) await add(`call ${n}`);
		const second = await openDatabase(options());
		try {
			const workers = [outbox(), outbox(), new Outbox(second, 'mail'), new Outbox(second, 'mail')];
			const taken: string[] = [];
			const take = async (worker: Outbox) => {
				for (;;) {
					const calls = await leasedCalls(worker, 3, NOW);
					if (calls.length === 0) return;
					taken.push(...calls);
				}
			};
			// Two SQLite connections in one thread would wait for each other's lock without end.
			if (database().engine === 'postgres') await Promise.all(workers.map(take));
			else for (const worker of workers) await take(worker);
			expect(taken).toHaveLength(40);
			expect(new Set(taken).size).toBe(40);
		} finally {
			await second.close();
		}
	});

	test('what became of a message is a change of its call, for all devices', async () => {
		await insertAccount(database(), ANNA.id);
		const intake = createIntake({ database: database(), now: () => NOW, received: () => {} });
		await intake.receive(ANNA, [incomingReport('a')]);
		await add('a');
		const queue = outbox();
		let seen = 0;
		/** What a device that has seen all until now is told. */
		const news = async () => {
			const { changes } = await intake.changes(ANNA.id, seen);
			seen = changes.at(-1)?.changedAt ?? seen;
			return changes.flatMap(({ status }) => status.messages.map(({ state }) => state));
		};
		expect(await news()).toEqual(['waiting']);
		expect(await news()).toEqual([]);
		const [first] = await queue.lease(1, NOW);
		await queue.fail(first!, '451 later', NOW + 10, NOW);
		expect(await news()).toEqual(['waiting']);
		const [second] = await queue.lease(1, NOW + 10);
		await queue.complete(second!, '250 OK', NOW + 20);
		expect(await news()).toEqual(['sent']);
		// One who has lost the lease changes nothing.
		await queue.fail(second!, 'late', 'give-up', NOW + 30);
		expect(await news()).toEqual([]);
	});
});
