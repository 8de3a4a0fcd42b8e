import type { LineState } from './line-state.ts';

/** One dialog of a watched line, as the PBX describes it (RFC 4235 §4.1). */
export interface DialogElement {
	readonly id: string;
	readonly state: 'trying' | 'proceeding' | 'early' | 'confirmed' | 'terminated';
	readonly direction: 'initiator' | 'recipient' | undefined;
	/** What identifies it on the wire (RFC 3261 §12); empty where it is not told. */
	readonly callId: string;
	readonly localTag: string;
	readonly remoteTag: string;
	/** The other side's name and SIP address; empty where they are not told. */
	readonly remoteName: string;
	readonly remoteIdentity: string;
	/** Where the other side is reached. */
	readonly remoteTarget: string;
}

/** One document: all dialogs of a line, or those that have changed. */
export interface DialogInfo {
	readonly version: number;
	readonly isFull: boolean;
	readonly dialogs: readonly DialogElement[];
}

/** What is known of a line. */
export interface KnownDialogs {
	readonly version: number;
	readonly dialogs: ReadonlyMap<string, DialogElement>;
}

/**
 * Takes a document into what is known (RFC 4235 §4.3). `isGap` where something was missed in between: the
 * subscription is to be refreshed, which brings everything. A document that is older changes nothing.
 */
export function takeDialogInfo(
	known: KnownDialogs | undefined,
	info: DialogInfo
): { readonly known: KnownDialogs | undefined; readonly isGap: boolean } {
	if (info.isFull) {
		// A full document begins anew, whatever its version: a PBX that was restarted counts from 0.
		const dialogs = new Map(info.dialogs.map((dialog) => [dialog.id, dialog]));
		return { known: { version: info.version, dialogs: withoutEnded(dialogs) }, isGap: false };
	}
	if (!known) return { known: undefined, isGap: true };
	if (info.version <= known.version) return { known, isGap: false };
	const dialogs = new Map(known.dialogs);
	for (const dialog of info.dialogs) dialogs.set(dialog.id, dialog);
	return {
		known: { version: info.version, dialogs: withoutEnded(dialogs) },
		isGap: info.version > known.version + 1
	};
}

/** Busy where somebody speaks or calls, ringing where only somebody calls it. */
export function lineState(known: KnownDialogs | undefined): LineState {
	if (!known) return 'unknown';
	const dialogs = [...known.dialogs.values()];
	if (dialogs.length === 0) return 'idle';
	return dialogs.every(isRinging) ? 'ringing' : 'busy';
}

/** The call that rings there and can be taken from elsewhere; the first of several. */
export function ringingDialog(known: KnownDialogs | undefined): DialogElement | undefined {
	return [...(known?.dialogs.values() ?? [])].find(isRinging);
}

/** Its PBX has told enough to take its place (RFC 3891), and where to. */
export function canBeReplaced({ callId, localTag, remoteTag, ...to }: DialogElement): boolean {
	const isKnown = callId !== '' && localTag !== '' && remoteTag !== '';
	return isKnown && (to.remoteTarget !== '' || to.remoteIdentity !== '');
}

/**
 * The value of a Replaces header that takes a ringing line's call (RFC 3891 §6.1), seen from the caller,
 * who gets it: our line's remote side is local there. `early-only`: who has answered meanwhile keeps the call.
 */
export function replacesHeader({ callId, localTag, remoteTag }: DialogElement): string {
	return `${callId};to-tag=${remoteTag};from-tag=${localTag};early-only`;
}

function isRinging({ state, direction }: DialogElement): boolean {
	const isBegun = state === 'early' || state === 'proceeding' || state === 'trying';
	return isBegun && direction === 'recipient';
}

function withoutEnded(dialogs: Map<string, DialogElement>): Map<string, DialogElement> {
	return new Map([...dialogs].filter(([, { state }]) => state !== 'terminated'));
}
