/** Several sounds as one; `close` ends the mixing, and leaves the streams as they are. */
export interface Mix {
	readonly stream: MediaStream;
	close(): void;
}

/**
 * Mixes streams into one, as loud as each is. Chromium only mixes what comes from the network while an
 * element plays it too.
 */
export function mix(streams: readonly MediaStream[]): Mix {
	const context = new AudioContext();
	const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
	for (const mediaStream of streams) {
		if (mediaStream.getAudioTracks().length === 0) continue;
		new MediaStreamAudioSourceNode(context, { mediaStream }).connect(out);
	}
	return { stream: out.stream, close: () => void context.close() };
}
