import { expect, test } from 'vitest';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { ChannelPauses } from './channel-pauses.ts';
import { OutboxWorker } from './outbox-worker.ts';
import { enqueue } from './outbox.ts';
import type { OutgoingMessage, Sender, SendResult } from './sender.ts';

const NOW = 1_790_000_000_000;
const MINUTE = 60_000;
const OK: SendResult = { ok: true, response: '250 OK' };
const BAD_PASSWORD: SendResult = {
	ok: false,
	permanent: false,
	misconfigured: 'login',
	error: '535 5.7.8 authentication failed'
};

/** A server that is asked with one configuration, which the test can mend. */
class Channel implements Sender {
	readonly channel: string = 'mail';
	readonly concurrency = 4;
	readonly asked: OutgoingMessage[] = [];
	answer: (message: OutgoingMessage) => SendResult;

	constructor(answer: (message: OutgoingMessage) => SendResult) {
		this.answer = answer;
	}

	async send(message: OutgoingMessage): Promise<SendResult> {
		this.asked.push(message);
		return this.answer(message);
	}

	async close(): Promise<void> {}
}

/** Counts how often a worker has looked whether its channel is paused: each time it runs. */
class WatchedPauses extends ChannelPauses {
	looks = 0;

	override turnOf(channel: string) {
		this.looks += 1;
		return super.turnOf(channel);
	}
}

describeOnEachDatabase('paused channels', (database) => {
	async function queue(accountId: string, count: number) {
		await insertAccount(database(), accountId);
		await database().inTransaction(async (tx) => {
			for (let n = 0; n < count; n += 1) {
				const message = { accountId, callId: `call ${n}`, channel: 'mail', payload: { n } };
				await enqueue(tx, { ...message, log: [], domain: 'office.example', at: NOW + n });
			}
		});
	}

	/** A node of the installation; its worker looks when the test says so. */
	function node(sender: Sender, clock: { now: number }) {
		const alerts: string[] = [];
		const watched = new WatchedPauses(database());
		const worker = new OutboxWorker({
			database: database(),
			pauses: watched,
			sender,
			now: () => clock.now,
			random: () => 0.5,
			onError: (error) => alerts.push(`broken: ${String(error)}`),
			sent: () => undefined,
			onPaused: (reason, answer) => alerts.push(`${reason}: ${answer}`),
			onResumed: () => alerts.push('resumed')
		});
		worker.wake();
		return { worker, alerts, watched };
	}

	const rows = () =>
		database()
			.db.selectFrom('outbox')
			.select(['state', 'attempts', 'last_error', 'lease_owner'])
			.execute();
	const pauses = () => new ChannelPauses(database());
	/** All messages are back in the queue: the worker has noticed. */
	const isAtRest = () =>
		expect
			.poll(async () => (await rows()).every((row) => row.lease_owner === null), { interval: 5 })
			.toBe(true);
	const areSent = (count: number) =>
		expect
			.poll(async () => (await rows()).filter(({ state }) => state === 'sent').length)
			.toBe(count);

	async function pausedBy(channel: Channel, clock: { now: number }) {
		const made = node(channel, clock);
		await expect.poll(() => pauses().turnOf('mail'), { interval: 5 }).toBeDefined();
		await isAtRest();
		return made;
	}

	/** Lets the node do what it does every few seconds, and tells how often it asked the server. */
	async function look({ worker, watched }: ReturnType<typeof node>, channel: Channel) {
		const before = channel.asked.length;
		// When the second run begins, the first has ended.
		for (let run = 1; run <= 2; run += 1) {
			const { looks } = watched;
			worker.wake();
			await expect.poll(() => watched.looks, { interval: 5 }).toBeGreaterThan(looks);
		}
		await isAtRest();
		return channel.asked.length - before;
	}

	test('a bad password stops all messages, counts against none, and is told once', async () => {
		await queue('anna', 30);
		const channel = new Channel(() => BAD_PASSWORD);
		const { worker, alerts } = await pausedBy(channel, { now: NOW + 1_000 });
		expect(channel.asked.length).toBeLessThanOrEqual(channel.concurrency);
		expect(alerts).toEqual(['login: 535 5.7.8 authentication failed']);
		expect(await rows()).toHaveLength(30);
		for (const row of await rows()) expect(row).toMatchObject({ state: 'waiting', attempts: 0 });
		expect((await rows()).some(({ last_error }) => last_error?.startsWith('535'))).toBe(true);
		await worker.close();
	});

	test('is tried with one message after 1, 2, 4, 8, 15 and 15 minutes, and gives nothing up', async () => {
		await queue('anna', 3);
		const clock = { now: NOW + 1_000 };
		const channel = new Channel(() => BAD_PASSWORD);
		const made = await pausedBy(channel, clock);
		for (const minutes of [1, 2, 4, 8, 15, 15]) {
			clock.now += minutes * MINUTE - 1;
			expect(await look(made, channel)).toBe(0);
			clock.now += 1;
			expect(await look(made, channel)).toBe(1);
		}
		// Not always the same message: one that alone is refused would hold up all others.
		expect(new Set(channel.asked.slice(-3).map(({ id }) => id)).size).toBe(3);
		clock.now += 4 * 86_400_000;
		expect(await look(made, channel)).toBe(1);
		for (const row of await rows()) expect(row).toMatchObject({ state: 'waiting', attempts: 0 });
		expect(made.alerts).toHaveLength(1);
		await made.worker.close();
	});

	test('goes on with all messages when one has gone out, and the alert ends', async () => {
		await queue('anna', 10);
		const clock = { now: NOW + 1_000 };
		const channel = new Channel(() => BAD_PASSWORD);
		const { worker, alerts } = await pausedBy(channel, clock);
		channel.answer = () => OK;
		clock.now += MINUTE;
		worker.wake();
		await areSent(10);
		expect(await pauses().shownTo({ id: 'anna', role: 'admin' })).toEqual([]);
		await expect.poll(() => alerts).toEqual(['login: 535 5.7.8 authentication failed', 'resumed']);
		await worker.close();
	});

	test('a message that the server judges shows that it lets us in; an error that passes does not', async () => {
		await queue('anna', 2);
		const clock = { now: NOW + 1_000 };
		const channel = new Channel(() => BAD_PASSWORD);
		const made = await pausedBy(channel, clock);
		channel.answer = () => ({ ok: false, permanent: false, error: 'connection refused' });
		clock.now += MINUTE;
		expect(await look(made, channel)).toBe(1);
		expect(await pauses().turnOf('mail')).toBeDefined();
		channel.answer = () => ({ ok: false, permanent: true, error: '550 no such user' });
		clock.now += 2 * MINUTE;
		made.worker.wake();
		await expect.poll(() => pauses().turnOf('mail')).toBeUndefined();
		await made.worker.close();
	});

	test('a restart with the mended configuration sends at once', async () => {
		await queue('anna', 5);
		const clock = { now: NOW + 1_000 };
		const before = await pausedBy(new Channel(() => BAD_PASSWORD), clock);
		await before.worker.close();
		const after = node(new Channel(() => OK), clock);
		await areSent(5);
		await after.worker.close();
		expect(await pauses().turnOf('mail')).toBeUndefined();
	});

	test('two nodes together try no more often than one', async () => {
		await queue('anna', 5);
		const clock = { now: NOW + 1_000 };
		const channel = new Channel(() => BAD_PASSWORD);
		const first = await pausedBy(channel, clock);
		const second = node(channel, clock);
		expect(await look(second, channel)).toBeLessThanOrEqual(1); // as each node at its start
		const turn = await pauses().turnOf('mail');
		clock.now = turn!.nextProbeAt;
		expect(await pauses().takeTurn(turn!, clock.now)).toBe(true);
		expect(await pauses().takeTurn(turn!, clock.now)).toBe(false);
		expect(await look(first, channel)).toBe(0);
		expect(await look(second, channel)).toBe(0);
		await Promise.all([first.worker.close(), second.worker.close()]);
	});

	test('is shown to those whose messages wait, with more to administrators', async () => {
		await queue('anna', 2);
		await insertAccount(database(), 'ben');
		const clock = { now: NOW + 1_000 };
		const { worker } = await pausedBy(new Channel(() => BAD_PASSWORD), clock);
		const shown = {
			channel: 'mail',
			reason: 'login',
			since: clock.now,
			answer: '535 5.7.8 authentication failed'
		};
		const anna = await pauses().shownTo({ id: 'anna', role: 'user' });
		expect(anna).toEqual([{ ...shown, waiting: 2 }]);
		expect(await pauses().shownTo({ id: 'ben', role: 'user' })).toEqual([]);
		const installation = { waiting: 2, nextProbeAt: clock.now + MINUTE };
		const admin = await pauses().shownTo({ id: 'ben', role: 'admin' });
		expect(admin).toEqual([{ ...shown, waiting: 0, installation }]);
		await worker.close();
	});
});
