import type { MicrophoneProblem } from '#domain/sound-settings.ts';
import type { PhoneCall } from './phone-call.svelte.ts';

export type OpenedMicrophone =
	| { readonly ok: true; readonly stream: MediaStream }
	| { readonly ok: false; readonly problem: MicrophoneProblem };

interface LiveMicrophoneParts {
	/** Opens the microphone that is wanted now. */
	open(): Promise<OpenedMicrophone>;
	calls(): readonly PhoneCall[];
	/** A call goes on listening, and the person must know. */
	missing(problem: MicrophoneProblem): void;
	found(): void;
	complain(problem: string): void;
}

/**
 * Gives calls their microphone, and another one while they last: where it is pulled out, where it comes back,
 * and where the first one is plugged into a call that only listens.
 */
export class LiveMicrophone {
	readonly #parts: LiveMicrophoneParts;
	/** The last renewal, so that two do not cross. */
	#renewal: Promise<void> = Promise.resolve();

	constructor(parts: LiveMicrophoneParts) {
		this.#parts = parts;
	}

	/** For a call that begins; without tracks it only listens. */
	async open(): Promise<MediaStream> {
		const opened = await this.#parts.open();
		if (opened.ok) return this.#watched(opened.stream);
		this.#parts.missing(opened.problem);
		return new MediaStream();
	}

	/** Gives every call that is spoken on the microphone that is wanted now; where there is none, calls stay as they are. */
	renew(): Promise<void> {
		this.#renewal = this.#renewal
			.then(() => this.#renewAll())
			.catch((error: unknown) => this.#parts.complain(`microphone: ${String(error)}`));
		return this.#renewal;
	}

	async #renewAll(): Promise<void> {
		// Each call stops its own stream at its end.
		for (const { call, line } of this.#parts.calls()) {
			if (call.state === 'ringing' || call.state === 'ended') continue;
			const opened = await this.#parts.open();
			if (!opened.ok) return this.#parts.missing(opened.problem);
			this.#parts.found();
			line.useMicrophone(this.#watched(opened.stream));
		}
	}

	/** A track ends by itself only where its device is gone, not where we stop it. */
	#watched(stream: MediaStream): MediaStream {
		for (const track of stream.getAudioTracks()) {
			track.addEventListener('ended', () => void this.renew());
		}
		return stream;
	}
}
