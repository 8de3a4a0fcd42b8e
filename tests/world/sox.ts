import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How a sound file is sampled: samples per second of each channel. */
interface Sampling {
	readonly rate: number;
	readonly channels: number;
}

/** Writes a WAV file with a sine of `hertz`. */
export async function makeTone(
	path: string,
	hertz: number,
	seconds: number,
	{ rate, channels }: Sampling
): Promise<void> {
	await run('sox', [
		...['-n', '-r', String(rate), '-c', String(channels), '-b', '16', path],
		...['synth', String(seconds), 'sine', String(hertz), 'gain', '-8']
	]);
}

/** What the last second of a recording is: its main frequency (Hz, below 0 in silence) and its loudness (0 to 1). */
export async function measureTone(path: string): Promise<{ hertz: number; loudness: number }> {
	// A file that is still being written does not say yet how long it is.
	const { stderr } = await run('sox', [
		'--ignore-length',
		path,
		'-n',
		'remix',
		'1',
		'reverse',
		'trim',
		'0',
		'1',
		'stat'
	]);
	return {
		hertz: figure(stderr, 'Rough   frequency'),
		loudness: figure(stderr, 'RMS     amplitude')
	};
}

function figure(words: string, name: string): number {
	const value = new RegExp(`^${name}:\\s*(-?[\\d.]+)`, 'm').exec(words)?.[1];
	if (value === undefined) throw new Error(`sox told no ${name}:\n${words}`);
	return Number(value);
}
