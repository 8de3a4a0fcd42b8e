import type { Page } from '@playwright/test';
import { expect } from './interop-test.ts';

/** As far as a tone may be off, Hz: what the codec and the window of the transform leave. */
const TOLERANCE_HZ = 15;
/** dBFS in a tone's band above which it is heard, and below which it is not: both with room. */
const HEARD = -50;
const SILENT = -70;

/** What of these tones (Hz) the page plays to the person, of all calls together. */
export async function expectPageHears(
	page: Page,
	tones: readonly number[],
	not: readonly number[] = []
): Promise<void> {
	await expect
		.poll(async () => {
			const heard = await heardBy(page, [...tones, ...not]);
			return {
				heard: tones.filter((_, at) => (heard[at] ?? SILENT) > HEARD),
				silent: not.filter((_, at) => (heard[tones.length + at] ?? HEARD) < SILENT)
			};
		})
		.toEqual({ heard: tones, silent: not });
}

/** dBFS of each frequency in what all elements of the page play now. */
async function heardBy(page: Page, hertz: readonly number[]): Promise<number[]> {
	return page.evaluate(
		async ({ hertz, tolerance }) => {
			const context = new AudioContext();
			await context.resume();
			const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
			for (const element of document.querySelectorAll<HTMLAudioElement>(
				'audio[data-remote-audio]'
			)) {
				if (element.srcObject instanceof MediaStream) {
					context.createMediaStreamSource(element.srcObject).connect(analyser);
				}
			}
			// The window of the transform must be filled once.
			await new Promise((resolve) => setTimeout(resolve, 300));
			const bins = new Float32Array(analyser.frequencyBinCount);
			analyser.getFloatFrequencyData(bins);
			const width = context.sampleRate / analyser.fftSize;
			await context.close();
			return hertz.map((one) =>
				Math.max(
					...bins.slice(
						Math.floor((one - tolerance) / width),
						Math.ceil((one + tolerance) / width) + 1
					)
				)
			);
		},
		{ hertz, tolerance: TOLERANCE_HZ }
	);
}
