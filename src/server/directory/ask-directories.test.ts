import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { contactSample } from '#domain/sample-calls.ts';
import { askDirectories, searchDirectories, type Directory } from './ask-directories.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const silent: Pick<Directory, 'search'> = { search: async () => [] };

const quick: Directory = {
	...silent,
	source: 'quick',
	find: async () => ({ source: 'quick', status: 'none' })
};

test('a directory that fails or does not answer within 3 s has failed, the others count', async () => {
	const asked: string[] = [];
	const broken: Directory = {
		...silent,
		source: 'broken',
		find(e164) {
			asked.push(e164);
			return Promise.reject(new Error('connection refused'));
		}
	};
	const slow: Directory = { ...silent, source: 'slow', find: () => new Promise(() => {}) };
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
		...silent,
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

test('a search asks all of them for the same words', async () => {
	const erika = contactSample();
	const asked: unknown[] = [];
	const sound: Directory = {
		...quick,
		async search(words, limit) {
			asked.push(words, limit);
			return [erika];
		}
	};
	const broken: Directory = { ...quick, search: () => Promise.reject(new Error('no route')) };
	expect(await searchDirectories([quick, sound, broken], ['erika'], 20)).toEqual([
		{ source: 'quick', status: 'none' },
		{ source: 'quick', status: 'found', matches: [{ contact: erika, certain: true }] },
		{ source: 'quick', status: 'failed', error: 'Error: no route' }
	]);
	expect(asked).toEqual([['erika'], 20]);
});
