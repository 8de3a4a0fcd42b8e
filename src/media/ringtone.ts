import type { RingTone } from '#domain/hotline.ts';
import { FADE_S, renderPeriod, SAMPLE_RATE, type Pattern } from './ring-period.ts';

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
		if (next) this.#prepare(next, renderPeriod(PATTERNS[next]));
	}

	/** A portion each time that the page has nothing else to do: all at once would be felt. */
	#prepare(kind: RingtoneKind, rendering: ReturnType<typeof renderPeriod>): void {
		whenIdle(() => {
			// It has rung meanwhile.
			if (this.#periods.has(kind)) return this.prepare();
			const portion = rendering.next();
			if (!portion.done) return this.#prepare(kind, rendering);
			this.#periods.set(kind, buffered(portion.value));
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
		const known = this.#periods.get(kind) ?? buffered(rendered(PATTERNS[kind]));
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

/** All portions at once: it rings now. */
function rendered(pattern: Pattern): Float32Array {
	const rendering = renderPeriod(pattern);
	for (;;) {
		const portion = rendering.next();
		if (portion.done) return portion.value;
	}
}

function buffered(samples: Float32Array): AudioBuffer {
	const buffer = new AudioBuffer({ length: samples.length, sampleRate: SAMPLE_RATE });
	buffer.getChannelData(0).set(samples);
	return buffer;
}
