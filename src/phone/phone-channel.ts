import type { ContactChoice } from '#domain/contact-choice.ts';
import type { RingTone } from '#domain/hotline.ts';
import type { VoicemailSummary, WatchedLine } from '#domain/line-state.ts';
import type { Registration } from '#domain/registration.ts';
import type { ActionOffer } from './call-actions.svelte.ts';
import type { ForwardingStep } from './forwarder.svelte.ts';
import type { RingKind } from './line.ts';
import type { PhoneProblem, ShownCall } from './telephone.ts';

/** What a telephone should sound like while it rings. */
export interface Ringing {
	readonly kind: RingKind;
	/** That of a `ring`. */
	readonly tone: RingTone;
}

export const SILENT: Ringing = { kind: 'silent', tone: 'standard' };

/** All that the leading tab shows of its telephone. */
export interface PhoneImage {
	readonly registration: Registration;
	readonly calls: readonly ShownCall[];
	readonly lastDialled: string | undefined;
	readonly lastFailed: ShownCall | undefined;
	readonly problem: PhoneProblem | undefined;
	readonly offers: readonly ActionOffer[];
	readonly lines: readonly WatchedLine[];
	readonly voicemail: VoicemailSummary | undefined;
	readonly presenceRefused: boolean;
	readonly forwardingStep: ForwardingStep | undefined;
	/** What the leading tab should sound like and may not, as nobody has touched it. */
	readonly unheard: Ringing;
}

/** What other tabs can have done. */
export interface PhoneCommands {
	retry(): void;
	prepareCall(): void;
	dial(target: string): void;
	answer(id: string): void;
	decline(id: string): void;
	hangUp(id: string): void;
	dismiss(): void;
	leave(): void;
	hold(id: string): void;
	resume(id: string): void;
	merge(): void;
	mute(id: string, isMuted: boolean): void;
	sendDigits(id: string, text: string): void;
	transfer(id: string, target: string): void;
	transferTo(id: string, otherId: string, to: string): void;
	takeBack(id: string): void;
	dismissTransfer(id: string): void;
	chooseContact(id: string, choice: ContactChoice | undefined): void;
	dismissOffer(callId: string): void;
	pickUp(number: string): void;
	beginForwarding(number: string): void;
	endForwarding(): void;
	dismissForwarding(): void;
	/** The journal has something for the server. */
	wake(): void;
}

export type PhoneCommand = {
	[Name in keyof PhoneCommands]: {
		readonly name: Name;
		readonly args: Parameters<PhoneCommands[Name]>;
	};
}[keyof PhoneCommands];

/** Between the tabs of one browser in which the same account is signed in. */
export type PhoneMessage =
	/** A tab has opened and wants to know how things stand. */
	| { readonly type: 'hello' }
	| { readonly type: 'image'; readonly image: PhoneImage }
	/** The leading tab closes. */
	| { readonly type: 'gone' }
	| { readonly type: 'command'; readonly command: PhoneCommand };

/** Goes up with each change of `PhoneMessage`: a tab of another version is not understood, and not heard. */
const VERSION = 6;

export interface PhoneChannel {
	onmessage: ((event: MessageEvent<PhoneMessage>) => void) | null;
	postMessage(message: PhoneMessage): void;
	close(): void;
}

export function openPhoneChannel(accountId: string): PhoneChannel {
	return new BroadcastChannel(`anteroom-phone-${VERSION} ${accountId}`);
}
