import {
	SessionDescriptionHandler,
	type SessionDescriptionHandlerOptions
} from 'sip.js/lib/platform/web';
import { TONE_GAP_MS, TONE_MS } from '#domain/dtmf.ts';
import { fittingAnswer } from './answer-direction.ts';
import { keepingDtlsRole } from './dtls-role.ts';
import { withOpusParameters } from './opus-parameters.ts';

/**
 * How long a connection that nothing goes over any longer is left open. Chromium keeps one for ever that is closed
 * while it has news of its state to tell: after that time it has told all.
 */
const QUIET_MS = 1_000;

/** Makes one sound of several. */
export type Mixer = (streams: readonly MediaStream[]) => {
	readonly stream: MediaStream;
	close(): void;
};

/**
 * What one call sends: the microphone, mixed with others in a conference, and silenced while the call is muted or held, whatever microphone
 * that is and however often the call is negotiated anew. The directions are our own too: sip.js lets a
 * hold by the far side stay in what we offer afterwards.
 */
export class CallMedia extends SessionDescriptionHandler {
	/** Told after each completed offer and answer. */
	onNegotiated: () => void = () => {};
	/** What is done before there is a call to speak on opens no microphone. */
	protected isAhead = false;
	#microphone = new MediaStream();
	/** Ours that is being made, and not on its way yet. */
	#offering:
		| { isCrossed: boolean; readonly made: ReturnType<SessionDescriptionHandler['getDescription']> }
		| undefined;
	/** Of a call that does not wait for its microphone: resolves once there is something to send it by. */
	#sendable: Promise<void> | undefined;
	#isMuted = false;
	#isHeld = false;
	#others: readonly MediaStream[] = [];
	#mixer: Mixer | undefined;
	#mixed: ReturnType<Mixer> | undefined;

	/** Sends silence in place of the microphone, or the microphone again. */
	mute(isMuted: boolean): void {
		this.#isMuted = isMuted;
		this.#silence();
	}

	/** At once the far side hears nothing of us; the next offer asks it to send nothing (RFC 3264 §8.4). */
	hold(isHeld: boolean): void {
		this.#isHeld = isHeld;
		this.#silence();
	}

	/** The far side does not take what we would send: it holds the call (RFC 3264 §8.4). */
	get isHeldByThem(): boolean {
		const { direction, currentDirection } = this.#transceiver ?? {};
		return (
			direction !== undefined && !!currentDirection && sends(direction) && !sends(currentDirection)
		);
	}

	/**
	 * Sends another microphone from now on; muted or held it stays. The stream is this call's then, and is
	 * stopped with it. True where the call has only listened so far: the far side must be told by an offer.
	 */
	async useMicrophone(stream: MediaStream): Promise<boolean> {
		const transceiver = this.#transceiver;
		if (!transceiver) {
			stop(stream);
			return false;
		}
		const before = this.#microphone;
		this.#microphone = stream;
		this.#silence();
		await this.#send();
		if (before !== stream) stop(before);
		return this.#mustOffer(transceiver);
	}

	/**
	 * Sends these beside the microphone from now on; none: the microphone alone. Mute and hold silence the
	 * microphone, not them. True where the call has only listened so far, as with `useMicrophone`.
	 */
	async alsoSend(others: readonly MediaStream[], mixer: Mixer): Promise<boolean> {
		this.#others = others;
		this.#mixer = mixer;
		await this.#send();
		return this.#transceiver !== undefined && this.#mustOffer(this.#transceiver);
	}

	/**
	 * Sends digits as tones in the audio (RFC 4733), after those that are still sounding; a comma is a pause.
	 * False where the far side has not agreed to that, or nothing is sent that could carry them.
	 */
	sendTones(digits: string): boolean {
		const { sender } = this.#transceiver ?? {};
		if (!sender?.track || !sender.dtmf?.canInsertDTMF) return false;
		sender.dtmf.insertDTMF(sender.dtmf.toneBuffer + digits, TONE_MS, TONE_GAP_MS);
		return true;
	}

	override close(): void {
		stop(this.#microphone);
		this.#mixed?.close();
		this.#mixed = undefined;
		const connection = this._peerConnection;
		if (!connection) return;
		this._peerConnection = undefined;
		for (const { track } of [...connection.getSenders(), ...connection.getReceivers()])
			track?.stop();
		setTimeout(() => connection.close(), QUIET_MS);
	}

	/**
	 * Takes back an offer that was refused: sip.js asks for it and does not have it, and the browser would
	 * make no other offer for the rest of the call.
	 */
	async rollbackDescription(): Promise<void> {
		if (this.peerConnection?.signalingState !== 'have-local-offer') return;
		await this.peerConnection.setLocalDescription({ type: 'rollback' }).catch((error) => {
			// A request whose connection is lost is told twice: the answer, and that it could not be acknowledged.
			if (this.peerConnection?.signalingState !== 'stable') throw error;
		});
	}

	override async getDescription(
		...args: Parameters<SessionDescriptionHandler['getDescription']>
	): ReturnType<SessionDescriptionHandler['getDescription']> {
		if (this.peerConnection?.signalingState !== 'stable') return super.getDescription(...args);
		const offer = { isCrossed: false, made: super.getDescription(...args) };
		this.#offering = offer;
		try {
			const description = await offer.made;
			if (offer.isCrossed) throw new Error('the far side has made an offer meanwhile');
			return description;
		} finally {
			if (this.#offering === offer) this.#offering = undefined;
		}
	}

	/** An offer that comes while ours is still being made goes first; sip.js would take it for our answer. */
	override async setDescription(
		...args: Parameters<SessionDescriptionHandler['setDescription']>
	): Promise<void> {
		const crossed = this.#offering;
		if (crossed) {
			crossed.isCrossed = true;
			this.iceGatheringComplete();
			await crossed.made.catch(() => {});
			await this.rollbackDescription();
		}
		const connection = this.peerConnection;
		const isFirstOffer = connection?.signalingState === 'stable' && !connection.localDescription;
		if (!isFirstOffer) return super.setDescription(...args);
		const taken = Promise.withResolvers<void>();
		this.#sendable = taken.promise;
		return super.setDescription(...args).finally(taken.resolve);
	}

	/**
	 * What is offered first is audio, whatever microphone there will be. One that is sure to open is not waited
	 * for: that takes tens of ms. Where the person may be asked first, nobody is to be called meanwhile, and
	 * without any the call says that it only listens.
	 */
	offerAudio(isMicrophoneSure: boolean): void {
		this.peerConnection?.addTransceiver('audio', {
			direction: isMicrophoneSure ? 'sendrecv' : 'recvonly'
		});
		if (isMicrophoneSure) this.#sendable = Promise.resolve();
	}

	/** Nor does an answer wait for the microphone: who is called has been rung already. */
	protected override getLocalMediaStream(
		options?: SessionDescriptionHandlerOptions
	): Promise<void> {
		if (this.isAhead) return Promise.resolve();
		const opened = super.getLocalMediaStream(options);
		if (!this.#sendable) return opened;
		// The call may end meanwhile.
		opened.catch(() => {});
		return Promise.resolve();
	}

	protected override async setLocalMediaStream(stream: MediaStream): Promise<void> {
		if (this.#sendable) {
			await this.#sendable;
			// The person may have chosen another one meanwhile.
			if (this.#microphone.getTracks().length > 0) stop(stream);
			else await this.useMicrophone(stream);
			return;
		}
		if (!this.peerConnection) {
			// The caller has given up while the microphone was being opened.
			stop(stream);
			throw new Error('the call has ended');
		}
		this.#microphone = stream;
		this.#silence();
		return super.setLocalMediaStream(stream);
	}

	protected override async updateDirection(): Promise<void> {
		const connection = this.peerConnection;
		if (!connection) throw new Error('the connection is closed');
		// Answered without a microphone, the call may still get one: then nothing is to be negotiated.
		const isFirstAnswer =
			connection.signalingState === 'have-remote-offer' && !connection.currentLocalDescription;
		for (const transceiver of connection.getTransceivers()) {
			// What the far side offers does not limit it: the browser's answer does that (RFC 8829 §5.3.1).
			transceiver.direction = this.#direction(isFirstAnswer || sends(transceiver.direction));
		}
	}

	protected override async setLocalSessionDescription(
		description: RTCSessionDescriptionInit
	): Promise<void> {
		const { sdp } = description;
		await super.setLocalSessionDescription(
			sdp ? { ...description, sdp: withOpusParameters(sdp) } : description
		);
		if (description.type === 'answer') this.onNegotiated();
	}

	protected override async setRemoteSessionDescription(
		description: RTCSessionDescriptionInit
	): Promise<void> {
		const connection = this.peerConnection;
		const isAnswer = connection?.signalingState === 'have-local-offer';
		const offered = this.#transceiver?.direction;
		const { sdp } = description;
		await super.setRemoteSessionDescription(
			isAnswer && sdp && offered
				? { ...description, sdp: keepingDtlsRole(fittingAnswer(sdp, offered), connection) }
				: description
		);
		if (isAnswer) this.onNegotiated();
	}

	get #transceiver(): RTCRtpTransceiver | undefined {
		return this.peerConnection
			?.getTransceivers()
			.find(({ receiver }) => receiver.track.kind === 'audio');
	}

	/** Puts the microphone, or the mix of it with others, in place of what is sent. */
	async #send(): Promise<void> {
		const before = this.#mixed;
		this.#mixed =
			this.#others.length > 0 ? this.#mixer?.([this.#microphone, ...this.#others]) : undefined;
		const [track = null] = (this.#mixed?.stream ?? this.#microphone).getAudioTracks();
		await this.#transceiver?.sender.replaceTrack(track);
		before?.close();
	}

	/** The far side has been told that nothing comes; now something does. */
	#mustOffer(transceiver: RTCRtpTransceiver): boolean {
		if (!transceiver.sender.track || sends(transceiver.direction)) return false;
		transceiver.direction = this.#direction(true);
		return true;
	}

	#direction(isSending: boolean): RTCRtpTransceiverDirection {
		if (this.#isHeld) return isSending ? 'sendonly' : 'inactive';
		return isSending ? 'sendrecv' : 'recvonly';
	}

	#silence(): void {
		for (const track of this.#microphone.getAudioTracks()) {
			track.enabled = !this.#isMuted && !this.#isHeld;
		}
	}
}

function sends(direction: RTCRtpTransceiverDirection): boolean {
	return direction === 'sendrecv' || direction === 'sendonly';
}

function stop(stream: MediaStream): void {
	for (const track of stream.getTracks()) track.stop();
}
