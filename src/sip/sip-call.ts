import { Inviter, Invitation, SessionState, type Session } from 'sip.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core';
import type { CallEvent } from '#domain/call.ts';
import type { CallFailure, EndCause } from '#domain/call-outcome.ts';
import { parseReasons } from '#domain/call-reasons.ts';
import type { MediaSample } from '#domain/media-sample.ts';
import { CallMedia, type Mixer } from './call-media.ts';
import { CallTransfer } from './call-transfer.ts';
import type { MediaAhead } from './media-ahead.ts';
import { InfoDigits } from './info-digits.ts';
import { sampleMedia } from './media-samples.ts';
import { MediaPath } from './media-path.ts';
import { ReinviteQueue } from './reinvite-queue.ts';
import { replacingUri } from './refer.ts';
import { targetUri } from './target-uri.ts';
import type { UnheardEnds } from './unheard-ends.ts';

interface SipCallParts {
	/** Our own SIP domain, to which what is dialled without one belongs. */
	readonly domain: string;
	readonly mix: Mixer;
	/** Makes the call's media. */
	readonly media: MediaAhead;
	/** By which calls are ended. */
	readonly ends: UnheardEnds;
	/** UTC epoch ms. */
	now(): number;
	/** The sound has lost its way: the line may be lost too, and not know it. */
	pathLost(): void;
	/** Runs once, after the last event. */
	ended(): void;
}

/**
 * One SIP dialog as the phone sees it: commands in, `CallEvent`s out. Every wire fact that explains
 * the end is noted before the end is told, because sip.js itself only says "terminated".
 */
export class SipCall {
	/** Set by whoever owns the call, before anything can happen. */
	onEvent: (event: CallEvent) => void = () => {};
	readonly #session: Session;
	readonly #parts: SipCallParts;
	readonly #infoDigits: InfoDigits;
	readonly #transfer: CallTransfer;
	#cause: EndCause | undefined;
	#ended = false;
	#isHeldByThem = false;
	#isMuted = false;
	#path: MediaPath | undefined;
	readonly #offers: ReinviteQueue;
	/** Resolves once what has been offered last is answered. */
	#negotiated: Promise<unknown> = Promise.resolve();

	constructor(session: Session, parts: SipCallParts) {
		this.#session = session;
		this.#parts = parts;
		this.#infoDigits = new InfoDigits(session);
		this.#transfer = new CallTransfer(session, {
			told: (transfer) => this.onEvent({ type: 'transfer', at: parts.now(), transfer }),
			done: (to) => {
				this.#cause ??= { kind: 'transferred', to };
				this.hangUp();
			}
		});
		this.#offers = new ReinviteQueue(session);
		session.delegate = {
			onSessionDescriptionHandler: (handler) => {
				if (!(handler instanceof CallMedia)) return;
				handler.onNegotiated = () => this.#tellHeld();
				handler.mute(this.#isMuted);
				this.#watchPath(handler);
			},
			onCancel: ({ request }) => {
				this.#cause ??= { kind: 'cancelled', reasons: parseReasons(request.getHeaders('Reason')) };
			},
			onBye: (bye) => {
				const reasons = parseReasons(bye.request.getHeaders('Reason'));
				const { asked: to } = this.#transfer;
				// Telephone systems that make the new call themselves end ours before they say how it went.
				this.#cause ??=
					to === undefined ? { kind: 'hangup', by: 'them', reasons } : { kind: 'transferred', to };
				void bye.accept();
			},
			// Whoever calls us does not decide whom we call, at our cost.
			onRefer: (referral) => void referral.reject({ statusCode: 603 })
		};
		session.stateChange.addListener((state) => this.#onState(state));
	}

	/** The far side's audio; undefined until media has been negotiated. */
	get remoteAudio(): MediaStream | undefined {
		return this.#media?.remoteMediaStream;
	}

	/** Tells once a second what the call's media has come to, until the returned function is called. */
	sampleMedia(sampled: (sample: MediaSample) => void): () => void {
		const connection = this.#media?.peerConnection;
		return connection ? sampleMedia(connection, sampled) : () => {};
	}

	/** Sends silence in place of the microphone, whichever it is, until told otherwise; also before there is any media. */
	mute(isMuted: boolean): void {
		this.#isMuted = isMuted;
		this.#media?.mute(isMuted);
	}

	/** Holds or resumes the call (RFC 3264 §8.4). Held, the far side hears nothing of us, whatever it answers. */
	hold(isHeld: boolean): void {
		this.#media?.hold(isHeld);
		this.#negotiate();
	}

	/**
	 * Sends another microphone from now on (replaceTrack: nothing is negotiated, unless the call has only
	 * listened so far); muted or held it stays. The stream is this call's from then on and is stopped with
	 * it: each call needs its own. A call that has no media yet opens its microphone itself.
	 */
	useMicrophone(stream: MediaStream): void {
		const media = this.#media;
		if (media) this.#offerWhereNew(media.useMicrophone(stream));
		else for (const track of stream.getTracks()) track.stop();
	}

	/** Sends these beside the microphone, for a conference; none: the microphone alone. */
	alsoSend(others: readonly MediaStream[]): void {
		const media = this.#media;
		if (media) this.#offerWhereNew(media.alsoSend(others, this.#parts.mix));
	}

	/** Sends digits, `*`, `#` and pauses (`,`): as tones where the far side takes them, else as INFO. */
	sendDigits(digits: string): void {
		if (!this.#media?.sendTones(digits)) this.#infoDigits.send(digits);
	}

	/** Asks the far side to call a number or SIP user in our place; events tell how that goes. */
	transfer(target: string): void {
		this.#transfer.start(targetUri(target, this.#parts.domain), target, this.#negotiated);
	}

	/** Asks the far side to take our place in another call of ours (RFC 5589 §7); `to` says who that is with. */
	transferTo(other: SipCall, to: string): void {
		this.#transfer.start(replacingUri(other.#session, this.#parts.domain), to, this.#negotiated);
	}

	#tellHeld(): void {
		const isHeld = this.#media?.isHeldByThem ?? false;
		if (isHeld === this.#isHeldByThem || this.#session.state !== SessionState.Established) return;
		this.#isHeldByThem = isHeld;
		this.onEvent({ type: isHeld ? 'held' : 'resumed', by: 'them', at: this.#parts.now() });
	}

	#offerWhereNew(changed: Promise<boolean>): void {
		changed.then(
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
		if (!(this.#session instanceof Invitation)) return;
		this.#session.progress().catch(() => this.#fail('transport'));
		this.#parts.media.ringing(this.#session);
	}

	/** Sends the INVITE; `onEvent` tells the rest, `answered` what the answer said once the call is connected. */
	invite(answered: (answer: IncomingResponseMessage) => void = () => {}): void {
		if (!(this.#session instanceof Inviter)) return;
		this.#session
			.invite({
				requestDelegate: {
					onProgress: ({ message }) => {
						const status = message.statusCode ?? 0;
						if (status >= 180) this.onEvent({ type: 'progress', at: this.#parts.now() });
					},
					onAccept: ({ message }) => answered(message),
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

	/** The line has lost its connection: what waits for an answer on it waits in vain. */
	connectionLost(): void {
		this.#offers.connectionLost();
	}

	/**
	 * The line is connected again. A call that is spoken on gets new ways for its sound, and the far side our
	 * new address; one that was still being made is given up: its answer went to the lost connection.
	 */
	connectionBack(): void {
		if (this.#session.state === SessionState.Established) this.#restartIce();
		else if (this.#session instanceof Inviter) {
			this.#cause ??= { kind: 'failed', failure: 'transport' };
			this.#parts.ends.cancel(this.#session).catch(() => {});
			this.#end();
		}
	}

	#watchPath({ peerConnection }: CallMedia): void {
		if (!peerConnection) return;
		const tell = (type: 'interrupted' | 'restored') => {
			if (this.#session.state !== SessionState.Established) return;
			this.onEvent({ type, at: this.#parts.now() });
		};
		this.#path = new MediaPath(peerConnection, {
			lost: () => {
				tell('interrupted');
				this.#parts.pathLost();
			},
			back: () => tell('restored'),
			restart: () => this.#restartIce()
		});
	}

	#restartIce(): void {
		this.#path?.restarting();
		this.#negotiate({ iceRestart: true });
	}

	/** Ends the call in whatever state it is: CANCEL, reject or BYE. */
	hangUp(): void {
		switch (this.#session.state) {
			case SessionState.Initial:
			case SessionState.Establishing:
				if (this.#session instanceof Inviter) {
					this.#cause ??= { kind: 'abandoned' };
					const isHeard = this.#session.userAgent.isConnected();
					this.#parts.ends.cancel(this.#session).catch(() => this.#end());
					// Nobody will say that the call is given up.
					if (!isHeard) this.#end();
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
				this.#parts.ends.bye(this.#session).catch(() => this.#end());
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
	#negotiate(options?: { iceRestart: boolean }): void {
		this.#negotiated = this.#offers.offer(options).then((outcome) => {
			if (outcome !== 'gone') return;
			// The far side has ended the call while nobody could tell us.
			this.#cause ??= { kind: 'hangup', by: 'them', reasons: [] };
			this.hangUp();
		});
	}

	#fail(failure: CallFailure): void {
		this.#cause ??= { kind: 'failed', failure };
		if (this.#session.state === SessionState.Established) this.hangUp();
		else this.#end();
	}

	#onState(state: SessionState): void {
		if (state === SessionState.Established) {
			this.onEvent({ type: 'connected', at: this.#parts.now() });
			this.#tellHeld();
		}
		// sip.js moves on before it hands over the refusal that explains the end.
		if (state === SessionState.Terminated) queueMicrotask(() => this.#end());
	}

	#end(): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#parts.media.ended(this.#session);
		this.#path?.stop();
		// An invitation that ends with nothing said was given up by sip.js's own no-answer timer.
		const silent: EndCause =
			this.#session instanceof Invitation
				? { kind: 'no-answer' }
				: { kind: 'failed', failure: 'transport' };
		this.onEvent({ type: 'ended', at: this.#parts.now(), cause: this.#cause ?? silent });
		this.#parts.ended();
	}
}
