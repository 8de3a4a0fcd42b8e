import { expect, test } from 'vitest';
import { nextAttempt, probePause } from './retry-schedule.ts';

const QUEUED = 1_000_000;
const DAYS = 86_400_000;

test('pauses double from 10 s and stay at an hour', () => {
	const pauses = [1, 2, 3, 4, 9, 10, 11, 1_000].map(
		(attempts) => Number(nextAttempt(attempts, QUEUED, QUEUED, 0.5)) - QUEUED
	);
	expect(pauses).toEqual(
		[10, 20, 40, 80, 2_560, 3_600, 3_600, 3_600].map((seconds) => seconds * 1_000)
	);
});

test('are spread by a quarter either way', () => {
	expect(nextAttempt(1, QUEUED, QUEUED, 0)).toBe(QUEUED + 7_500);
	expect(nextAttempt(1, QUEUED, QUEUED, 1)).toBe(QUEUED + 12_500);
});

test('end after three days, to the millisecond', () => {
	expect(nextAttempt(80, QUEUED, QUEUED + 3 * DAYS - 1, 0.5)).toBe(
		QUEUED + 3 * DAYS - 1 + 3_600_000
	);
	expect(nextAttempt(80, QUEUED, QUEUED + 3 * DAYS, 0.5)).toBe('give-up');
});

test('do not end for a message that has hardly been tried: the server was off, or the channel paused', () => {
	expect(nextAttempt(9, QUEUED, QUEUED + 4 * DAYS, 0.5)).toBeGreaterThan(QUEUED + 4 * DAYS);
	expect(nextAttempt(10, QUEUED, QUEUED + 4 * DAYS, 0.5)).toBe('give-up');
});

test('a paused channel is tried after one minute, then ever more rarely up to a quarter of an hour', () => {
	expect([0, 1, 2, 3, 4, 1_000].map((probes) => probePause(probes) / 60_000)).toEqual([
		1, 2, 4, 8, 15, 15
	]);
});

test('a clock set back never gives up early', () => {
	expect(nextAttempt(1, QUEUED, QUEUED - DAYS, 0.5)).toBe(QUEUED - DAYS + 10_000);
});
