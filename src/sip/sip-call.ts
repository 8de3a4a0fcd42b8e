import { Inviter, Invitation, SessionState, type Session } from 'sip.js';
import type { CallEvent } from '#domain/call.ts';
import type { CallFailure, EndCause } from '#domain/call-outcome.ts';
import { parseReasons } from '#domain/call-reasons.ts';
import { CallMedia } from './call-media.ts';

/**
 * One SIP dialog as the phone sees it: commands in, `CallEvent`s out. Every wire fact that explains
 * the end is noted before the end is told, because sip.js itself only says "terminated".
 */
export class SipCall {
	/** Set by whoever owns the call, before anything can happen. */
	onEvent: (event: CallEvent) => void = () => {};
	readonly #session: Session;
	readonly #now: () => number;
	readonly #onEnded: () => void;
	#cause: EndCause | undefined;
	#ended = false;

	/** `now` gives UTC epoch ms; `onEnded` runs once, after the last event. */
	constructor(session: Session, now: () => number, onEnded: () => void) {
		this.#session = session;
		this.#now = now;
		this.#onEnded = onEnded;
		session.delegate = {
			onCancel: ({ request }) => {
				this.#cause ??= { kind: 'cancelled', reasons: parseReasons(request.getHeaders('Reason')) };
			},
			onBye: (bye) => {
				const reasons = parseReasons(bye.request.getHeaders('Reason'));
				this.#cause ??= { kind: 'hangup', by: 'them', reasons };
				void bye.accept();
			}
		};
		session.stateChange.addListener((state) => this.#onState(state));
	}

	/** The far side's audio; undefined until media has been negotiated. */
	get remoteAudio(): MediaStream | undefined {
		return this.#media?.remoteMediaStream;
	}

	/** Sends silence in place of the microphone, whichever it is, until told otherwise. */
	mute(isMuted: boolean): void {
		this.#media?.mute(isMuted);
	}

	/**
	 * Sends another microphone from now on (replaceTrack: nothing is negotiated, unless the call has only
	 * listened so far); muted or held it stays. The stream is this call's from then on and is stopped with
	 * it: each call needs its own. A call that has no media yet opens its microphone itself.
	 */
	useMicrophone(stream: MediaStream): void {
		const media = this.#media;
		if (!media) for (const track of stream.getTracks()) track.stop();
		else
			media.useMicrophone(stream).then(
				(isNew) => isNew && this.#negotiate(),
				() => {}
			);
	}

	get #media(): CallMedia | undefined {
		const handler = this.#session.sessionDescriptionHandler;
		return handler instanceof CallMedia ? handler : undefined;
	}

	/** Says 180 Ringing. */
	ring(): void {
		if (this.#session instanceof Invitation)
			this.#session.progress().catch(() => this.#fail('transport'));
	}

	/** Sends the INVITE; `onEvent` tells the rest. */
	invite(): void {
		if (!(this.#session instanceof Inviter)) return;
		this.#session
			.invite({
				requestDelegate: {
					onProgress: ({ message }) => {
						const status = message.statusCode ?? 0;
						if (status >= 180) this.onEvent({ type: 'progress', at: this.#now() });
					},
					onReject: ({ message }) => {
						const reasons = parseReasons(message.getHeaders('Reason'));
						this.#cause ??= { kind: 'refused', status: message.statusCode ?? 500, reasons };
					}
				}
			})
			.catch(() => this.#fail('media'));
	}

	/** Answers with 200; a failure to negotiate media ends the call as failed. */
	accept(): void {
		// accept() after the caller's CANCEL throws: the call has ended already, and said so.
		if (!(this.#session instanceof Invitation) || this.#session.state !== SessionState.Initial)
			return;
		this.#session.accept().catch(() => this.#fail('media'));
	}

	/** Refuses an incoming call: 603 ends it on all devices of the account, 486 only says that this one is busy. */
	reject(statusCode: 486 | 603): void {
		if (!(this.#session instanceof Invitation) || this.#session.state !== SessionState.Initial)
			return;
		this.#cause ??= { kind: 'rejected', status: statusCode };
		this.#session.reject({ statusCode }).catch(() => this.#end());
	}

	/** Ends the call in whatever state it is: CANCEL, reject or BYE. */
	hangUp(): void {
		switch (this.#session.state) {
			case SessionState.Initial:
			case SessionState.Establishing:
				if (this.#session instanceof Inviter) {
					this.#cause ??= { kind: 'abandoned' };
					this.#session.cancel().catch(() => this.#end());
				} else if (this.#session.state === SessionState.Initial) {
					this.reject(603);
				} else {
					// Answered but not yet acknowledged: sip.js ends it with BYE once the ACK is there.
					this.#cause ??= { kind: 'hangup', by: 'us', reasons: [] };
					void this.#session
						.dispose()
						.catch(() => {})
						.then(() => this.#end());
				}
				break;
			case SessionState.Established:
				this.#cause ??= { kind: 'hangup', by: 'us', reasons: [] };
				this.#session.bye().catch(() => this.#end());
				break;
		}
	}

	/** Ends the call at this device where the wire can no longer be asked (page closing, line closed). */
	abort(failure: CallFailure): void {
		this.#cause ??= { kind: 'failed', failure };
		this.#end();
		void this.#session.dispose().catch(() => {});
	}

	/** Offers the media anew; a refusal changes nothing. */
	#negotiate(): void {
		if (this.#session.state === SessionState.Established) this.#session.invite().catch(() => {});
	}

	#fail(failure: CallFailure): void {
		this.#cause ??= { kind: 'failed', failure };
		if (this.#session.state === SessionState.Established) this.hangUp();
		else this.#end();
	}

	#onState(state: SessionState): void {
		if (state === SessionState.Established) this.onEvent({ type: 'connected', at: this.#now() });
		// sip.js moves on before it hands over the refusal that explains the end.
		if (state === SessionState.Terminated) queueMicrotask(() => this.#end());
	}

	#end(): void {
		if (this.#ended) return;
		this.#ended = true;
		// An invitation that ends with nothing said was given up by sip.js's own no-answer timer.
		const silent: EndCause =
			this.#session instanceof Invitation
				? { kind: 'no-answer' }
				: { kind: 'failed', failure: 'transport' };
		this.onEvent({ type: 'ended', at: this.#now(), cause: this.#cause ?? silent });
		this.#onEnded();
	}
}
