import * as v from 'valibot';
import type { DeliveryState } from '#domain/journal-entry.ts';
import { cleanText } from '#domain/sip-address.ts';
import type { Receipt } from '#server/receipts/receipts.ts';
import { receiptKey } from './sms-http-api.ts';

/** How receipts name the message centre as provider. */
export const SMPP = 'smpp';

/** `message_state` (SMPP 3.4 §5.2.28): those after which nothing more comes. */
const STATES = new Map<number, DeliveryState>([
	[2, 'delivered'],
	[3, 'expired'],
	[4, 'failed'],
	[5, 'failed'],
	[8, 'failed']
]);
/** The same as words (SMPP 3.4 appendix B). */
const WORDS = new Map<string, DeliveryState>([
	['DELIVRD', 'delivered'],
	['EXPIRED', 'expired'],
	['DELETED', 'failed'],
	['UNDELIV', 'failed'],
	['REJECTD', 'failed']
]);
const MAX_SAID = 100;

/** Control characters are in no centre's ids; PostgreSQL could not keep one, and the receipt would come for ever. */
const idSchema = v.pipe(v.string(), v.maxLength(65), v.regex(/^\P{Cc}+$/u));
const pduSchema = v.object({
	/** Bits 5 to 2 say what a `deliver_sm` is (SMPP 3.4 §5.2.12): 1 is a receipt. */
	esm_class: v.pipe(
		v.number(),
		v.check((esmClass) => (esmClass & 0b0011_1100) >> 2 === 1)
	),
	receipted_message_id: v.fallback(v.optional(idSchema), undefined),
	message_state: v.fallback(v.optional(v.number()), undefined),
	short_message: v.fallback(v.optional(v.object({ message: v.string() })), undefined)
});

/**
 * Reads a delivery receipt from a `deliver_sm`: its optional parameters, or where a centre sends none,
 * the text that appendix B of SMPP 3.4 describes. Undefined for messages of people and for states that
 * are none of the end.
 */
export function readSmppReceipt(pdu: unknown): Receipt | undefined {
	const parsed = v.safeParse(pduSchema, pdu);
	if (!parsed.success) return undefined;
	const { receipted_message_id, message_state, short_message } = parsed.output;
	const text = short_message?.message ?? '';
	const id = receipted_message_id ?? field(text, 'id');
	const word = field(text, 'stat')?.toUpperCase() ?? '';
	const delivery = message_state === undefined ? WORDS.get(word) : STATES.get(message_state);
	if (!v.is(idSchema, id) || delivery === undefined) return undefined;
	const error = field(text, 'err');
	const said = [word, error === undefined ? '' : `err:${error}`].join(' ').trim();
	return {
		key: receiptKey(SMPP, id),
		delivery,
		said: cleanText(said === '' ? `message_state ${message_state}` : said, MAX_SAID)
	};
}

/** One field of a receipt's text. What stands after `text:` is the message's own. */
function field(text: string, name: string): string | undefined {
	const [fields = ''] = text.split(/\btext:/i);
	return new RegExp(`\\b${name}:(\\S{1,65})`, 'i').exec(fields)?.[1];
}
