import { expect, test } from 'vitest';
import type { MediaSample } from './media-sample.ts';
import {
	soundProblem,
	watchSound,
	type Expectation,
	type SoundProblem,
	type SoundWatch
} from './one-way-audio.ts';

const TALK: Expectation = { isHeld: false, isMuted: false };

/** What has flowed after a second of the call, as far as a test does not say otherwise. */
interface Flow {
	received?: number;
	heard?: number;
	sent?: number;
	spoken?: number;
	isConnected?: boolean;
	microphone?: MediaSample['microphone'];
}

function sampleOf(second: number, flow: Flow): MediaSample {
	const { received = second * 50, heard = second, sent = second * 50, spoken = second } = flow;
	return {
		at: second * 1000,
		isConnected: flow.isConnected ?? true,
		received: {
			...{ packets: received, lost: 0, bytes: 0, jitterMs: 0, bufferMs: 0 },
			...{ energy: heard, codec: 'opus' }
		},
		sent: { packets: sent, energy: spoken },
		roundTripMs: undefined,
		microphone: flow.microphone ?? 'live'
	};
}

/** What is said after each second. */
function said(
	seconds: number,
	flow: (second: number) => Flow,
	expected: (second: number) => Expectation = () => TALK
): (SoundProblem | undefined)[] {
	let watch: SoundWatch | undefined;
	return Array.from({ length: seconds + 1 }, (_, second) => {
		const sample = sampleOf(second, flow(second));
		watch = watchSound(watch, sample, expected(second));
		return soundProblem(watch, sample, expected(second));
	});
}

test('a call in which both hear each other has no problem', () => {
	expect(said(30, () => ({})).filter(Boolean)).toEqual([]);
});

test.each<[SoundProblem, Flow]>([
	['no-way', { isConnected: false, received: 0, heard: 0, sent: 0 }],
	['nothing-received', { received: 0, heard: 0 }],
	['silence-received', { heard: 0 }],
	['microphone-ended', { microphone: 'ended', spoken: 0 }],
	['microphone-muted', { microphone: 'muted', spoken: 0 }],
	['microphone-silent', { spoken: 0 }],
	['nothing-sent', { sent: 0 }]
])('%s is named within three seconds', (problem, flow) => {
	expect(said(3, () => flow)[3]).toBe(problem);
});

test('what stops in the middle is named within three seconds, and no more once it is back', () => {
	const flow = (second: number): Flow =>
		second > 10 && second < 20 ? { received: 500, heard: 10 } : {};
	const words = said(25, flow);
	expect(words[10]).toBeUndefined();
	expect(words[13]).toBe('nothing-received');
	expect(words[20]).toBeUndefined();
});

test('a pause of somebody who has been heard is not a problem, a long one is', () => {
	const words = said(40, (second) => ({ heard: Math.min(second, 10) }));
	expect(words.slice(0, 24).filter(Boolean)).toEqual([]);
	expect(words[26]).toBe('silence-received');
});

test('who only listens is not told of a microphone', () => {
	expect(said(20, () => ({ microphone: 'none', sent: 0, spoken: 0 })).filter(Boolean)).toEqual([]);
});

test('on hold nothing has to come, and after it the time begins anew', () => {
	const held = (second: number): Expectation => ({ isHeld: second < 20, isMuted: false });
	const words = said(24, () => ({ received: 1, heard: 0, sent: 1, spoken: 0 }), held);
	expect(words.slice(0, 21).filter(Boolean)).toEqual([]);
	expect(words[23]).toBe('nothing-received');
});

test('muted in the app, silence is what is meant', () => {
	const muted = (second: number): Expectation => ({ isHeld: false, isMuted: second < 20 });
	const words = said(24, () => ({ spoken: 0 }), muted);
	expect(words.slice(0, 21).filter(Boolean)).toEqual([]);
	expect(words[23]).toBe('microphone-silent');
});

test('a connection that was made anew counts from nothing, and is not taken for silence', () => {
	const flow = (second: number): Flow =>
		second < 10 ? {} : { received: second, heard: second / 100, sent: second, spoken: second };
	expect(said(20, flow).filter(Boolean)).toEqual([]);
});
