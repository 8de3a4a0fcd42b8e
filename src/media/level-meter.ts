const EVERY_MS = 80;
/** What is this quiet, or quieter, is shown as nothing, dBFS. */
const FLOOR_DB = -60;

/** Tells how loud a stream is, 0 to 1, until the returned function is called; the stream stays the caller's. */
export function measureLevel(stream: MediaStream, told: (level: number) => void): () => void {
	const context = new AudioContext();
	const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
	const analyser = new AnalyserNode(context, { fftSize: 2048 });
	source.connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	const timer = setInterval(() => {
		analyser.getFloatTimeDomainData(samples);
		const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
		const decibels = 10 * Math.log10(power);
		told(Math.min(1, Math.max(0, 1 - decibels / FLOOR_DB)));
	}, EVERY_MS);
	return () => {
		clearInterval(timer);
		source.disconnect();
		void context.close();
	};
}
