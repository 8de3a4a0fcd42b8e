import { QualityMeter, type CallQuality, type QualitySummary } from '#domain/call-quality.ts';
import type { MediaSample } from '#domain/media-sample.ts';
import {
	soundProblem,
	watchSound,
	type Expectation,
	type SoundProblem,
	type SoundWatch
} from '#domain/one-way-audio.ts';

/** How well one call sounds, and what keeps one side from hearing the other. */
export class CallSound {
	readonly #meter = new QualityMeter();
	#watch: SoundWatch | undefined;
	#quality = $state.raw<CallQuality | undefined>();
	#problem = $state.raw<SoundProblem | undefined>();
	#stop: (() => void) | undefined;

	/** Of the last seconds; undefined while there is nothing to judge. */
	get quality(): CallQuality | undefined {
		return this.#quality;
	}

	get problem(): SoundProblem | undefined {
		return this.#problem;
	}

	/** Of the whole call; undefined where nothing could be judged. */
	get summary(): QualitySummary | undefined {
		return this.#meter.summary;
	}

	/** Follows the samples that `sample` gives; `expect` says what has to be heard now. Does nothing where it does already. */
	follow(
		sample: (sampled: (sample: MediaSample) => void) => () => void,
		expect: () => Expectation
	): void {
		this.#stop ??= sample((next) => this.#take(next, expect()));
	}

	stop(): void {
		this.#stop?.();
		this.#stop = undefined;
	}

	#take(sample: MediaSample, expected: Expectation): void {
		this.#watch = watchSound(this.#watch, sample, expected);
		this.#problem = soundProblem(this.#watch, sample, expected);
		if (expected.isHeld) this.#meter.pause();
		this.#quality = expected.isHeld ? undefined : this.#meter.add(sample);
	}
}
