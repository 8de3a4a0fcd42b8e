import { SessionState, type Session } from 'sip.js';
import { PAUSE_MS, TONE_MS } from '#domain/dtmf.ts';

/**
 * Digits as INFO requests, for a far side that takes no tones in the audio (`application/dtmf-relay`, as
 * telephone systems of all kinds understand it; RFC 6086 does not define it). One after the other: each
 * waits for the answer to the one before, whatever it is.
 */
export class InfoDigits {
	readonly #session: Session;
	#sent: Promise<void> = Promise.resolve();

	constructor(session: Session) {
		this.#session = session;
	}

	send(digits: string): void {
		for (const digit of digits) this.#sent = this.#sent.then(() => this.#one(digit));
	}

	async #one(digit: string): Promise<void> {
		if (this.#session.state !== SessionState.Established) return;
		if (digit === ',') return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		const { promise, resolve } = Promise.withResolvers<void>();
		const done = () => resolve();
		this.#session
			.info({
				requestDelegate: { onAccept: done, onReject: done, onRedirect: done },
				requestOptions: {
					body: {
						contentDisposition: 'render',
						contentType: 'application/dtmf-relay',
						content: `Signal=${digit}\r\nDuration=${TONE_MS}\r\n`
					}
				}
			})
			.catch(done);
		return promise;
	}
}
