import {
	DEFAULT_SOUND,
	findDevice,
	type MicrophoneProblem,
	type SoundDevices,
	type SoundSettings
} from '#domain/sound-settings.ts';
import { LiveMicrophone, type OpenedMicrophone } from './live-microphone.ts';
import type { CallMicrophone } from './line.ts';
import type { PhoneCall } from './phone-call.svelte.ts';

export interface DeviceSoundParts {
	load(): Promise<SoundSettings>;
	save(settings: SoundSettings): Promise<void>;
	devices(): Promise<SoundDevices>;
	/** Calls `changed` whenever something is plugged in or out; returns how to stop. */
	watchDevices(changed: () => void): () => void;
	/** `deviceId` undefined for the system's own choice. */
	/** A microphone would be opened without anybody being asked. */
	isMicrophoneAllowed(): boolean;
	openMicrophone(
		wish: { readonly deviceId: string | undefined } & Pick<
			SoundSettings,
			'echoCancellation' | 'noiseSuppression' | 'autoGainControl'
		>
	): Promise<OpenedMicrophone>;
	/** Device ids, `''` for the system's own choice. */
	useOutputs(outputs: { speaker: string; ringer: string; ringVolume: number }): void;
	/** How loud a stream is, 0 to 1; returns how to stop. */
	measure(stream: MediaStream, told: (level: number) => void): () => void;
	playTone(outputId: string): Promise<void>;
	calls(): readonly PhoneCall[];
	missing(problem: MicrophoneProblem): void;
	found(): void;
	complain(problem: string): void;
	closed(): void;
}

/** A microphone that is tried out. */
type Trial =
	| { readonly state: 'off' | 'opening' }
	| { readonly state: 'failed'; readonly problem: MicrophoneProblem }
	/** 0 to 1. */
	| { readonly state: 'on'; readonly level: number };

/** Microphone, speaker and bell of this computer: which are wanted, which are there, and how they sound. */
export class DeviceSound {
	readonly #parts: DeviceSoundParts;
	readonly #microphone: LiveMicrophone;
	/** The microphone of calls that begin. */
	readonly forCalls: CallMicrophone = {
		open: () => this.#microphone.open(),
		isSure: () => this.#parts.isMicrophoneAllowed() && (this.#devices?.microphones.length ?? 0) > 0
	};
	#settings = $state.raw<SoundSettings>(DEFAULT_SOUND);
	#devices = $state.raw<SoundDevices | undefined>();
	#trial = $state.raw<Trial>({ state: 'off' });
	#isKept = $state.raw(true);
	#stopTrial: () => void = () => {};
	#stopWatching: () => void = () => {};

	constructor(parts: DeviceSoundParts) {
		this.#parts = parts;
		this.#microphone = new LiveMicrophone({
			open: () => this.#open(),
			calls: parts.calls,
			missing: parts.missing,
			found: parts.found,
			complain: parts.complain
		});
	}

	get settings(): SoundSettings {
		return this.#settings;
	}

	/** What is plugged in; undefined until it has been looked for. */
	get devices(): SoundDevices | undefined {
		return this.#devices;
	}

	get trial(): Trial {
		return this.#trial;
	}

	/** The browser has kept the settings. */
	get isKept(): boolean {
		return this.#isKept;
	}

	async start(): Promise<void> {
		this.#stopWatching = this.#parts.watchDevices(() => void this.look());
		this.#settings = await this.#parts.load().catch(() => DEFAULT_SOUND);
		await this.look();
	}

	close(): void {
		this.#stopWatching();
		this.#parts.closed();
		this.stopTrial();
	}

	/** Looks at what is plugged in now; what was chosen is taken again once it is back, in calls too. */
	async look(): Promise<void> {
		const before = this.#devices;
		const wanted = this.#wantedMicrophone;
		this.#devices = await this.#parts.devices().catch(() => ({ microphones: [], speakers: [] }));
		this.#useOutputs();
		if (!before) return;
		const isFirst = before.microphones.length === 0 && this.#devices.microphones.length > 0;
		if (isFirst || wanted !== this.#wantedMicrophone) await this.#microphone.renew();
	}

	/** Changes part of the settings, at once, in calls too. */
	async change(part: Partial<SoundSettings>): Promise<void> {
		this.#settings = { ...this.#settings, ...part };
		this.#useOutputs();
		const isHeardByOthers = Object.keys(part).some(
			(key) => !['speaker', 'ringer', 'ringVolume'].includes(key)
		);
		const saved = this.#parts.save(this.#settings).then(
			() => (this.#isKept = true),
			() => (this.#isKept = false)
		);
		if (isHeardByOthers) {
			if (this.#trial.state === 'on') void this.tryMicrophone();
			await this.#microphone.renew();
		}
		await saved;
	}

	/** Another tab has changed the settings. */
	async reload(): Promise<void> {
		this.#settings = await this.#parts.load().catch(() => this.#settings);
		this.#useOutputs();
		await this.#microphone.renew();
	}

	/** Shows how loud the microphone is until `stopTrial`. */
	async tryMicrophone(): Promise<void> {
		this.stopTrial();
		this.#trial = { state: 'opening' };
		let isStopped = false;
		this.#stopTrial = () => (isStopped = true);
		const opened = await this.#open();
		if (isStopped) {
			if (opened.ok) stopTracks(opened.stream);
			return;
		}
		if (!opened.ok) {
			this.#trial = { state: 'failed', problem: opened.problem };
			return;
		}
		const { stream } = opened;
		this.#trial = { state: 'on', level: 0 };
		const stopMeasuring = this.#parts.measure(
			stream,
			(level) => (this.#trial = { state: 'on', level })
		);
		this.#stopTrial = () => {
			stopMeasuring();
			stopTracks(stream);
		};
		// Only now the browser tells the devices' names.
		await this.look();
	}

	stopTrial(): void {
		this.#stopTrial();
		this.#stopTrial = () => {};
		this.#trial = { state: 'off' };
	}

	/** Lets a tone be heard where calls are; false where the browser does not play it. */
	playTone(): Promise<boolean> {
		return this.#parts.playTone(this.#speaker).then(
			() => true,
			() => false
		);
	}

	get #wantedMicrophone(): string | undefined {
		return findDevice(this.#settings.microphone, this.#devices?.microphones ?? [])?.id;
	}

	get #speaker(): string {
		return findDevice(this.#settings.speaker, this.#devices?.speakers ?? [])?.id ?? '';
	}

	#useOutputs(): void {
		const { ringer, ringVolume } = this.#settings;
		this.#parts.useOutputs({
			speaker: this.#speaker,
			ringer: findDevice(ringer, this.#devices?.speakers ?? [])?.id ?? '',
			ringVolume
		});
	}

	#open(): Promise<OpenedMicrophone> {
		const { echoCancellation, noiseSuppression, autoGainControl } = this.#settings;
		const speech = { echoCancellation, noiseSuppression, autoGainControl };
		return this.#parts.openMicrophone({ ...speech, deviceId: this.#wantedMicrophone });
	}
}

function stopTracks(stream: MediaStream): void {
	for (const track of stream.getTracks()) track.stop();
}
