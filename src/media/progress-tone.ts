/** What is heard while a call is made: the tones of European networks (ETSI TR 101 041, ITU-T E.180), 425 Hz. */
export type ProgressToneKind = 'ringback' | 'busy' | 'error';

interface Cadence {
	/** s */
	readonly on: number;
	readonly off: number;
	/** How often it is heard; for ever where it is absent. */
	readonly times?: number;
}

const CADENCES: Record<ProgressToneKind, Cadence> = {
	ringback: { on: 1, off: 4 },
	busy: { on: 0.48, off: 0.48, times: 4 },
	/** Twice as fast, as where a network is congested. */
	error: { on: 0.24, off: 0.24, times: 6 }
};

const HERTZ = 425;
const GAIN = 0.08;
/** s; without it each tone would begin and end with a click. */
const FADE_S = 0.01;
const SAMPLE_RATE = 8_000;

/** Sounds what a telephone exchange would, where the far side gives nothing to hear. */
export class ProgressTone {
	#context: AudioContext | undefined;
	#sounding:
		{ readonly kind: ProgressToneKind; readonly source: AudioBufferSourceNode } | undefined;

	/** The same again changes nothing. */
	start(kind: ProgressToneKind): void {
		if (this.#sounding?.kind === kind) return;
		this.stop();
		const context = (this.#context ??= new AudioContext());
		void context.resume();
		// Looped by the audio thread: a hidden tab's timers would stretch the cadence.
		const { times } = CADENCES[kind];
		const source = new AudioBufferSourceNode(context, { buffer: render(kind), loop: !times });
		source.connect(context.destination);
		source.start();
		this.#sounding = { kind, source };
		source.addEventListener('ended', () => {
			if (this.#sounding?.source === source) this.#sounding = undefined;
		});
	}

	stop(): void {
		const sounding = this.#sounding;
		this.#sounding = undefined;
		sounding?.source.stop();
	}

	async close(): Promise<void> {
		this.stop();
		await this.#context?.close();
		this.#context = undefined;
	}
}

/** The tone's periods as samples: one of those that are looped, else all. */
export function render(kind: ProgressToneKind): AudioBuffer {
	const { on, off, times = 1 } = CADENCES[kind];
	const period = Math.round((on + off) * SAMPLE_RATE);
	const buffer = new AudioBuffer({ length: period * times, sampleRate: SAMPLE_RATE });
	const samples = buffer.getChannelData(0);
	for (let at = 0; at < samples.length; at += 1) {
		const time = (at % period) / SAMPLE_RATE;
		if (time >= on) continue;
		const fade = Math.min(1, time / FADE_S, (on - time) / FADE_S);
		samples[at] = GAIN * fade * Math.sin(2 * Math.PI * HERTZ * time);
	}
	return buffer;
}
