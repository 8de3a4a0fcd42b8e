import * as v from 'valibot';

/** Somebody's wish for one call, made on one device, perhaps while it was offline. */
const handMarkSchema = v.object({
	/** False: the call is to be open again. */
	processed: v.boolean(),
	/** When the person wished it, UTC epoch ms. */
	at: v.pipe(v.number(), v.integer(), v.minValue(0)),
	/** Chosen by the device: the same wish sent again has the same id. */
	id: v.pipe(v.string(), v.uuid())
});
export type HandMark = v.InferOutput<typeof handMarkSchema>;

/** A wish and the SIP Call-ID of its call. */
export const callMarkSchema = v.object({
	...handMarkSchema.entries,
	callId: v.pipe(v.string(), v.minLength(1), v.maxLength(512))
});
export type CallMark = v.InferOutput<typeof callMarkSchema>;

/** True where the wish stands above the one before it: the latest wins, in whatever order they come. */
export function isLater(wish: HandMark, than: HandMark | undefined): boolean {
	if (!than) return true;
	return wish.at === than.at ? wish.id > than.id : wish.at > than.at;
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
