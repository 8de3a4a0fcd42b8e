import { SessionState, type Session, type URI } from 'sip.js';
import type { Transfer, TransferFailure } from '#domain/call.ts';
import { refusalOutcome } from '#domain/call-outcome.ts';
import { refer, type ReferProgress } from './refer.ts';

interface CallTransferParts {
	told(transfer: Transfer): void;
	/** Runs once the far side speaks with the other; `to` as it was asked for. */
	done(to: string): void;
}

/** One call's transfer, from the asking until the far side has said how it went (RFC 5589). */
export class CallTransfer {
	readonly #session: Session;
	readonly #parts: CallTransferParts;
	#asked: string | undefined;

	constructor(session: Session, parts: CallTransferParts) {
		this.#session = session;
		this.#parts = parts;
	}

	/** Whom the far side has been asked to call, and has not said no. */
	get asked(): string | undefined {
		return this.#asked;
	}

	/** `uri` is undefined where `to` leads nowhere; asked is when `before` has resolved. */
	start(uri: URI | undefined, to: string, before: Promise<unknown>): void {
		if (!uri) return this.#parts.told({ state: 'failed', to, why: 'bad-number' });
		// What holds the call must have been answered: many telephone systems refuse both at once.
		void before.then(() => {
			if (this.#session.state !== SessionState.Established) return;
			this.#asked = to;
			refer(this.#session, uri, (progress) => this.#go(progress, to));
		});
	}

	#go(progress: ReferProgress, to: string): void {
		if (this.#asked === undefined) return;
		if (progress.kind === 'status' && progress.status < 200) {
			if (progress.status >= 180) this.#parts.told({ state: 'ringing', to });
		} else if (progress.kind === 'status' && progress.status < 300) {
			this.#parts.done(to);
		} else {
			this.#asked = undefined;
			this.#parts.told({ state: 'failed', to, why: failure(progress) });
		}
	}
}

function failure(progress: ReferProgress): TransferFailure {
	switch (progress.kind) {
		case 'refused':
			return 'not-taken';
		case 'unknown':
			return 'failed';
		case 'status':
			return refusalOutcome(progress.status);
	}
}
