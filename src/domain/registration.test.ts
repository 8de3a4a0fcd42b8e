import { describe, expect, test } from 'vitest';
import { reconnectDelay, registrationProblem, type RegistrationProblem } from './registration.ts';

test.each([
	[401, 'wrong-password'],
	[407, 'wrong-password'],
	[403, 'not-allowed'],
	[404, 'unknown-user'],
	[410, 'unknown-user'],
	[408, 'no-answer'],
	[480, 'server-error'],
	[500, 'server-error'],
	[503, 'server-error'],
	[600, 'server-error']
])('a refusal with %i is %s', (status, problem) => {
	expect(registrationProblem(status)).toBe(problem);
});

describe('how long to wait before the next attempt', () => {
	test('doubles from 1 s to 30 s where the network is at fault', () => {
		for (const problem of ['server-unreachable', 'no-answer', 'server-error'] as const) {
			const waits = [1, 2, 3, 4, 5, 6, 7, 1_000].map((failures) =>
				reconnectDelay(problem, failures, 1)
			);
			expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
		}
	});

	test('is spread over half of it', () => {
		expect(reconnectDelay('no-answer', 1, 0)).toBe(500);
		expect(reconnectDelay('no-answer', 1, 0.5)).toBe(750);
	});

	test('is a minute where only a person can help', () => {
		const mendedByPeople: RegistrationProblem[] = [
			'wrong-password',
			'not-allowed',
			'unknown-user',
			'bad-settings'
		];
		for (const problem of mendedByPeople) expect(reconnectDelay(problem, 1, 1)).toBe(60_000);
	});
});
