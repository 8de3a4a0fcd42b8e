import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Writes a stereo WAV file at 48 kHz with a sine of `hertz`. */
export async function makeTone(path: string, hertz: number, seconds: number): Promise<void> {
	await run('sox', [
		...['-n', '-r', '48000', '-c', '2', '-b', '16', path],
		...['synth', String(seconds), 'sine', String(hertz), 'gain', '-8']
	]);
}

/** What the last second of a recording is: its main frequency (Hz) and its loudness (0 to 1). */
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
	const value = new RegExp(`^${name}:\\s*([\\d.]+)`, 'm').exec(words)?.[1];
	if (value === undefined) throw new Error(`sox told no ${name}:\n${words}`);
	return Number(value);
}
