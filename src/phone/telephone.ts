import type { Call, IncomingParties } from '#domain/call.ts';
import type { ActionTarget } from '#domain/call-action.ts';
import type { CallQuality } from '#domain/call-quality.ts';
import type { ContactChoice } from '#domain/contact-choice.ts';
import type { Contact, SourceAnswer } from '#domain/contact.ts';
import type { EarlierCalls } from '#domain/earlier-calls.ts';
import type { HotlineIndex } from '#domain/hotline-index.ts';
import type { Hotline } from '#domain/hotline.ts';
import type { IceProblem } from '#domain/ice-servers.ts';
import type { SoundProblem } from '#domain/one-way-audio.ts';
import type { VoicemailSummary, WatchedLine } from '#domain/line-state.ts';
import type { Registration } from '#domain/registration.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import type { ActionOffer } from './call-actions.svelte.ts';
import type { ForwardingCommands } from './forwarder.svelte.ts';

/** What went wrong with the device itself, while a call can go on. */
export type PhoneProblem =
	| 'microphone-blocked'
	| 'microphone-missing'
	| 'microphone-in-use'
	| 'microphone-insecure'
	| IceProblem
	| 'not-recorded'
	| 'choice-not-remembered'
	| 'not-picked-up';

/** One call as the screen shows it: data alone, so that one tab can tell it to another. */
export interface ShownCall {
	readonly id: string;
	readonly call: Call;
	/** Who calls whom; undefined for calls that we have made. */
	readonly parties: IncomingParties | undefined;
	/** The hotline that was called; undefined where none matches. */
	readonly hotline: Hotline | undefined;
	/** What the contact sources have said so far. */
	readonly answers: readonly SourceAnswer[];
	/** Contact sources have been asked, and none has answered yet. */
	readonly looking: boolean;
	/** Whom the person has said the caller's number means. */
	readonly choice: ContactChoice | undefined;
	/** Whom the number means: the chosen one, or the first certain match. */
	readonly contact: Contact | undefined;
	/** What the journal tells of the caller; undefined until it has been read. */
	readonly earlier: EarlierCalls | undefined;
	/** Of the last seconds; undefined while there is nothing to judge. */
	readonly quality: CallQuality | undefined;
	/** What keeps one side from hearing the other. */
	readonly soundProblem: SoundProblem | undefined;
	readonly isHeldByUs: boolean;
	/** The far side has been asked to speak with somebody else, and no answer has come. */
	readonly isTransferring: boolean;
}

/** What a person does in and between calls that are connected; see `Talk`. */
export interface TalkCommands {
	/** Who hears the person now, oldest first; several of them hear each other. */
	readonly partners: readonly ShownCall[];
	hold(id: string): void;
	resume(id: string): void;
	merge(): void;
	mute(id: string, isMuted: boolean): void;
	sendDigits(id: string, text: string): string;
	transfer(id: string, target: string): void;
	transferTo(id: string, otherId: string, to: string): void;
	takeBack(id: string): void;
	dismissTransfer(id: string): void;
}

/**
 * The telephone as screens use it. In one tab of the browser it is the telephone itself (`Phone`), in
 * all others an image of that one (`MirroredPhone`).
 */
export interface Telephone {
	readonly session: SessionInfo;
	/** By which number which hotline is found. */
	readonly hotlines: HotlineIndex;
	readonly registration: Registration;
	/** Calls that live, oldest first. */
	readonly calls: readonly ShownCall[];
	/** Whom this browser has called last, as dialled; not known after a reload. */
	readonly lastDialled: string | undefined;
	/** An outgoing call that did not come about, until the next call or until dismissed. */
	readonly lastFailed: ShownCall | undefined;
	readonly problem: PhoneProblem | undefined;
	/** A call is being made, spoken on or held. */
	readonly busy: boolean;
	/** A call is on its way and not connected yet: one at a time. */
	readonly isDialling: boolean;
	/** What can be opened with a call. */
	readonly actions: {
		readonly offers: readonly ActionOffer[];
		choose(offer: ActionOffer, target: ActionTarget): void;
		dismiss(callId: string): void;
	};
	readonly talk: TalkCommands;
	/** Where the PBX sends all calls. */
	readonly forwarder: ForwardingCommands;
	/** The watched lines of the speed dials, as far as the PBX tells of them. */
	readonly lines: readonly WatchedLine[];
	/** Undefined where the PBX tells nothing of a voicemail box. */
	readonly voicemail: VoicemailSummary | undefined;
	/** The PBX takes no presence, which the person wants to be told. */
	readonly presenceRefused: boolean;
	/** Takes the call that rings at a watched line. */
	pickUp(number: string): void;
	/** Settings or hotlines have changed: they hold from now on, for calls that live too. */
	useSession(session: SessionInfo): void;
	/** Tries to register again without waiting. */
	retry(): void;
	/** The person turns to a number: what takes time when it is called is done ahead. */
	prepareCall(): void;
	/** Calls a number or SIP user; false where that cannot be done now. */
	dial(target: string): boolean;
	answer(id: string): void;
	decline(id: string): void;
	hangUp(id: string): void;
	/** Says which contact a caller is of several with the number, now and later; undefined: to be asked again. */
	chooseContact(id: string, choice: ContactChoice | undefined): void;
	/** Puts the messages of the last call away. */
	dismiss(): void;
	/** Ends all calls. */
	leave(): void;
}

/** A call is being made, spoken on or held. */
export function isBusy(calls: readonly ShownCall[]): boolean {
	return calls.some(({ call }) => call.state !== 'ringing');
}

/** A call is on its way and not connected yet. */
export function isDialling(calls: readonly ShownCall[]): boolean {
	return calls.some(({ call }) => call.state === 'dialling' || call.state === 'alerting');
}
