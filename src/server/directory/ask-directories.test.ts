import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askDirectories, type Directory } from './ask-directories.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const quick: Directory = {
	source: 'quick',
	find: async () => ({ source: 'quick', status: 'none' })
};

test('a directory that fails or does not answer within 3 s has failed, the others count', async () => {
	const asked: string[] = [];
	const broken: Directory = {
		source: 'broken',
		find(e164) {
			asked.push(e164);
			return Promise.reject(new Error('connection refused'));
		}
	};
	const slow: Directory = { source: 'slow', find: () => new Promise(() => {}) };
	const answers = askDirectories([quick, broken, slow], '+493023125010');
	await vi.advanceTimersByTimeAsync(3_000);
	expect(await answers).toEqual([
		{ source: 'quick', status: 'none' },
		{ source: 'broken', status: 'failed', error: 'Error: connection refused' },
		{ source: 'slow', status: 'failed', error: 'timeout' }
	]);
	expect(asked).toEqual(['+493023125010']);
	expect(vi.getTimerCount()).toBe(0);
});

test('one that throws at once does not keep the others from being asked', async () => {
	const throwing: Directory = {
		source: 'throwing',
		find() {
			throw new Error('no configuration');
		}
	};
	expect(await askDirectories([throwing, quick], '+493023125010')).toMatchObject([
		{ status: 'failed' },
		{ status: 'none' }
	]);
});
