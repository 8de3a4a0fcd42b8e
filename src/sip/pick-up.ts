import type { Invitation } from 'sip.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core';
import type { CallEvent } from '#domain/call.ts';
import type { DialogElement } from '#domain/dialog-info.ts';
import type { SipCall } from './sip-call.ts';

interface PickUpParts {
	/** What rings there. */
	readonly dialog: DialogElement;
	/** The INVITE that asks for it, not sent yet. */
	readonly call: SipCall;
	/** The PBX has given us the call, which is connected already. Resolves once its events are listened to. */
	taken(answer: IncomingResponseMessage): Promise<void>;
	failed(): void;
}

/** Ended, and not by us: the PBX calls our phone instead. */
const COMES_TO_US = 487;
/** As long as a person looks at a button before it seems dead. */
const LIMIT_MS = 10_000;

/**
 * Asks for a call that rings at a colleague's line (RFC 3891). A PBX that is the caller's far side gives it by
 * answering; a proxy cannot, and lets the very call ring here: it is recognised by Call-ID and the caller's tag.
 */
export class PickUp {
	readonly #parts: PickUpParts;
	readonly #limit: ReturnType<typeof setTimeout>;
	/** What has come of the call before anybody could be told. */
	readonly #early: CallEvent[] = [];
	#isOver = false;
	#isTaken = false;

	constructor(parts: PickUpParts) {
		this.#parts = parts;
		const { call } = parts;
		this.#limit = setTimeout(() => this.#fail(), LIMIT_MS);
		call.onEvent = (event) => this.#follow(event);
		call.invite((answer) => {
			if (!this.#end()) return;
			this.#isTaken = true;
			parts
				.taken(answer)
				.then(() => {
					for (const event of this.#early) call.onEvent(event);
				})
				.catch((error: unknown) => {
					reportError(error);
					call.hangUp();
					parts.failed();
				});
		});
	}

	/** The call that has been asked for comes in: it is to be answered at once. */
	takes({ request }: Invitation): boolean {
		const { callId, remoteTag } = this.#parts.dialog;
		if (request.callId !== callId || request.fromTag !== remoteTag || !this.#end()) return false;
		this.#parts.call.hangUp();
		return true;
	}

	#follow(event: CallEvent): void {
		if (this.#isTaken) this.#early.push(event);
		else if (event.type === 'ended') {
			const { cause } = event;
			if (cause.kind !== 'refused' || cause.status !== COMES_TO_US) this.#fail();
		} else if (event.type !== 'progress') this.#early.push(event);
	}

	#fail(): void {
		if (!this.#end()) return;
		this.#parts.call.hangUp();
		this.#parts.failed();
	}

	#end(): boolean {
		if (this.#isOver) return false;
		this.#isOver = true;
		clearTimeout(this.#limit);
		return true;
	}
}
