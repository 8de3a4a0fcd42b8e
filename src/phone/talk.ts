import type { CallEvent } from '#domain/call.ts';
import { dtmfDigits } from '#domain/dtmf.ts';
import type { PhoneCall } from './phone-call.svelte.ts';

interface TalkParts {
	/** The calls that live. */
	calls(): readonly PhoneCall[];
	apply(call: PhoneCall, event: CallEvent): void;
	/** UTC epoch ms. */
	now(): number;
}

/**
 * Who of several callers hears whom. One is spoken with at a time and the others are held, unless the
 * person has merged them: those who are not held then hear each other too. Every command names its call by
 * id; one that makes no sense now (the call has just ended) does nothing.
 */
export class Talk {
	readonly #parts: TalkParts;
	/** Whom the person turned to last: whoever is connected later than that waits. */
	#wanted: string | undefined;
	/** Callers who are connected with each other: each one's call, and the one that it takes the place of. */
	readonly #replaced = new Map<string, string>();

	constructor(parts: TalkParts) {
		this.#parts = parts;
	}

	/** Who hears the person now (but for mute), oldest first; several of them hear each other. */
	get partners(): readonly PhoneCall[] {
		return this.#connected.filter((call) => !call.isHeldByUs);
	}

	hold(id: string): void {
		const call = this.#find(id);
		if (!call || call.isHeldByUs) return;
		call.line.hold(true);
		this.#parts.apply(call, { type: 'held', by: 'us', at: this.#parts.now() });
		this.#mix();
	}

	/** Speaks with this caller alone: the others are held. Of two calls this swaps them. */
	resume(id: string): void {
		const call = this.#find(id);
		if (!call) return;
		this.turnTo(id);
		this.#resume(call);
		this.#mix();
	}

	/** Speaks with all who are connected; they hear each other. Holding one takes it out again. */
	merge(): void {
		for (const call of this.#connected) this.#resume(call);
		this.#mix();
	}

	/** In a conference nobody hears a muted person: it is one microphone. */
	mute(id: string, isMuted: boolean): void {
		const call = this.#find(id);
		if (!call) return;
		const { partners } = this;
		for (const one of partners.includes(call) ? partners : [call]) {
			one.line.mute(isMuted);
			this.#parts.apply(one, { type: isMuted ? 'muted' : 'unmuted', at: this.#parts.now() });
		}
	}

	/** Sends what can be sent of a typed or pasted text as tones; returns that. */
	sendDigits(id: string, text: string): string {
		const digits = dtmfDigits(text);
		const call = this.#find(id);
		if (!call || digits === '') return '';
		call.line.sendDigits(digits);
		return digits;
	}

	/** Lets this caller be called to `target` (a number or SIP user) in our place. It waits held meanwhile. */
	transfer(id: string, target: string): void {
		const call = this.#find(id);
		if (!call || call.isTransferring) return;
		this.hold(id);
		this.#tellAsked(call, target);
		call.line.transfer(target);
	}

	/** Connects this caller with the one of another call, and leaves both; `to` names the other. */
	transferTo(id: string, otherId: string, to: string): void {
		const [call, other] = [this.#find(id), this.#find(otherId)];
		if (!call || !other || call === other || call.isTransferring) return;
		this.hold(id);
		this.hold(otherId);
		this.#tellAsked(call, to);
		this.#replaced.set(id, otherId);
		call.line.transferTo(other.line, to);
	}

	/** Speaks again with a caller whose transfer hangs. */
	takeBack(id: string): void {
		this.dismissTransfer(id);
		this.resume(id);
	}

	/** Puts the message about a transfer away. */
	dismissTransfer(id: string): void {
		const call = this.#find(id);
		if (!call) return;
		this.#parts.apply(call, { type: 'transfer', at: this.#parts.now(), transfer: undefined });
	}

	/** The person turns to a call, which may still be made: whom they have spoken with waits. */
	turnTo(id: string): void {
		this.#wanted = id;
		for (const other of this.partners) if (other.id !== id) this.hold(other.id);
	}

	/** What has happened to a call may concern the others. */
	after(call: PhoneCall, event: CallEvent): void {
		if (event.type === 'connected' && this.#wanted !== call.id) this.hold(call.id);
		if (event.type === 'ended') this.#ended(call.id, event.cause.kind === 'transferred');
		// Taken back, unless the person speaks with somebody else by now.
		const isFailed = event.type === 'transfer' && event.transfer?.state === 'failed';
		if (isFailed && this.partners.length === 0) this.resume(call.id);
	}

	#ended(id: string, isTransferred: boolean): void {
		const replaced = this.#replaced.get(id);
		this.#replaced.delete(id);
		// Whom they speak with now has ended our call already, or should have.
		if (isTransferred && replaced !== undefined) this.#find(replaced)?.line.hangUp();
		this.#mix();
	}

	get #connected(): readonly PhoneCall[] {
		return this.#parts.calls().filter(({ call }) => call.state === 'connected');
	}

	#find(id: string): PhoneCall | undefined {
		return this.#connected.find((call) => call.id === id);
	}

	#resume(call: PhoneCall): void {
		if (!call.isHeldByUs) return;
		call.line.hold(false);
		this.#parts.apply(call, { type: 'resumed', by: 'us', at: this.#parts.now() });
	}

	#tellAsked(call: PhoneCall, to: string): void {
		const transfer = { state: 'asked', to } as const;
		this.#parts.apply(call, { type: 'transfer', at: this.#parts.now(), transfer });
	}

	/** Each of several partners is sent what the others say. */
	#mix(): void {
		const { partners } = this;
		for (const call of this.#connected) {
			const others = partners.includes(call) ? partners.filter((other) => other !== call) : [];
			call.sendAlso(others);
		}
	}
}
