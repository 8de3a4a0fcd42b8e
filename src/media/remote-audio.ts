/** Plays the far side. One element for each call, in the document, so that output can be chosen and heard by tests. */
export class RemoteAudio {
	readonly #elements = new Map<string, HTMLAudioElement>();

	/** Plays `stream` for the call until `stop`. */
	play(callId: string, stream: MediaStream): void {
		const element = this.#elements.get(callId) ?? this.#create(callId);
		if (element.srcObject === stream) return;
		element.srcObject = stream;
		// The call itself began with a click; a refusal can only mean that the element is gone already.
		element.play().catch(() => {});
	}

	stop(callId: string): void {
		const element = this.#elements.get(callId);
		if (!element) return;
		element.srcObject = null;
		element.remove();
		this.#elements.delete(callId);
	}

	close(): void {
		for (const callId of [...this.#elements.keys()]) this.stop(callId);
	}

	#create(callId: string): HTMLAudioElement {
		const element = document.createElement('audio');
		element.dataset['remoteAudio'] = callId;
		document.body.append(element);
		this.#elements.set(callId, element);
		return element;
	}
}
