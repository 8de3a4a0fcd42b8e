/** What a colleague's line does, as the PBX tells (RFC 4235); `unknown` until it has, or where it does not. */
export const LINE_STATES = ['unknown', 'idle', 'ringing', 'busy'] as const;
export type LineState = (typeof LINE_STATES)[number];

/** A line that is watched. */
export interface WatchedLine {
	/** As it stands in the speed dials. */
	readonly number: string;
	readonly state: LineState;
	/** Who calls it, where the PBX tells: a display name or a number, said by the network and not to be trusted. */
	readonly caller: string;
	/** Who has it says of themselves that they are busy (RFC 4480), also without a call. */
	readonly isBusy: boolean;
	/** The call that rings there can be taken from here. */
	readonly canPickUp: boolean;
}

/** Messages that wait in the account's voicemail box (RFC 3842). */
export interface VoicemailSummary {
	readonly isWaiting: boolean;
	/** Not heard yet; undefined where the PBX does not count. */
	readonly unheard: number | undefined;
	readonly urgent: number;
	/** What is called to hear them, as it is dialled; undefined where the PBX does not say. */
	readonly account: string | undefined;
}
