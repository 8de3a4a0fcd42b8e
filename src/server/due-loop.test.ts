import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DueLoop } from './due-loop.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function loopOf(run: () => Promise<number | undefined>) {
	const errors: unknown[] = [];
	const loop = new DueLoop({ run, now: Date.now, onError: (error) => errors.push(error) });
	return { loop, errors };
}

test('runs when woken, then when something is due', async () => {
	const runs: number[] = [];
	const start = Date.now();
	const { loop } = loopOf(async () => {
		runs.push(Date.now() - start);
		return Date.now() + 700;
	});
	await vi.advanceTimersByTimeAsync(10_000);
	expect(runs).toEqual([]);
	loop.wake();
	await vi.advanceTimersByTimeAsync(1_500);
	expect(runs).toEqual([10_000, 10_700, 11_400]);
	await loop.close();
	await vi.advanceTimersByTimeAsync(10_000);
	expect(runs).toHaveLength(3);
});

test('looks again after five seconds where nothing is known to be due', async () => {
	const run = vi.fn(async () => undefined);
	const { loop } = loopOf(run);
	loop.wake();
	await vi.advanceTimersByTimeAsync(4_999);
	expect(run).toHaveBeenCalledTimes(1);
	await vi.advanceTimersByTimeAsync(1);
	expect(run).toHaveBeenCalledTimes(2);
	await loop.close();
});

test('never runs twice at once; a wake during a run is one more run after it', async () => {
	let underWay = 0;
	let runs = 0;
	const { loop } = loopOf(async () => {
		expect((underWay += 1)).toBe(1);
		await new Promise((resolve) => setTimeout(resolve, 100));
		underWay -= 1;
		runs += 1;
		return undefined;
	});
	loop.wake();
	loop.wake();
	loop.wake();
	await vi.advanceTimersByTimeAsync(1_000);
	expect(runs).toBe(2);
	await loop.close();
});

test('goes on after an error, which is told', async () => {
	let runs = 0;
	const { loop, errors } = loopOf(async () => {
		runs += 1;
		if (runs === 1) throw new Error('the database is away');
		return undefined;
	});
	loop.wake();
	await vi.advanceTimersByTimeAsync(1_000);
	expect([runs, errors.length]).toEqual([2, 1]);
	await loop.close();
});

test('closing waits for the run under way', async () => {
	let isDone = false;
	const { loop } = loopOf(async () => {
		await new Promise((resolve) => setTimeout(resolve, 100));
		isDone = true;
		return undefined;
	});
	loop.wake();
	const closed = loop.close();
	await vi.advanceTimersByTimeAsync(100);
	await closed;
	expect(isDone).toBe(true);
});
