/** A way may come back by itself, where packets were lost for a moment only. */
const PATIENCE_MS = 2_000;
/** New ways are looked for again where the last search has not found one. */
const AGAIN_MS = 10_000;

interface MediaPathListener {
	/** No sound comes through any more, in either direction. */
	lost(): void;
	/** It does again. */
	back(): void;
	/** New ways are to be offered to the far side. */
	restart(): void;
}

/**
 * Watches whether there is a way for the sound of one call. The browser asks the far side every few
 * seconds whether it still takes it (RFC 7675), and says so as the state of ICE.
 */
export class MediaPath {
	readonly #connection: RTCPeerConnection;
	readonly #listener: MediaPathListener;
	#isLost = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(connection: RTCPeerConnection, listener: MediaPathListener) {
		this.#connection = connection;
		this.#listener = listener;
		connection.addEventListener('iceconnectionstatechange', this.#changed);
	}

	/** New ways are on offer already, whoever has asked for them: another offer would begin the search anew. */
	restarting(): void {
		if (this.#isLost) this.#restartIn(AGAIN_MS);
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#connection.removeEventListener('iceconnectionstatechange', this.#changed);
	}

	readonly #changed = (): void => {
		switch (this.#connection.iceConnectionState) {
			case 'disconnected':
				this.#lose(PATIENCE_MS);
				break;
			case 'failed':
				this.#lose(0);
				break;
			case 'connected':
			case 'completed':
				clearTimeout(this.#timer);
				if (this.#isLost) this.#listener.back();
				this.#isLost = false;
				break;
		}
	};

	#lose(patience: number): void {
		if (!this.#isLost) this.#listener.lost();
		this.#isLost = true;
		this.#restartIn(patience);
	}

	#restartIn(pause: number): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#restartIn(AGAIN_MS);
			this.#listener.restart();
		}, pause);
	}
}
