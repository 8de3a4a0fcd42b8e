import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CallChange } from '#domain/journal-entry.ts';
import type { CallMark } from '#domain/processed.ts';
import { JournalSync } from './journal-sync.ts';

const UNREACHABLE = { ok: false, failure: { kind: 'unreachable' } } as const;
const PAGE = 2;

/** A device's journal and its server in memory. */
class World {
	/** Change numbers of the server's calls. */
	changes: number[] = [];
	known = 0;
	marks: CallMark[] = [];
	reachable = true;
	takesMarks = true;
	/** Set to make the server's answer wait. */
	hold: Promise<void> | undefined;
	failing = false;
	/** In the order in which it happened. */
	readonly log: string[] = [];
	readonly complaints: string[] = [];

	readonly sync = new JournalSync({
		unsentMarks: async (limit) => this.marks.slice(0, limit),
		sendMarks: async (marks) => {
			this.log.push(`tell ${marks.map(({ callId }) => callId).join(' ')}`);
			return this.reachable && this.takesMarks ? { ok: true, value: undefined } : UNREACHABLE;
		},
		settleMarks: async (sent) => {
			this.marks = this.marks.filter((mark) => !sent.includes(mark));
		},
		knownChange: async () => this.known,
		changes: async (since) => {
			this.log.push(`ask ${since}`);
			await this.hold;
			if (!this.reachable) return UNREACHABLE;
			const news = this.changes.filter((change) => change > since).slice(0, PAGE);
			const changes = news.map((changedAt) => ({ changedAt }) as CallChange);
			return { ok: true, value: { changes, more: news.length === PAGE } };
		},
		merge: async (changes) => {
			if (this.failing) throw new Error('full disk');
			this.known = changes.at(-1)?.changedAt ?? this.known;
		},
		stranded: () => this.log.push('stranded'),
		complain: (problem) => this.complaints.push(problem)
	});
}

let world: World;
beforeEach(() => {
	vi.useFakeTimers();
	world = new World();
	onTestFinished(() => world.sync.close());
});
afterEach(() => vi.useRealTimers());

/** Lets all that is under way come to its end, but no time pass. */
const settle = () => vi.advanceTimersByTimeAsync(0);

function mark(callId: string): CallMark {
	return { callId, processed: true, at: 1, id: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c' };
}

describe('a journal that is joined', () => {
	test('asks page after page from what it knows, until there is no more', async () => {
		world.changes = [1, 2, 3, 4, 5];
		world.known = 1;
		world.sync.start();
		await settle();
		expect(world.log).toEqual(['ask 1', 'ask 3', 'ask 5']);
		expect(world.known).toBe(5);
	});

	test('tells of wishes first: what it is told would undo them', async () => {
		world.marks = [mark('a')];
		world.sync.start();
		await settle();
		expect(world.log).toEqual(['tell a', 'ask 0']);
		expect(world.marks).toEqual([]);
	});

	test('asks nothing while the server does not take a wish, which stays', async () => {
		world.marks = [mark('a')];
		world.takesMarks = false;
		world.sync.start();
		await settle();
		expect(world.log).toEqual(['tell a', 'stranded']);
		expect(world.marks).toHaveLength(1);
		world.takesMarks = true;
		await vi.advanceTimersByTimeAsync(10_000);
		expect(world.log).toEqual(['tell a', 'stranded', 'tell a', 'ask 0']);
	});

	test('sends many wishes a hundred at a time', async () => {
		world.marks = Array.from({ length: 150 }, (_, at) => mark(`m${at}`));
		world.sync.start();
		await settle();
		const told = world.log.filter((line) => line.startsWith('tell'));
		expect(told.map((line) => line.split(' ').length - 1)).toEqual([100, 50]);
	});
});

describe('it asks again', () => {
	test('every ten seconds', async () => {
		world.sync.start();
		await settle();
		await vi.advanceTimersByTimeAsync(9_999);
		expect(world.log).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(1);
		expect(world.log).toHaveLength(2);
	});

	test('at once when the network is back', async () => {
		world.reachable = false;
		world.sync.start();
		await settle();
		world.reachable = true;
		world.changes = [1];
		dispatchEvent(new Event('online'));
		await settle();
		expect(world.known).toBe(1);
	});

	test('once more, and not twice, when it is woken while it asks', async () => {
		const held = Promise.withResolvers<void>();
		world.hold = held.promise;
		world.sync.start();
		await settle();
		world.sync.wake();
		world.sync.wake();
		await settle();
		expect(world.log).toEqual(['ask 0']);
		held.resolve();
		await settle();
		expect(world.log).toEqual(['ask 0', 'ask 0']);
	});

	test('never while the page is hidden, until it is seen again', async () => {
		const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
		world.sync.start();
		await settle();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(world.log).toHaveLength(1);
		hidden.mockRestore();
		document.dispatchEvent(new Event('visibilitychange'));
		await settle();
		expect(world.log).toHaveLength(2);
	});

	test('after the device could not write what it was told, and says so', async () => {
		world.changes = [1];
		world.failing = true;
		world.sync.start();
		await settle();
		expect(world.complaints).toEqual(['journal: Error: full disk']);
		world.failing = false;
		await vi.advanceTimersByTimeAsync(10_000);
		expect(world.known).toBe(1);
	});

	test('never once it is closed, not even in the middle of many pages', async () => {
		const held = Promise.withResolvers<void>();
		world.hold = held.promise;
		world.changes = [1, 2, 3, 4];
		world.sync.start();
		await settle();
		world.sync.close();
		held.resolve();
		dispatchEvent(new Event('online'));
		await vi.advanceTimersByTimeAsync(60_000);
		expect(world.log).toEqual(['ask 0']);
	});
});
