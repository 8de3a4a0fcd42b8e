import { expect, onTestFinished, test } from 'vitest';
import { ProgressTone, render } from './progress-tone.ts';

/** How loud a tone is around a moment (s): the greatest sample of 20 ms. */
function loudness(buffer: AudioBuffer, at: number): number {
	const first = Math.round(at * buffer.sampleRate);
	const samples = buffer.getChannelData(0).slice(first, first + buffer.sampleRate / 50);
	return Math.max(...samples.map(Math.abs));
}

test.each([
	['ringback', [0.5], [1.5, 4.5], 5],
	['busy', [0.2, 1.2], [0.7, 1.7], 3.84],
	['error', [0.1, 0.6], [0.35, 0.85], 2.88]
] as const)('%s sounds and pauses as in European networks', (kind, loud, silent, seconds) => {
	const buffer = render(kind);
	expect(buffer.duration).toBeCloseTo(seconds, 3);
	for (const at of loud) expect(loudness(buffer, at)).toBeGreaterThan(0.05);
	for (const at of silent) expect(loudness(buffer, at)).toBe(0);
});

test('starts, changes and stops, again and again', async () => {
	const tone = new ProgressTone();
	onTestFinished(() => tone.close());
	tone.start('ringback');
	tone.start('ringback');
	tone.start('busy');
	tone.stop();
	tone.stop();
	await tone.close();
	tone.start('error');
});
