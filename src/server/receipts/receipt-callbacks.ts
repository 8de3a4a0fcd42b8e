import { createHash, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { cleanText } from '#domain/sip-address.ts';
import { memberAt } from '#server/senders/member-at.ts';
import { receiptKey, type HttpReceipts } from '#server/senders/sms-http-api.ts';
import type { Receipt, Receipts } from './receipts.ts';

const MAX_SAID = 100;

const word = v.pipe(
	v.union([v.string(), v.number()]),
	v.transform(String),
	v.minLength(1),
	v.maxLength(200)
);
/** It becomes a database key, which holds no NUL. */
const id = v.pipe(word, v.regex(/^\P{Cc}+$/u));
const wordsSchema = v.object({ id, status: word, reason: v.optional(word) });

/** `stored` also where the status is none that ends anything; `unknown` for whoever has no secret. */
type CallbackAnswer = 'stored' | 'unknown' | 'invalid-body';

interface ReceiptCallbacksParts {
	readonly receipts: Pick<Receipts, 'take'>;
	/** The provider that the installation sends by: what others say counts for nothing. */
	readonly provider: string;
	readonly format: HttpReceipts;
	/** In the address that the provider was told, where nobody can guess it. */
	readonly secret: string;
}

/** Where a provider tells what became of text messages. */
export class ReceiptCallbacks {
	readonly #parts: ReceiptCallbacksParts;

	constructor(parts: ReceiptCallbacksParts) {
		this.#parts = parts;
	}

	/** True for the secret of the address; takes the same time for every other. */
	isRight(secret: string): boolean {
		const hash = (text: string) => createHash('sha256').update(text).digest();
		return timingSafeEqual(hash(secret), hash(this.#parts.secret));
	}

	/** Stores what one callback says; resolves when it is safe. The same may come again. */
	async receive(secret: string, values: unknown): Promise<CallbackAnswer> {
		if (!this.isRight(secret)) return 'unknown';
		const { provider, format, receipts } = this.#parts;
		const receipt = readReceipt(provider, format, values);
		if (receipt === 'invalid-body') return receipt;
		if (receipt) await receipts.take(receipt);
		return 'stored';
	}
}

/** What a callback says by a provider's description; undefined where the message is still under way. */
export function readReceipt(
	provider: string,
	{ idPath, statusPath, reasonPath, ends }: HttpReceipts,
	values: unknown
): Receipt | 'invalid-body' | undefined {
	const reason = reasonPath === '' ? undefined : memberAt(values, reasonPath);
	const parsed = v.safeParse(wordsSchema, {
		id: memberAt(values, idPath),
		status: memberAt(values, statusPath),
		// Some send the member empty, or null, where there is no reason.
		reason: reason === '' || reason === null ? undefined : reason
	});
	if (!parsed.success) return 'invalid-body';
	const { id, status } = parsed.output;
	const lower = status.toLowerCase();
	const said = cleanText([status, parsed.output.reason ?? ''].join(' ').trim(), MAX_SAID);
	for (const delivery of ['delivered', 'expired', 'failed'] as const) {
		if (ends[delivery].some((word) => word.toLowerCase() === lower)) {
			return { key: receiptKey(provider, id), delivery, said };
		}
	}
	return undefined;
}
