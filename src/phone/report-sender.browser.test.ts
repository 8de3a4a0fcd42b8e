import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallReport, CallReportAnswers } from '#domain/call-report.ts';
import type { CallStatus } from '#domain/journal-entry.ts';
import { ReportSender } from './report-sender.ts';
import type { ServerAnswer } from './ask-server.ts';

const UNREACHABLE = { ok: false, failure: { kind: 'unreachable' } } as const;
const NOW = Date.parse('2026-03-11T10:00:00Z');

/** A queue, a journal and a server in memory. */
class World {
	queue: CallReport[] = [];
	/** Call-IDs without a decision, and when the call began. */
	open = new Map<string, number>();
	refused: [string, string][] = [];
	sent: string[][] = [];
	asked: string[][] = [];
	complaints: string[] = [];
	stranded = 0;
	reachable = true;
	isOtherVersion = false;
	/** How the server answers; stored unless told otherwise. */
	judge: (report: CallReport) => CallReportAnswers['answers'][number] = () => ({
		status: 'stored'
	});
	/** Calls that the server has decided about. */
	decided = new Set<string>();
	/** Set to make the server's answer wait. */
	hold: Promise<void> | undefined;

	readonly sender = new ReportSender({
		unsent: async (limit) => this.queue.slice(0, limit),
		settle: async (ids) => this.#drop(ids),
		refuse: async ({ reportId, callId }, code) => {
			this.refused.push([callId, code]);
			this.open.delete(callId);
			this.#drop([reportId]);
		},
		undecided: async (since) =>
			[...this.open].filter(([, startedAt]) => startedAt >= since).map(([callId]) => callId),
		applyStatuses: async (statuses) => {
			for (const { callId, decidedAt } of statuses) {
				if (decidedAt !== null) this.open.delete(callId);
			}
		},
		send: (reports) => this.#send(reports),
		statuses: async (callIds) => {
			this.asked.push([...callIds]);
			if (!this.reachable) return UNREACHABLE;
			return { ok: true, value: { calls: callIds.map((callId) => this.#status(callId)) } };
		},
		stranded: () => (this.stranded += 1),
		now: () => NOW,
		complain: (problem) => this.complaints.push(problem)
	});

	/** A call has ended and its report waits. */
	add(callId: string, startedAt = NOW): void {
		this.queue.push(reportOf(callId));
		this.open.set(callId, startedAt);
	}

	async #send(reports: readonly CallReport[]): Promise<ServerAnswer<CallReportAnswers>> {
		this.sent.push(reports.map(({ callId }) => callId));
		await this.hold;
		if (!this.reachable) return UNREACHABLE;
		const { isOtherVersion } = this;
		return { ok: true, value: { answers: reports.map(this.judge) }, isOtherVersion };
	}

	#status(callId: string): CallStatus {
		return {
			callId,
			outcome: 'missed',
			decidedAt: this.decided.has(callId) ? NOW : null,
			decision: null,
			processed: null,
			messages: []
		};
	}

	#drop(ids: readonly string[]): void {
		this.queue = this.queue.filter(({ reportId }) => !ids.includes(reportId));
	}
}

let world: World;

beforeEach(() => {
	vi.useFakeTimers();
	world = new World();
});

afterEach(() => {
	world.sender.close();
	vi.useRealTimers();
});

/** Lets everything happen that needs no time. */
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('waiting reports', () => {
	test('of an earlier life of the app leave at the start', async () => {
		world.add('a');
		world.decided.add('a');
		world.sender.start();
		await settle();
		expect(world.sent).toEqual([['a']]);
		expect(world.queue).toEqual([]);
	});

	test('that a server of another version refuses stay, and the others leave', async () => {
		world.isOtherVersion = true;
		world.judge = ({ callId }) =>
			callId === 'a' ? { status: 'refused', code: 'bad', detail: '' } : { status: 'stored' };
		world.add('a');
		world.add('b');
		world.sender.start();
		await settle();
		expect(world.queue.map(({ callId }) => callId)).toEqual(['a']);
		expect(world.refused).toEqual([]);
		const { length } = world.sent;
		await settle();
		expect(world.sent).toHaveLength(length);
	});

	test('leave in batches until none is left', async () => {
		for (let index = 0; index < 120; index += 1) world.add(`call-${index}`);
		world.sender.start();
		await settle();
		expect(world.sent.map(({ length }) => length)).toEqual([50, 50, 20]);
		expect(world.queue).toEqual([]);
	});

	test('stay while the server is away, and are sent again after pauses that grow to a minute', async () => {
		world.reachable = false;
		world.add('a');
		world.sender.start();
		await settle();
		expect(world.stranded).toBe(1);
		let attempts = 1;
		for (const pause of [1, 2, 4, 8, 16, 32, 60, 60]) {
			expect(world.sent).toHaveLength(attempts);
			await vi.advanceTimersByTimeAsync(pause * 1_000 - 1);
			expect(world.sent).toHaveLength(attempts);
			await vi.advanceTimersByTimeAsync(1);
			attempts += 1;
		}
		expect(world.sent).toHaveLength(attempts);
		expect(world.queue).toHaveLength(1);
		world.reachable = true;
		await vi.advanceTimersByTimeAsync(60_000);
		expect(world.queue).toEqual([]);
	});

	test('leave at once when the network is back, and pauses are short again', async () => {
		world.reachable = false;
		world.add('a');
		world.sender.start();
		await vi.advanceTimersByTimeAsync(30_000);
		const before = world.sent.length;
		dispatchEvent(new Event('online'));
		await settle();
		expect(world.sent).toHaveLength(before + 1);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(world.sent).toHaveLength(before + 2);
	});

	test('leave at once when the window is looked at again', async () => {
		world.sender.start();
		await settle();
		world.add('a');
		document.dispatchEvent(new Event('visibilitychange'));
		await settle();
		expect(world.sent).toEqual([['a']]);
	});

	test('that come while others are under way follow them', async () => {
		const answer = Promise.withResolvers<void>();
		world.hold = answer.promise;
		world.add('a');
		world.sender.start();
		await settle();
		world.add('b');
		world.sender.wake();
		world.sender.wake();
		await settle();
		expect(world.sent).toEqual([['a']]);
		answer.resolve();
		await settle();
		expect(world.sent).toEqual([['a'], ['b']]);
		expect(world.queue).toEqual([]);
	});

	test('that the server refuses leave the queue with a complaint; the others are stored', async () => {
		world.judge = ({ callId }) =>
			callId === 'b'
				? { status: 'refused', code: 'bad-report', detail: 'startedAt' }
				: { status: 'stored' };
		for (const callId of ['a', 'b', 'c']) world.add(callId);
		world.sender.start();
		await settle();
		expect(world.sent).toEqual([['a', 'b', 'c']]);
		expect(world.queue).toEqual([]);
		expect(world.refused).toEqual([['b', 'bad-report']]);
		expect(world.complaints).toEqual(['report refused: bad-report startedAt']);
		await vi.advanceTimersByTimeAsync(120_000);
		expect(world.sent).toHaveLength(1);
		expect(world.asked.flat()).not.toContain('b');
	});

	test('that got no answer of their own are kept', async () => {
		world.add('a');
		world.add('b');
		const [, second] = world.queue;
		let answers = 1;
		world.judge = () => ({ status: 'stored' });
		const sender = new ReportSender({
			unsent: async () => world.queue,
			settle: async (ids) => {
				world.queue = world.queue.filter(({ reportId }) => !ids.includes(reportId));
			},
			refuse: async () => {},
			undecided: async () => [],
			applyStatuses: async () => {},
			send: async () => ({
				ok: true,
				value: { answers: answers-- > 0 ? [{ status: 'stored' }] : [] }
			}),
			statuses: async () => UNREACHABLE,
			stranded: () => {},
			now: () => NOW,
			complain: () => {}
		});
		sender.start();
		await settle();
		expect(world.queue).toEqual([second]);
		sender.close();
	});

	test('survive a store that fails: it is complained about and tried again', async () => {
		const failing = vi
			.fn<() => Promise<CallReport[]>>()
			.mockRejectedValueOnce(new Error('blocked'))
			.mockResolvedValue([]);
		const complaints: string[] = [];
		const sender = new ReportSender({
			unsent: failing,
			settle: async () => {},
			refuse: async () => {},
			undecided: async () => [],
			applyStatuses: async () => {},
			send: async () => UNREACHABLE,
			statuses: async () => UNREACHABLE,
			stranded: () => {},
			now: () => NOW,
			complain: (problem) => complaints.push(problem)
		});
		sender.start();
		await settle();
		expect(complaints).toEqual(['reports: Error: blocked']);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(failing).toHaveBeenCalledTimes(2);
		sender.close();
	});
});

describe('decisions', () => {
	test('are asked for until the server has decided, after pauses that grow', async () => {
		world.add('a');
		world.sender.start();
		await settle();
		let asked = 1;
		for (const pause of [2, 4, 8, 16, 32, 60]) {
			expect(world.asked).toHaveLength(asked);
			await vi.advanceTimersByTimeAsync(pause * 1_000);
			asked += 1;
		}
		expect(world.asked).toHaveLength(asked);
		world.decided.add('a');
		await vi.advanceTimersByTimeAsync(60_000);
		expect(world.open.size).toBe(0);
		const before = world.asked.length;
		await vi.advanceTimersByTimeAsync(600_000);
		expect(world.asked).toHaveLength(before);
	});

	test('are asked for quickly again after the next call', async () => {
		world.add('a');
		world.sender.start();
		await vi.advanceTimersByTimeAsync(60_000);
		const before = world.asked.length;
		world.add('b');
		world.sender.wake();
		await settle();
		expect(world.asked).toHaveLength(before + 1);
		await vi.advanceTimersByTimeAsync(2_000);
		expect(world.asked).toHaveLength(before + 2);
	});

	test('made while the app was closed are learnt at the next start, days later', async () => {
		world.open.set('yesterday', NOW - 86_400_000);
		world.decided.add('yesterday');
		world.sender.start();
		await settle();
		expect(world.open.size).toBe(0);
	});

	test('that never come for old calls are not asked for again and again', async () => {
		world.open.set('yesterday', NOW - 86_400_000);
		world.sender.start();
		await vi.advanceTimersByTimeAsync(600_000);
		expect(world.asked).toEqual([['yesterday']]);
	});

	test('are asked for in requests of at most fifty calls', async () => {
		for (let index = 0; index < 120; index += 1) {
			world.open.set(`call-${index}`, NOW);
			world.decided.add(`call-${index}`);
		}
		world.sender.start();
		await settle();
		expect(world.asked.map(({ length }) => length)).toEqual([50, 50, 20]);
		expect(world.open.size).toBe(0);
	});
});

test('after close nothing is sent any more', async () => {
	world.reachable = false;
	world.add('a');
	world.sender.start();
	await settle();
	world.sender.close();
	dispatchEvent(new Event('online'));
	world.sender.wake();
	await vi.advanceTimersByTimeAsync(600_000);
	expect(world.sent).toHaveLength(1);
});

function reportOf(callId: string): CallReport {
	return {
		version: 1,
		reportId: crypto.randomUUID(),
		deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
		callId,
		startedAt: NOW,
		endedAt: NOW + 3_000,
		ringMs: 3_000,
		direction: 'incoming',
		outcome: 'missed',
		caller: { kind: 'withheld' },
		called: { source: 'none', divertedFrom: [] }
	};
}
