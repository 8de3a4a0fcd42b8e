import { stat } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Baresip } from '#world/baresip.ts';
import { measureTone } from '#world/sox.ts';
import { toneHeard } from '../journeys/steps.ts';
import { DESK_PHONE_HZ, MICROPHONE_HZ } from './desk-phone.ts';
import { expect } from './interop-test.ts';

/** As far as a tone may be off, Hz: what the codec and the window of the transform leave. */
const TOLERANCE_HZ = 15;
/** dBFS in a tone's band above which it is heard, and below which it is not: both with room. */
const HEARD = -50;
const SILENT = -70;

/** A second of what baresip records of Opus: 16 bit stereo at 48 kHz. */
export const SECOND_BYTES = 48_000 * 2 * 2;

/** The page hears the desk phone, and the desk phone the page, in the last second of its recording. */
export async function expectSoundBothWays(page: Page, baresip: Baresip): Promise<void> {
	expect(Math.abs((await toneHeard(page)) - DESK_PHONE_HZ)).toBeLessThan(TOLERANCE_HZ);
	await expectDeskPhoneHears(baresip, SECOND_BYTES);
}

/**
 * The desk phone hears the page's microphone, in the last second of its recording.
 * @param secondBytes how much a second of the recording is with the codec of the call
 */
export async function expectDeskPhoneHears(baresip: Baresip, secondBytes: number): Promise<void> {
	await expect
		.poll(async () => {
			const recording = (await baresip.recordings()).at(-1);
			// The first second holds the silence before the sound.
			if (recording === undefined || (await stat(recording)).size < 2 * secondBytes) return false;
			const { hertz, loudness } = await measureTone(recording);
			return loudness > 0.01 && Math.abs(hertz - MICROPHONE_HZ) < TOLERANCE_HZ;
		})
		.toBe(true);
}

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
