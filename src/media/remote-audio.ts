/** Plays the far side. One element for each call, in the document, so that output can be chosen and heard by tests. */
export class RemoteAudio {
	readonly #elements = new Map<string, HTMLAudioElement>();
	#outputId = '';

	/** Plays on this output from now on (a device id, or `''` for the system's own choice), calls that live too. */
	useOutput(outputId: string): void {
		if (outputId === this.#outputId) return;
		this.#outputId = outputId;
		for (const element of this.#elements.values()) this.#choose(element);
	}

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
		if (this.#outputId !== '') this.#choose(element);
		document.body.append(element);
		this.#elements.set(callId, element);
		return element;
	}

	/** An output that has gone leaves the sound where it was; Safari has no choice at all. */
	#choose(element: HTMLAudioElement): void {
		if ('setSinkId' in element) element.setSinkId(this.#outputId).catch(() => {});
	}
}
