import { expect, test } from 'vitest';
import { renderPeriod, SAMPLE_RATE } from './ring-period.ts';

const PATTERN = { period: 3, gain: 0.2, tones: [{ at: 0.5, length: 1, frequencies: [440, 660] }] };

test('a period is rendered in portions, each of which is short', () => {
	const rendering = renderPeriod(PATTERN);
	let portions = 0;
	let portion = rendering.next();
	while (!portion.done) {
		portions += 1;
		portion = rendering.next();
	}
	const samples = portion.value;
	expect(samples).toHaveLength(3 * SAMPLE_RATE);
	expect(portions).toBeGreaterThan(25);

	const loudest = (from: number, to: number) =>
		Math.max(...samples.slice(from * SAMPLE_RATE, to * SAMPLE_RATE).map(Math.abs));
	expect(loudest(0, 0.5)).toBe(0);
	expect(loudest(0.5, 1)).toBeCloseTo(0.4, 1);
	expect(loudest(2, 3)).toBeLessThan(0.01);
});
