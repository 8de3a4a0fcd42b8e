import { beginForwarding, type Forwarding } from '#domain/forwarding.ts';
import type { Line } from './line.ts';

/** How far the PBX has been told: `done` where it has answered the code's call. */
export type ForwardingStep = 'asked' | 'done' | 'refused' | 'no-answer' | 'not-connected';

/** What a person does with the forwarding. */
export interface ForwardingCommands {
	/** What became of the last change; undefined where there was none, or it has been read. */
	readonly step: ForwardingStep | undefined;
	/** Lets all calls go to this number: digits, with a plus where it is in E.164. */
	begin(number: string): void;
	end(): void;
	/** Puts away what is said of the last change. */
	dismiss(): void;
}

interface ForwarderParts {
	readonly line: Pick<Line, 'dial'>;
	/** As it is kept. */
	readonly kept: () => Forwarding;
	/** Keeps it for all tabs and devices. */
	readonly keep: (forwarding: Forwarding) => void;
}

/** PBXs answer codes at once; announcements before that take a few seconds. */
const LIMIT_MS = 15_000;

/**
 * Tells the PBX where calls go, by dialling its codes. Such a call is none between people: it has no window,
 * makes no sound, is not in the journal and not reported. What is kept changes only where the PBX has answered.
 */
export class Forwarder implements ForwardingCommands {
	readonly #parts: ForwarderParts;
	#step = $state.raw<ForwardingStep | undefined>();

	constructor(parts: ForwarderParts) {
		this.#parts = parts;
	}

	get step(): ForwardingStep | undefined {
		return this.#step;
	}

	begin(number: string): void {
		const kept = this.#parts.kept();
		this.#send(beginForwarding(kept, number), { number, isOn: true });
	}

	end(): void {
		this.#send(this.#parts.kept().endCode, { isOn: false });
	}

	dismiss(): void {
		if (this.#step !== 'asked') this.#step = undefined;
	}

	#send(code: string, change: Partial<Forwarding>): void {
		// One code at a time: which of two the PBX has heard last would not be known.
		if (this.#step === 'asked') return;
		const call = this.#parts.line.dial(code)?.call;
		if (!call) {
			this.#step = 'not-connected';
			return;
		}
		this.#step = 'asked';
		let isOver = false;
		const settle = (step: ForwardingStep) => {
			if (isOver) return;
			isOver = true;
			clearTimeout(limit);
			this.#step = step;
			if (step === 'done') this.#parts.keep({ ...this.#parts.kept(), ...change });
			call.hangUp();
		};
		const limit = setTimeout(settle, LIMIT_MS, 'no-answer');
		call.onEvent = (event) => {
			if (event.type === 'connected') settle('done');
			if (event.type === 'ended') settle(event.cause.kind === 'refused' ? 'refused' : 'no-answer');
		};
		call.invite();
	}
}
