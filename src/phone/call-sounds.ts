import type { Audio, LineCall, RingKind } from './line.ts';
import type { PhoneCall } from './phone-call.svelte.ts';

interface CallSoundsParts {
	readonly audio: Audio;
	/** The calls that live. */
	calls(): readonly PhoneCall[];
	/** Somebody hears the person now. */
	isTalking(): boolean;
	/** Nobody wants to be disturbed: calls ring without a sound. */
	isQuiet(): boolean;
	complain(problem: string): void;
}

/** What of the calls is heard: ringing, the far sides, and the tones of a telephone exchange. */
export class CallSounds {
	readonly #parts: CallSoundsParts;

	constructor(parts: CallSoundsParts) {
		this.#parts = parts;
	}

	/** Something has changed: what is heard follows. */
	follow(): void {
		for (const call of this.#parts.calls()) this.#play(call);
		this.#ring();
		this.#progress();
	}

	/** A call has ended; `isFailed` where it was never connected, against the person's wish. */
	end({ id, call, line }: PhoneCall, isFailed: boolean): void {
		this.#sound((audio) => audio.stop(id));
		this.follow();
		// Not into the ear of somebody who speaks, nor after the far side's own announcement.
		if (!isFailed || call.state !== 'ended' || isHeard(line) || this.#parts.isTalking()) return;
		const isBusy = call.outcome === 'busy' || call.outcome === 'declined';
		this.#sound((audio) => audio.progress(isBusy ? 'busy' : 'error'));
	}

	#play({ id, call, line, isHeldByUs }: PhoneCall): void {
		// Early media sounds while the far side still rings.
		const { remoteAudio } = line;
		if (isHeldByUs) this.#sound((audio) => audio.stop(id));
		else if (remoteAudio && (call.state === 'connected' || call.state === 'alerting')) {
			this.#sound((audio) => audio.play(id, remoteAudio));
			if (call.state === 'alerting') remoteAudio.addEventListener('addtrack', this.#progress);
		}
	}

	#ring(): void {
		const calls = this.#parts.calls();
		const ringing = calls.find(({ call }) => call.state === 'ringing');
		const isBusy = calls.some(({ call }) => call.state !== 'ringing');
		const kind: RingKind =
			!ringing || this.#parts.isQuiet() ? 'silent' : isBusy ? 'call-waiting' : 'ring';
		const tone = ringing?.hotline?.ringTone ?? 'standard';
		this.#sound((audio) => audio.ring(kind, tone));
	}

	/** Ringback is ours to give where the far side only says that it rings, and sends no sound (RFC 3960 §3.2). */
	#progress = (): void => {
		const ringsUnheard = this.#parts
			.calls()
			.some(({ call, line }) => call.state === 'alerting' && !isHeard(line));
		this.#sound((audio) => audio.progress(ringsUnheard ? 'ringback' : 'silent'));
	};

	/** A browser whose sound fails must still let a call be answered, ended and recorded. */
	#sound(make: (audio: Audio) => void): void {
		try {
			make(this.#parts.audio);
		} catch (error) {
			this.#parts.complain(`sound: ${String(error)}`);
		}
	}
}

function isHeard({ remoteAudio }: LineCall): boolean {
	return (remoteAudio?.getAudioTracks().length ?? 0) > 0;
}
