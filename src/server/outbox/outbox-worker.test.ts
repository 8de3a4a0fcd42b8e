import { expect, test } from 'vitest';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { ChannelPauses } from './channel-pauses.ts';
import { OutboxWorker } from './outbox-worker.ts';
import { enqueue } from './outbox.ts';
import type { OutgoingMessage, Sender, SendResult } from './sender.ts';

const NOW = 1_790_000_000_000;
const OK: SendResult = { ok: true, response: '250 OK' };

/** A channel whose answers the test gives, message by message. */
class ScriptedSender implements Sender {
	readonly channel = 'mail';
	readonly concurrency: number;
	readonly sent: OutgoingMessage[] = [];
	closed = false;
	#answer: (message: OutgoingMessage) => Promise<SendResult>;

	constructor(answer: (message: OutgoingMessage) => Promise<SendResult>, concurrency = 4) {
		this.#answer = answer;
		this.concurrency = concurrency;
	}

	send(message: OutgoingMessage): Promise<SendResult> {
		this.sent.push(message);
		return this.#answer(message);
	}

	async close(): Promise<void> {
		this.closed = true;
	}
}

describeOnEachDatabase('outbox worker', (database) => {
	async function queue(count: number) {
		await insertAccount(database(), 'anna');
		await database().inTransaction(async (tx) => {
			for (let n = 0; n < count; n += 1) {
				const message = { accountId: 'anna', callId: `call ${n}`, channel: 'mail' };
				await enqueue(tx, {
					...message,
					payload: {},
					log: [],
					domain: 'office.example',
					at: NOW + n
				});
			}
		});
	}

	function work(sender: Sender, clock = { now: NOW + 1_000 }) {
		const complaints: unknown[] = [];
		const alerts: string[] = [];
		const worker = new OutboxWorker({
			database: database(),
			pauses: new ChannelPauses(database()),
			sender,
			now: () => clock.now,
			random: () => 0.5,
			onError: (error) => complaints.push(error),
			sent: () => undefined,
			onPaused: (_reason, answer) => alerts.push(answer),
			onResumed: () => alerts.push('resumed')
		});
		worker.wake();
		return { worker, complaints, alerts, clock };
	}

	const rows = () =>
		database()
			.db.selectFrom('outbox')
			.select(['state', 'attempts', 'next_at', 'last_error', 'response'])
			.orderBy('first_at')
			.execute();
	const settled = (state: string, count: number) =>
		expect.poll(async () => (await rows()).filter((row) => row.state === state).length).toBe(count);

	test('sends everything that is due, in order, and keeps what the server said', async () => {
		await queue(10);
		const sender = new ScriptedSender(async () => OK, 1);
		const { worker } = work(sender);
		await settled('sent', 10);
		expect(sender.sent.map(({ createdAt }) => createdAt - NOW)).toEqual([...Array(10).keys()]);
		expect((await rows())[0]).toMatchObject({ response: '250 OK', attempts: 1 });
		await worker.close();
		expect(sender.closed).toBe(true);
	});

	test('has no more messages under way than the channel may', async () => {
		await queue(9);
		let underWay = 0;
		let most = 0;
		const sender = new ScriptedSender(async () => {
			most = Math.max(most, (underWay += 1));
			await new Promise((resolve) => setImmediate(resolve));
			underWay -= 1;
			return OK;
		}, 3);
		const { worker } = work(sender);
		await settled('sent', 9);
		expect(most).toBe(3);
		await worker.close();
	});

	test('a message that hangs does not hold up the others', async () => {
		await queue(6);
		let release = () => {};
		const hang = new Promise<void>((resolve) => (release = resolve));
		const sender = new ScriptedSender(async ({ createdAt }) => {
			if (createdAt === NOW) await hang;
			return OK;
		}, 2);
		const { worker } = work(sender);
		await settled('sent', 5);
		release();
		await settled('sent', 6);
		await worker.close();
	});

	test('tries again after a temporary error, later and later, until it gives up after three days', async () => {
		await queue(1);
		const busy = { ok: false, permanent: false, error: '451 greylisted' } as const;
		const pauses: number[] = [];
		const clock = { now: NOW };
		for (;;) {
			const before = (await rows())[0]!.attempts;
			const { worker } = work(new ScriptedSender(async () => busy), clock);
			await expect.poll(async () => (await rows())[0]?.attempts, { interval: 5 }).toBe(before + 1);
			await worker.close();
			const row = (await rows())[0]!;
			expect(row.last_error).toBe('451 greylisted');
			if (row.state === 'given-up') break;
			pauses.push(row.next_at - clock.now);
			clock.now = row.next_at;
		}
		expect(pauses.slice(0, 4)).toEqual([10_000, 20_000, 40_000, 80_000]);
		expect(Math.max(...pauses)).toBe(3_600_000);
		expect(clock.now - NOW).toBeGreaterThanOrEqual(3 * 86_400_000);
	});

	test('gives up at once where trying again cannot help', async () => {
		await queue(1);
		const nobody = { ok: false, permanent: true, error: '550 no such user' } as const;
		const { worker } = work(new ScriptedSender(async () => nobody));
		await settled('given-up', 1);
		expect(await rows()).toMatchObject([{ attempts: 1, last_error: '550 no such user' }]);
		await worker.close();
	});

	test('lets what is under way end before it stops, and begins nothing new', async () => {
		await queue(3);
		let release = () => {};
		let begun = () => {};
		const hang = new Promise<void>((resolve) => (release = resolve));
		const started = new Promise<void>((resolve) => (begun = resolve));
		const sender = new ScriptedSender(async () => {
			begun();
			await hang;
			return OK;
		}, 1);
		const { worker } = work(sender);
		await started;
		const closed = worker.close();
		release();
		await closed;
		expect((await rows()).map(({ state }) => state)).toEqual(['sent', 'waiting', 'waiting']);
	});

	test('a sender that throws loses nothing: the lease runs out, another takes it', async () => {
		await queue(1);
		const broken = new ScriptedSender(() => Promise.reject(new Error('a bug')));
		const first = work(broken);
		await expect.poll(() => first.complaints.length).toBe(1);
		await first.worker.close();
		expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 0 }]);
		const second = work(new ScriptedSender(async () => OK), { now: NOW + 60_000 });
		await settled('sent', 1);
		await second.worker.close();
	});
});
