import type { RingTone } from '#domain/hotline.ts';

interface Tone {
	/** s from the start of the period. */
	at: number;
	/** s until it fades. */
	length: number;
	/** Hz, sounded together. */
	frequencies: readonly number[];
}

interface Pattern {
	/** s, the pause included. */
	period: number;
	gain: number;
	tones: readonly Tone[];
}

const PATTERNS = {
	/** Two soft chords, then a pause. */
	standard: {
		period: 3,
		gain: 0.16,
		tones: [
			{ at: 0, length: 0.4, frequencies: [523.25, 659.25] },
			{ at: 0.45, length: 0.55, frequencies: [440, 554.37] }
		]
	},
	/** Three high notes that climb. */
	bright: {
		period: 3,
		gain: 0.14,
		tones: [
			{ at: 0, length: 0.25, frequencies: [783.99] },
			{ at: 0.25, length: 0.25, frequencies: [987.77] },
			{ at: 0.5, length: 0.5, frequencies: [1174.66] }
		]
	},
	/** Two deep, long notes that fall. */
	low: {
		period: 3.2,
		gain: 0.24,
		tones: [
			{ at: 0, length: 0.6, frequencies: [293.66, 440] },
			{ at: 0.65, length: 0.8, frequencies: [220, 329.63] }
		]
	},
	/** A short double ring, as telephones in Britain give. */
	double: {
		period: 3,
		gain: 0.16,
		tones: [
			{ at: 0, length: 0.35, frequencies: [400, 450] },
			{ at: 0.6, length: 0.35, frequencies: [400, 450] }
		]
	},
	/** Heard in the ear beside the person who is speaking: one short, quiet tone. */
	'call-waiting': {
		period: 5,
		gain: 0.05,
		tones: [{ at: 0, length: 0.15, frequencies: [425] }]
	}
} satisfies Record<RingtoneKind, Pattern>;

type RingtoneKind = RingTone | 'call-waiting';
const KINDS = Object.keys(PATTERNS) as RingtoneKind[];

const FADE_S = 0.03;
/** Hz; an audio context of another rate converts. */
const SAMPLE_RATE = 48_000;

/**
 * Rings through Web Audio, so that it needs no file and no network. One period is rendered and looped:
 * a hidden tab slows timers down to one a minute, and sound that was scheduled while the browser still
 * held it back would all come at once.
 */
export class Ringtone {
	readonly #mutedChanged: (muted: boolean) => void;
	readonly #periods = new Map<RingtoneKind, AudioBuffer>();
	#context: AudioContext | undefined;
	#outputId = '';
	#volume = 1;
	#sounding: { kind: RingtoneKind; source: AudioBufferSourceNode; volume: GainNode } | undefined;

	/** `mutedChanged` is told whether the browser keeps a started ring tone silent until the person touches the page. */
	constructor(mutedChanged: (muted: boolean) => void = () => {}) {
		this.#mutedChanged = mutedChanged;
	}

	/**
	 * Renders what has not sounded yet, while the page has nothing else to do: at the first ring it would hold the
	 * call window up longer than all else does, and at the start the page.
	 */
	prepare(): void {
		const next = KINDS.find((kind) => !this.#periods.has(kind));
		if (!next) return;
		whenIdle(() => {
			this.#period(next);
			this.prepare();
		});
	}

	/** Asks the browser for sound; call it in a user gesture. */
	async unlock(): Promise<void> {
		await this.#audio().resume();
	}

	/** Rings on this output (a device id, or `''` for the system's own choice), this loud (0 to 1), at once. */
	useOutput(outputId: string, volume: number): void {
		this.#volume = volume;
		if (this.#sounding) this.#sounding.volume.gain.value = this.#loudness(this.#sounding.kind);
		if (outputId === this.#outputId) return;
		this.#outputId = outputId;
		if (this.#context) this.#choose(this.#context);
	}

	/** Rings until `stop`; the same kind again changes nothing. */
	start(kind: RingtoneKind): void {
		if (this.#sounding?.kind === kind && this.#sounding.source.loop) return;
		this.#play(kind, true);
	}

	/** Lets a tone be heard once; not while a call rings. */
	sample(tone: RingTone): void {
		if (!this.#sounding?.source.loop) this.#play(tone, false);
	}

	#play(kind: RingtoneKind, loop: boolean): void {
		this.stop();
		const context = this.#audio();
		void context.resume();
		const volume = new GainNode(context, { gain: this.#loudness(kind) });
		const source = new AudioBufferSourceNode(context, { buffer: this.#period(kind), loop });
		source.connect(volume).connect(context.destination);
		source.start();
		this.#sounding = { kind, source, volume };
		source.addEventListener('ended', () => {
			if (this.#sounding?.source === source) this.#sounding = undefined;
		});
		this.#tellMuted();
	}

	/** Ends the tone at once, without a click. */
	stop(): void {
		if (!this.#sounding) return;
		const { source, volume } = this.#sounding;
		this.#sounding = undefined;
		const { currentTime } = source.context;
		volume.gain.setValueAtTime(volume.gain.value, currentTime);
		volume.gain.linearRampToValueAtTime(0, currentTime + FADE_S);
		source.stop(currentTime + FADE_S);
		source.addEventListener('ended', () => volume.disconnect());
		this.#tellMuted();
	}

	async close(): Promise<void> {
		this.stop();
		await this.#context?.close();
		this.#context = undefined;
	}

	#period(kind: RingtoneKind): AudioBuffer {
		const known = this.#periods.get(kind) ?? render(PATTERNS[kind]);
		this.#periods.set(kind, known);
		return known;
	}

	#audio(): AudioContext {
		if (this.#context) return this.#context;
		this.#context = new AudioContext();
		if (this.#outputId !== '') this.#choose(this.#context);
		this.#context.addEventListener('statechange', () => this.#tellMuted());
		return this.#context;
	}

	/** What is heard in the ear during a conversation does not follow the volume of the bell. */
	#loudness(kind: RingtoneKind): number {
		return kind === 'call-waiting' ? 1 : this.#volume;
	}

	/** An output that has gone leaves the sound where it was; not every browser lets Web Audio choose. */
	#choose(context: AudioContext): void {
		if (canChooseRinger(context)) context.setSinkId(this.#outputId).catch(() => {});
	}

	#tellMuted(): void {
		this.#mutedChanged(this.#sounding !== undefined && this.#context?.state === 'suspended');
	}
}

/** Web Audio API §1.2; not in TypeScript's own types yet. */
interface SinkContext {
	setSinkId(outputId: string): Promise<void>;
}

function canChooseRinger(context: AudioContext): context is AudioContext & SinkContext {
	return 'setSinkId' in context;
}

/** Safari does not tell when a page is idle. */
function whenIdle(run: () => void): void {
	if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 2_000 });
	else setTimeout(run);
}

/** One period of a pattern as samples. */
function render({ period, gain, tones }: Pattern): AudioBuffer {
	const sampleRate = SAMPLE_RATE;
	const buffer = new AudioBuffer({ length: Math.round(period * sampleRate), sampleRate });
	const samples = buffer.getChannelData(0);
	for (const { at, length, frequencies } of tones) {
		const first = Math.round(at * sampleRate);
		for (let sample = first; sample < samples.length; sample += 1) {
			const time = (sample - first) / sampleRate;
			if (time > length * 2.5) break;
			const attack = Math.min(1, time / FADE_S);
			const decay = Math.exp(-Math.max(0, time - length / 2) / (length / 4));
			const wave = frequencies.reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * time), 0);
			samples[sample] = (samples[sample] ?? 0) + gain * attack * decay * wave;
		}
	}
	return buffer;
}
