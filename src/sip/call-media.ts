import { SessionDescriptionHandler } from 'sip.js/lib/platform/web';

/**
 * What one call sends: the microphone, silenced while the call is muted or held, whatever microphone
 * that is and however often the call is negotiated anew. The directions are our own too: sip.js lets a
 * hold by the far side stay in what we offer afterwards.
 */
export class CallMedia extends SessionDescriptionHandler {
	/** Told after each completed offer and answer. */
	onNegotiated: () => void = () => {};
	#microphone = new MediaStream();
	#isMuted = false;
	#isHeld = false;

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
		const [track = null] = stream.getAudioTracks();
		await transceiver.sender.replaceTrack(track);
		if (before !== stream) stop(before);
		if (!track || sends(transceiver.direction)) return false;
		transceiver.direction = this.#direction(true);
		return true;
	}

	override close(): void {
		stop(this.#microphone);
		super.close();
	}

	protected override setLocalMediaStream(stream: MediaStream): Promise<void> {
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
		await super.setLocalSessionDescription(description);
		if (description.type === 'answer') this.onNegotiated();
	}

	protected override async setRemoteSessionDescription(
		description: RTCSessionDescriptionInit
	): Promise<void> {
		const isAnswer = this.peerConnection?.signalingState === 'have-local-offer';
		await super.setRemoteSessionDescription(description);
		if (isAnswer) this.onNegotiated();
	}

	get #transceiver(): RTCRtpTransceiver | undefined {
		return this.peerConnection
			?.getTransceivers()
			.find(({ receiver }) => receiver.track.kind === 'audio');
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
