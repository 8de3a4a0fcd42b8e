import type { MediaSample } from './media-sample.ts';

/** Why one side does not hear the other. */
export type SoundProblem =
	/** No way for the sound has been found, in either direction. */
	| 'no-way'
	/** Nothing comes from the far side: a firewall or router, or its telephone, keeps it back. */
	| 'nothing-received'
	/** Packets come and hold nothing: the far side is muted, or has its microphone off. */
	| 'silence-received'
	| 'microphone-ended'
	/** Muted by the system, or by a key on the device. */
	| 'microphone-muted'
	/** The microphone is there and gives nothing. */
	| 'microphone-silent'
	/** There is a microphone, and nothing leaves this device. */
	| 'nothing-sent';

/** What the app itself knows of the call. */
export interface Expectation {
	/** By either side: then nothing has to come, or to be heard. */
	readonly isHeld: boolean;
	/** In the app. */
	readonly isMuted: boolean;
}

/** Samples come every second: what is noticed after this long is said within three. */
const PATIENCE_MS = 2_000;
/** Once there has been sound, silence is more likely to be a pause: of somebody who listens, or thinks. */
const PAUSE_MS = 15_000;

interface Seen {
	/** UTC epoch ms, when that was last seen to grow. */
	readonly at: number;
	readonly value: number;
	readonly hasGrown: boolean;
}

/** What is followed from one sample to the next. */
export interface SoundWatch {
	readonly packetsIn: Seen;
	readonly soundIn: Seen;
	readonly packetsOut: Seen;
	readonly soundOut: Seen;
	/** UTC epoch ms. */
	readonly connectedUntil: number;
}

/** Goes on with a sample; `before` is undefined at the beginning of the conversation. */
export function watchSound(
	before: SoundWatch | undefined,
	sample: MediaSample,
	{ isHeld, isMuted }: Expectation
): SoundWatch {
	const { at, received, sent } = sample;
	const grown = (seen: Seen | undefined, value: number, isExpected: boolean): Seen => {
		if (!seen) return { at, value, hasGrown: false };
		if (value > seen.value) return { at, value, hasGrown: true };
		// A connection that was made anew counts from nothing again.
		return { ...seen, value, at: isExpected ? seen.at : at };
	};
	return {
		packetsIn: grown(before?.packetsIn, received?.packets ?? 0, !isHeld),
		soundIn: grown(before?.soundIn, received?.energy ?? 0, !isHeld),
		packetsOut: grown(before?.packetsOut, sent?.packets ?? 0, !isHeld),
		soundOut: grown(before?.soundOut, sent?.energy ?? 0, !isHeld && !isMuted),
		connectedUntil: before && !sample.isConnected ? before.connectedUntil : at
	};
}

/** The gravest thing that keeps one side from hearing the other; undefined where nothing does for certain. */
export function soundProblem(
	watch: SoundWatch,
	sample: MediaSample,
	{ isHeld, isMuted }: Expectation
): SoundProblem | undefined {
	const { at, microphone } = sample;
	const lasts = (since: number, patience = PATIENCE_MS) => at - since >= patience;
	const isSilent = (seen: Seen) => lasts(seen.at, seen.hasGrown ? PAUSE_MS : PATIENCE_MS);
	if (lasts(watch.connectedUntil)) return 'no-way';
	if (isHeld) return undefined;
	if (lasts(watch.packetsIn.at)) return 'nothing-received';
	if (microphone === 'ended') return 'microphone-ended';
	if (microphone === 'muted' && !isMuted && lasts(watch.soundOut.at)) return 'microphone-muted';
	if (microphone === 'live') {
		if (lasts(watch.packetsOut.at)) return 'nothing-sent';
		if (!isMuted && isSilent(watch.soundOut)) return 'microphone-silent';
	}
	return isSilent(watch.soundIn) ? 'silence-received' : undefined;
}
