import { expect, test } from 'vitest';
import { meanOpinionScore, qualityBetween, qualityLevel, QualityMeter } from './call-quality.ts';
import type { MediaSample } from './media-sample.ts';

/** A sample after `seconds` with 50 packets for each of them, but for those that were lost. */
function sample(seconds: number, lost = 0, differences: Partial<MediaSample> = {}): MediaSample {
	return {
		at: seconds * 1000,
		isConnected: true,
		received: {
			packets: seconds * 50 - lost,
			lost,
			bytes: seconds * 8_000,
			jitterMs: 4,
			bufferMs: 40,
			energy: seconds,
			codec: 'opus'
		},
		sent: { packets: seconds * 50, energy: seconds },
		roundTripMs: 30,
		microphone: 'live',
		...differences
	};
}

test.each([
	// R = 93.2: the default of G.107.
	[0, 0, 4.41],
	// Id alone at 177.3 ms: R = 93.2 − 4.26.
	[0, 177.3, 4.31],
	// Beyond that delay is felt: R = 93.2 − 7.2 − 13.5.
	[0, 300, 3.7],
	// Ie,eff = 95 · 1 / (1 + 25.1): R = 89.56.
	[0.01, 0, 4.33],
	[0.05, 0, 3.95],
	[0.2, 0, 2.63],
	[1, 0, 1.18]
])('loss of %d and %d ms of delay give a score of %d', (loss, delayMs, mos) => {
	expect(meanOpinionScore(loss, delayMs)).toBeCloseTo(mos, 1);
});

test('a score never leaves its scale', () => {
	for (let loss = 0; loss <= 1; loss += 0.05) {
		for (let delay = 0; delay <= 3_000; delay += 100) {
			const mos = meanOpinionScore(loss, delay);
			expect(mos).toBeGreaterThanOrEqual(1);
			expect(mos).toBeLessThanOrEqual(4.5);
		}
	}
});

test('levels', () => {
	expect([4.41, 4, 3.99, 3.1, 3.09, 1].map(qualityLevel)).toEqual([
		...['good', 'good', 'fair', 'fair', 'poor', 'poor']
	]);
});

test('between two moments, what came between them counts', () => {
	expect(qualityBetween(sample(10, 100), sample(20, 150))).toMatchObject({
		...{ loss: 0.1, jitterMs: 4, roundTripMs: 30, kilobitsPerSecond: 64, codec: 'opus' }
	});
});

test('where nothing came, nothing is judged', () => {
	expect(qualityBetween(sample(10), { ...sample(10), at: 11_000 })).toBeUndefined();
	expect(qualityBetween(sample(10), sample(11, 0, { received: undefined }))).toBeUndefined();
	expect(qualityBetween(sample(20), { ...sample(1), at: 21_000 })).toBeUndefined();
});

test('a bad moment is seen while it lasts and kept as the worst; the call is judged as a whole', () => {
	const meter = new QualityMeter();
	let lost = 0;
	const levels = Array.from({ length: 40 }, (_, second) => {
		if (second >= 10 && second < 15) lost += 20;
		const quality = meter.add(sample(second, lost));
		return quality && qualityLevel(quality.mos);
	});
	expect(levels[0]).toBeUndefined();
	expect(levels[9]).toBe('good');
	expect(levels[14]).toBe('poor');
	expect(levels[39]).toBe('good');
	expect(meter.summary?.worstMos).toBeLessThan(2);
	expect(meter.summary?.mos).toBeGreaterThan(3.5);
	expect(meter.summary?.loss).toBeCloseTo(100 / (39 * 50), 3);
	expect(meter.summary).toMatchObject({ jitterMs: 4, roundTripMs: 30, codec: 'opus' });
});

test('a call in which nothing came has no summary', () => {
	const meter = new QualityMeter();
	meter.add(sample(0, 0, { received: undefined }));
	meter.add(sample(1, 0, { received: undefined }));
	expect(meter.summary).toBeUndefined();
});

test('a hold is not judged', () => {
	const meter = new QualityMeter();
	for (let second = 0; second < 5; second += 1) meter.add(sample(second));
	meter.pause();
	expect(meter.add(sample(60, 2_000))).toBeUndefined();
	expect(meter.summary?.loss).toBe(0);
});
