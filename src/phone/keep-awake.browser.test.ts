import { afterEach, expect, test, vi } from 'vitest';
import { keepAwake } from './keep-awake.ts';

class Sentinel extends EventTarget {
	released = false;
	release = vi.fn(async () => {
		this.released = true;
	});
}

afterEach(() => vi.restoreAllMocks());

function screenLocks() {
	const given: Sentinel[] = [];
	vi.spyOn(navigator.wakeLock, 'request').mockImplementation(async () => {
		const lock = new Sentinel();
		given.push(lock);
		return lock as unknown as WakeLockSentinel;
	});
	return given;
}

test('the screen is kept on until the end, and again after the page was away', async () => {
	const given = screenLocks();
	const end = keepAwake();
	await expect.poll(() => given).toHaveLength(1);
	document.dispatchEvent(new Event('visibilitychange'));
	expect(given).toHaveLength(1);
	given[0]!.released = true;
	const turn = () => document.dispatchEvent(new Event('visibilitychange')) && given;
	await expect.poll(turn).toHaveLength(2);
	end();
	await expect.poll(() => given[1]!.release).toHaveBeenCalledOnce();
	document.dispatchEvent(new Event('visibilitychange'));
	expect(given).toHaveLength(2);
});

test('a lock that comes after the end is let go of', async () => {
	const given = screenLocks();
	keepAwake()();
	await expect.poll(() => given[0]?.release).toHaveBeenCalledOnce();
});

test('a refusal disturbs nobody', async () => {
	const request = vi
		.spyOn(navigator.wakeLock, 'request')
		.mockRejectedValue(new DOMException('low battery', 'NotAllowedError'));
	const end = keepAwake();
	await expect.poll(() => request).toHaveBeenCalledOnce();
	expect(end).not.toThrow();
});
