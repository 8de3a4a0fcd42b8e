import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RATE = 48_000;
const AMPLITUDE = 0.4 * 32_767;

/** Writes a WAV file (RIFF, 16 bit PCM) with one second of a sine of `hertz`, whole periods, to be looped. */
export function writeTone(folder: string, hertz: number, channels: 1 | 2 = 1): string {
	const bytes = RATE * 2 * channels;
	const wav = Buffer.alloc(44 + bytes);
	wav.write('RIFF', 0);
	wav.writeUInt32LE(36 + bytes, 4);
	wav.write('WAVEfmt ', 8);
	wav.writeUInt32LE(16, 16);
	wav.writeUInt16LE(1, 20); // PCM
	wav.writeUInt16LE(channels, 22);
	wav.writeUInt32LE(RATE, 24);
	wav.writeUInt32LE(RATE * 2 * channels, 28);
	wav.writeUInt16LE(2 * channels, 32);
	wav.writeUInt16LE(16, 34);
	wav.write('data', 36);
	wav.writeUInt32LE(bytes, 40);
	for (let sample = 0; sample < RATE; sample += 1) {
		const value = Math.round(AMPLITUDE * Math.sin((2 * Math.PI * hertz * sample) / RATE));
		for (let channel = 0; channel < channels; channel += 1) {
			wav.writeInt16LE(value, 44 + (sample * channels + channel) * 2);
		}
	}
	mkdirSync(folder, { recursive: true });
	const path = join(folder, `tone-${hertz}-${channels}.wav`);
	writeFileSync(path, wav);
	return path;
}
