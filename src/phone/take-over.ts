import type { CallEvent } from '#domain/call.ts';
import type { PhoneCall } from './phone-call.svelte.ts';
import type { Talk } from './talk.ts';

/** A call that takes the place of another, and how that one was when it came. */
interface Place {
	readonly before: PhoneCall;
	readonly isHeld: boolean;
	readonly isMuted: boolean;
}

/**
 * Calls that take the place of others: the far side has put us through to somebody else, or somebody else has picked
 * up whom we call (RFC 3891). The new call is as the old one was, muted or held, before anything of us is heard; the
 * old one ends once the new one is connected, and goes on where that fails.
 */
export class TakeOver {
	readonly #talk: Pick<Talk, 'partners' | 'mute' | 'resume'>;
	readonly #places = new Map<string, Place>();

	constructor(talk: Pick<Talk, 'partners' | 'mute' | 'resume'>) {
		this.#talk = talk;
	}

	/** Before the call is answered. True where the person turns to it; else it waits, as the one before it does. */
	begin(call: PhoneCall, before: PhoneCall): boolean {
		const { call: old, isHeldByUs: isHeld } = before;
		const isMuted = old.state === 'connected' && old.muted;
		this.#places.set(call.id, { before, isHeld, isMuted });
		if (isHeld || isMuted) call.line.mute(true);
		return !isHeld;
	}

	/** What has happened to a call, which waits on hold by now where it should. */
	after({ id, line }: PhoneCall, { type }: CallEvent): void {
		const place = this.#places.get(id);
		if (!place || (type !== 'connected' && type !== 'ended')) return;
		this.#places.delete(id);
		const { before, isHeld, isMuted } = place;
		if (type === 'connected') {
			if (isMuted) this.#talk.mute(id, true);
			else if (isHeld) line.mute(false);
			if (before.call.state !== 'ended') before.line.hangUp();
		} else if (!isHeld && this.#talk.partners.length === 0) this.#talk.resume(before.id);
	}
}
