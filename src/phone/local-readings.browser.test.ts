import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LocalProgress } from '#domain/local-source.ts';
import { defaultSettings } from '#domain/settings.ts';
import { LocalReadings } from './local-readings.ts';

const PLAN = defaultSettings('').numbering;

/** One time that a source was read. */
interface Asked {
	readonly id: string;
	readonly areaCode: string;
	readonly signal: AbortSignal;
	readonly progress: (progress: LocalProgress) => void;
	readonly finish: () => void;
	readonly fail: (error: Error) => void;
}

let asked: Asked[];
let observed: Map<string, () => void>;
let unobserved: string[];
let complaints: string[];
let problems: string[];
let progress: Map<string, LocalProgress>;
let readings: LocalReadings;

beforeEach(() => {
	vi.useFakeTimers();
	[asked, unobserved, complaints, problems] = [[], [], [], []];
	[observed, progress] = [new Map(), new Map()];
	readings = new LocalReadings(
		{
			read({ sourceId, plan, signal, progress: told }) {
				const { promise, resolve, reject } = Promise.withResolvers<void>();
				signal.addEventListener('abort', () => resolve());
				asked.push({
					...{ id: sourceId, areaCode: plan.areaCode, signal, progress: told },
					...{ finish: resolve, fail: reject }
				});
				return promise;
			},
			async observe(id, changed) {
				observed.set(id, changed);
				return () => void unobserved.push(id);
			},
			setProblem: async (id, problem) => void problems.push(`${id} ${problem}`),
			plan: PLAN,
			complain: (problem) => complaints.push(problem)
		},
		(id, told) => {
			if (told) progress.set(id, told);
			else progress.delete(id);
		}
	);
	readings.start();
});
afterEach(() => {
	readings.close();
	vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);
const idsAsked = () => asked.map(({ id }) => id);

test('every source is read at the start, and again every five minutes and when the window is looked at', async () => {
	readings.follow(['one', 'two']);
	expect(idsAsked()).toEqual(['one', 'two']);
	for (const { finish } of asked) finish();
	await settle();
	readings.follow(['one', 'two']);
	expect(asked).toHaveLength(2);
	await vi.advanceTimersByTimeAsync(5 * 60_000);
	expect(idsAsked()).toEqual(['one', 'two', 'one', 'two']);
	for (const { finish } of asked) finish();
	await settle();
	document.dispatchEvent(new Event('visibilitychange'));
	expect(asked).toHaveLength(6);
});

test('what the browser sees to change is read once it has settled', async () => {
	readings.follow(['one']);
	asked[0]?.finish();
	await settle();
	observed.get('one')?.();
	await vi.advanceTimersByTimeAsync(900);
	observed.get('one')?.();
	await vi.advanceTimersByTimeAsync(900);
	expect(asked).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(100);
	expect(asked).toHaveLength(2);
});

test('what changes while it is read is read once more', async () => {
	readings.follow(['one']);
	observed.get('one')?.();
	document.dispatchEvent(new Event('visibilitychange'));
	document.dispatchEvent(new Event('visibilitychange'));
	expect(asked).toHaveLength(1);
	asked[0]?.finish();
	await settle();
	expect(asked).toHaveLength(2);
	asked[1]?.finish();
	await settle();
	expect(asked).toHaveLength(2);
});

test('progress is told until the reading is over', async () => {
	readings.read('one');
	expect(progress.get('one')).toEqual({ share: 0, contacts: 0 });
	asked[0]?.progress({ share: 0.5, contacts: 10 });
	expect(progress.get('one')).toEqual({ share: 0.5, contacts: 10 });
	asked[0]?.finish();
	await settle();
	expect(progress.has('one')).toBe(false);
});

test('a reading that the person has stopped begins again only when they say so', async () => {
	readings.follow(['one']);
	readings.cancel('one');
	expect(asked[0]?.signal.aborted).toBe(true);
	await settle();
	expect(progress.has('one')).toBe(false);
	await vi.advanceTimersByTimeAsync(5 * 60_000);
	document.dispatchEvent(new Event('visibilitychange'));
	expect(asked).toHaveLength(1);
	readings.read('one');
	expect(asked).toHaveLength(2);
});

test('stopped and begun again at once, the new reading is the one that counts', async () => {
	readings.read('one');
	readings.cancel('one');
	readings.read('one');
	expect(asked).toHaveLength(2);
	await settle();
	asked[0]?.progress({ share: 0.9, contacts: 9 });
	expect(progress.get('one')).toEqual({ share: 0, contacts: 0 });
	asked[1]?.finish();
	await settle();
	expect(progress.has('one')).toBe(false);
});

test('another plan for numbers reads all of them again, the same does not', async () => {
	readings.follow(['one']);
	asked[0]?.finish();
	await settle();
	readings.usePlan({ ...PLAN });
	expect(asked).toHaveLength(1);
	readings.usePlan({ ...PLAN, areaCode: '40' });
	expect(asked.map(({ areaCode }) => areaCode)).toEqual([PLAN.areaCode, '40']);
});

test('a reading that breaks is complained of and said', async () => {
	readings.follow(['one']);
	asked[0]?.fail(new Error('no worker'));
	await settle();
	expect(complaints).toEqual(['local contacts: Error: no worker']);
	expect(problems).toEqual(['one unreadable']);
});

test('what has gone is observed no more; closed, nothing is left running', async () => {
	readings.follow(['one', 'two']);
	await settle();
	readings.follow(['two']);
	expect(unobserved).toEqual(['one']);
	readings.observeAgain('two');
	await settle();
	expect(unobserved).toEqual(['one', 'two']);
	readings.close();
	expect(unobserved).toEqual(['one', 'two', 'two']);
	expect(asked.every(({ signal }) => signal.aborted)).toBe(true);
	await settle();
	expect(vi.getTimerCount()).toBe(0);
});
