const TONE_HZ = 440;
const TONE_S = 1.2;

/** Lets a tone be heard on an output (a device id, or `''` for the system's own choice); resolves when it is over, or aborted. */
export async function playTestTone(outputId: string, signal?: AbortSignal): Promise<void> {
	const context = new AudioContext();
	const element = document.createElement('audio');
	try {
		await context.resume();
		const tone = new OscillatorNode(context, { frequency: TONE_HZ });
		const volume = new GainNode(context, { gain: 0.2 });
		// By way of an element, as a call is: not every browser lets Web Audio choose its output.
		const out = new MediaStreamAudioDestinationNode(context);
		tone.connect(volume).connect(out);
		element.srcObject = out.stream;
		if ('setSinkId' in element) await element.setSinkId(outputId);
		await element.play();
		const over = Promise.withResolvers<void>();
		tone.addEventListener('ended', () => over.resolve());
		if (signal?.aborted) return;
		tone.start();
		tone.stop(context.currentTime + TONE_S);
		signal?.addEventListener('abort', () => over.resolve(), { once: true });
		await over.promise;
	} finally {
		element.srcObject = null;
		await context.close();
	}
}
