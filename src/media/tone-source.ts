/** A steady tone in place of a microphone, and an ear that says how loud a stream is: for the demo caller. */
export class ToneSource {
	readonly #context = new AudioContext();

	/** A stream that carries a sine of `frequency` Hz. */
	async open(frequency: number): Promise<MediaStream> {
		await this.#context.resume();
		const oscillator = new OscillatorNode(this.#context, { frequency });
		const gain = new GainNode(this.#context, { gain: 0.25 });
		const out = new MediaStreamAudioDestinationNode(this.#context);
		oscillator.connect(gain).connect(out);
		oscillator.start();
		return out.stream;
	}

	/**
	 * Measures `stream` until the returned function is called: the strongest frequency in Hz and its
	 * level in dBFS, twenty times a second.
	 */
	measure(stream: MediaStream, heard: (frequency: number, level: number) => void): () => void {
		const source = new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream });
		const analyser = new AnalyserNode(this.#context, { fftSize: 4096, smoothingTimeConstant: 0.2 });
		source.connect(analyser);
		const bins = new Float32Array(analyser.frequencyBinCount);
		const timer = setInterval(() => {
			analyser.getFloatFrequencyData(bins);
			let loudest = 0;
			for (let bin = 1; bin < bins.length; bin += 1) {
				if ((bins[bin] ?? -Infinity) > (bins[loudest] ?? -Infinity)) loudest = bin;
			}
			heard((loudest * this.#context.sampleRate) / analyser.fftSize, bins[loudest] ?? -Infinity);
		}, 50);
		return () => {
			clearInterval(timer);
			source.disconnect();
		};
	}

	async close(): Promise<void> {
		await this.#context.close();
	}
}
