import type { CallEvent, IncomingParties } from '#domain/call.ts';
import type { CallFailure } from '#domain/call-outcome.ts';
import type { RingTone } from '#domain/hotline.ts';
import type { VoicemailSummary, WatchedLine } from '#domain/line-state.ts';
import type { MediaSample } from '#domain/media-sample.ts';
import type { Presence } from '#domain/presence.ts';
import type { Registration } from '#domain/registration.ts';

/** The telephone line: SIP in the product, scripted in unit tests. */
export interface Line {
	start(): void;
	/** Tries to register again without waiting. */
	retry(): void;
	dial(target: string): DialledLine | undefined;
	/** Somebody is about to call: does ahead what takes time then. */
	prepareCall(): void;
	/** Which lines are watched from now on. */
	watch(numbers: readonly string[]): void;
	/** What the PBX is told of the person from now on; undefined: nothing. */
	tellPresence(presence: Presence | undefined): void;
	/** Asks for the call that rings at a watched line; false where none does that can be taken. */
	pickUp(number: string): boolean;
	close(): Promise<void>;
}

/** A call that is on its way once it is told to invite. */
interface DialledLine {
	readonly callId: string;
	readonly call: LineCall;
}

/** What calls send. */
export interface CallMicrophone {
	/** The stream of a call that begins; without tracks it only listens. */
	open(): Promise<MediaStream>;
	/** One is there and opens without anybody being asked: no call has to wait for it. */
	isSure(): boolean;
}

/** One call on the line: commands in, events out. */
export interface LineCall {
	onEvent: (event: CallEvent) => void;
	readonly remoteAudio: MediaStream | undefined;
	/** Tells once a second what the call's media has come to; returns how to stop. */
	sampleMedia(sampled: (sample: MediaSample) => void): () => void;
	invite(): void;
	accept(): void;
	reject(statusCode: 486 | 603): void;
	hangUp(): void;
	/** Also before the call is answered. */
	mute(isMuted: boolean): void;
	/** Another microphone from now on; the stream is the call's own then, and is stopped with it. */
	useMicrophone(stream: MediaStream): void;
	hold(isHeld: boolean): void;
	/** Sends these beside the microphone; none: the microphone alone. */
	alsoSend(others: readonly MediaStream[]): void;
	/** `digits` as `dtmfDigits` gives them. */
	sendDigits(digits: string): void;
	transfer(target: string): void;
	/** `to` says who the other call, of the same line, is with. */
	transferTo(other: LineCall, to: string): void;
	abort(failure: CallFailure): void;
}

export interface LineListener {
	registration(state: Registration): void;
	ringing(parties: IncomingParties, call: LineCall): void;
	/** A call that has been asked for comes: it is to be answered without a question. */
	pickedUp(parties: IncomingParties, call: LineCall): void;
	/** A call comes in the place of another one, which is to end: it is to be answered without a question. */
	takenOver(parties: IncomingParties, call: LineCall, before: LineCall): void;
	/** What has been asked for does not come. */
	pickUpFailed(): void;
	voicemail(summary: VoicemailSummary): void;
	lines(lines: readonly WatchedLine[]): void;
	/** The PBX takes no presence, or does after all. */
	presenceRefused(isRefused: boolean): void;
}

/** `call-waiting` is a soft tone now and then, for a call that rings while another one is spoken on. */
export type RingKind = 'silent' | 'ring' | 'call-waiting';

/** What is heard of a call that is being made, or has just failed: what a telephone exchange would give. */
export type ProgressTone = 'silent' | 'ringback' | 'busy' | 'error';

/** What the phone sounds through: the browser in the product, silence in unit tests. */
export interface Audio {
	/** Goes on until it is told otherwise; the same again changes nothing. `tone` is that of a `ring`. */
	ring(kind: RingKind, tone: RingTone): void;
	/** `ringback` goes on until it is told otherwise, the others end by themselves. */
	progress(tone: ProgressTone): void;
	play(callId: string, stream: MediaStream): void;
	stop(callId: string): void;
	close(): void;
}
