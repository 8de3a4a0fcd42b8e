interface Tone {
	/** s from the start of the period. */
	at: number;
	/** s until it fades. */
	length: number;
	/** Hz, sounded together. */
	frequencies: readonly number[];
}

export interface Pattern {
	/** s, the pause included. */
	period: number;
	gain: number;
	tones: readonly Tone[];
}

/** Hz; an audio context of another rate converts. */
export const SAMPLE_RATE = 48_000;
/** s in which a tone comes and goes: without it one would hear a click. */
export const FADE_S = 0.03;

/** Samples at a stretch: a millisecond or two of work also where the browser has not compiled it yet. */
const PORTION = 4_096;

/** One period of a pattern as samples, in portions: between two of them the page can do something else. */
export function* renderPeriod({ period, gain, tones }: Pattern): Generator<void, Float32Array> {
	const samples = new Float32Array(Math.round(period * SAMPLE_RATE));
	for (const tone of tones) {
		const heard = samples.subarray(Math.round(tone.at * SAMPLE_RATE));
		const length = Math.min(heard.length, Math.round(tone.length * 2.5 * SAMPLE_RATE));
		for (let from = 0; from < length; from += PORTION) {
			addTone(heard.subarray(0, Math.min(length, from + PORTION)), tone, gain, from);
			yield;
		}
	}
	return samples;
}

/** Adds a tone that begins with the samples to those after `from`. No generator: browsers compile none while it runs. */
function addTone(samples: Float32Array, tone: Tone, gain: number, from: number): void {
	const { length, frequencies } = tone;
	for (let sample = from; sample < samples.length; sample += 1) {
		const time = sample / SAMPLE_RATE;
		const attack = Math.min(1, time / FADE_S);
		const decay = Math.exp(-Math.max(0, time - length / 2) / (length / 4));
		let wave = 0;
		for (const hz of frequencies) wave += Math.sin(2 * Math.PI * hz * time);
		samples[sample] = (samples[sample] ?? 0) + gain * attack * decay * wave;
	}
}
