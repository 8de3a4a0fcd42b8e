import * as v from 'valibot';

const header = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/));
const codes = v.optional(v.array(v.string()), []);

/** JSON whose texts may hold `{to}`, `{from}`, `{text}`, `{key}`, `{type}` and `{receipts}`. */
export type BodyTemplate = string | BodyTemplate[] | { [name: string]: BodyTemplate };
const bodySchema: v.GenericSchema<BodyTemplate> = v.union([
	v.string(),
	v.array(v.lazy(() => bodySchema)),
	v.record(
		v.string(),
		v.lazy(() => bodySchema)
	)
]);

const words = v.optional(v.array(v.string()), []);
const receiptsSchema = v.object({
	/** Where a callback has the id that the answer to the message had. */
	idPath: v.string(),
	statusPath: v.string(),
	/** Where it says why; empty: nowhere. */
	reasonPath: v.optional(v.string(), ''),
	/** The statuses, in any case of letters, after which nothing more comes; all others are on the way there. */
	ends: v.object({ delivered: words, expired: words, failed: words })
});
/** How a provider tells what became of a message, by query, form or JSON. */
export type HttpReceipts = v.InferOutput<typeof receiptsSchema>;

/** Names a message as its provider does. Ids of two providers can be the same. */
export function receiptKey(provider: string, id: string): string {
	return `${provider} ${id}`;
}

/** How a provider of text messages wants to be asked over HTTP, and what its answers mean. */
export const httpSmsApiSchema = v.object({
	/** `{account}` stands for the account's name at the provider. */
	url: v.pipe(v.string(), v.regex(/^https?:\/\//, 'begins with neither https:// nor http://')),
	method: v.optional(v.picklist(['POST', 'PUT', 'GET']), 'POST'),
	/** Basic is account and secret; the others carry the secret alone. */
	auth: v.optional(
		v.variant('kind', [
			v.object({ kind: v.literal('none') }),
			v.object({ kind: v.literal('basic') }),
			v.object({ kind: v.literal('bearer') }),
			v.object({
				kind: v.literal('header'),
				name: header,
				/** Before the secret, e.g. `AccessKey `. */
				prefix: v.optional(v.string(), '')
			})
		]),
		{ kind: 'bearer' }
	),
	encoding: v.optional(v.picklist(['json', 'form', 'query']), 'json'),
	/** E.164 with its plus, or the digits alone. */
	numbers: v.optional(v.picklist(['e164', 'digits']), 'e164'),
	/** Members that become empty are left out, e.g. `from` where the provider has a default. */
	body: v.record(v.string(), bodySchema),
	/** Where an answer has the message's id, e.g. `messages.0.id`. */
	idPath: v.optional(v.string(), ''),
	/** For providers that answer 200 and say in the body that they refuse. */
	code: v.optional(
		v.object({
			path: v.string(),
			accepted: v.array(v.string()),
			/** What is wrong with the message itself. */
			permanent: codes,
			/** Bad credentials, no credit: no message is taken until an administrator has mended it. */
			login: codes
		})
	),
	/** HTTP statuses after which trying again may help, besides all 5xx. */
	retryStatuses: v.optional(v.array(v.number()), [401, 402, 403, 404, 407, 408, 409, 425, 429]),
	/** Where the provider sends a message once, however often it is asked with the same key. */
	idempotencyHeader: v.optional(header),
	/** Absent where it tells nothing. */
	receipts: v.optional(receiptsSchema)
});
export type HttpSmsApi = v.InferOutput<typeof httpSmsApiSchema>;
