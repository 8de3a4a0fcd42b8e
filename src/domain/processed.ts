/** Somebody's wish for one call, made on one device, perhaps while it was offline. */
export interface HandMark {
	/** False: the call is to be open again. */
	readonly processed: boolean;
	/** When the person wished it, UTC epoch ms. */
	readonly at: number;
	/** Chosen by the device: the same wish sent again has the same id. */
	readonly id: string;
}

/** That an unanswered call needs nobody's care any more: since when (UTC epoch ms), and by what. */
export type Processed =
	| { readonly at: number; readonly kind: 'auto'; readonly callId: string }
	/** By hand; `name` is the account's. */
	| { readonly at: number; readonly kind: 'account'; readonly name: string }
	/** An answer was reported when the call had been decided as unanswered already. */
	| { readonly at: number; readonly kind: 'answered-late' };

/** A connected call. */
interface ConnectedCall {
	readonly callId: string;
	readonly startedAt: number;
	readonly connectedAt: number;
}

/**
 * Calls that begin after this moment can mark the call processed: after its own beginning, and after
 * somebody has opened it again.
 */
export function openSince(startedAt: number, hand: HandMark | undefined): number {
	return hand && !hand.processed ? Math.max(startedAt, hand.at) : startedAt;
}

/** The mark that a later connected call leaves: its time is that call's, however late it was reported. */
export function autoProcessed({ callId, connectedAt }: ConnectedCall): Processed {
	return { at: connectedAt, kind: 'auto', callId };
}
