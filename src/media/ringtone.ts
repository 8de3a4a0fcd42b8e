/** Frequencies in Hz and lengths in s of one ring: two soft tones, then a pause. */
const TONES = [
	{ at: 0, length: 0.4, frequencies: [523.25, 659.25] },
	{ at: 0.45, length: 0.55, frequencies: [440, 554.37] }
];
const PERIOD_MS = 3_000;

/** Rings through Web Audio, so that it needs no file and no network. */
export class Ringtone {
	#context: AudioContext | undefined;
	#timer: ReturnType<typeof setInterval> | undefined;

	/** True while the browser's autoplay policy keeps the ring tone silent until the person touches the page. */
	get muted(): boolean {
		return this.#audio().state !== 'running';
	}

	/** Asks the browser for sound; call it in a user gesture. */
	async unlock(): Promise<void> {
		await this.#audio().resume();
	}

	start(): void {
		if (this.#timer) return;
		void this.#audio().resume();
		this.#ringOnce();
		this.#timer = setInterval(() => this.#ringOnce(), PERIOD_MS);
	}

	stop(): void {
		clearInterval(this.#timer);
		this.#timer = undefined;
	}

	async close(): Promise<void> {
		this.stop();
		await this.#context?.close();
		this.#context = undefined;
	}

	#audio(): AudioContext {
		return (this.#context ??= new AudioContext());
	}

	#ringOnce(): void {
		const context = this.#audio();
		for (const { at, length, frequencies } of TONES) {
			const start = context.currentTime + at;
			const envelope = new GainNode(context, { gain: 0 });
			envelope.gain.setValueAtTime(0, start);
			envelope.gain.linearRampToValueAtTime(0.16, start + 0.03);
			envelope.gain.setTargetAtTime(0, start + length * 0.5, length / 4);
			envelope.connect(context.destination);
			for (const frequency of frequencies) {
				const tone = new OscillatorNode(context, { frequency });
				tone.connect(envelope);
				tone.start(start);
				tone.stop(start + length + 0.5);
			}
		}
	}
}
