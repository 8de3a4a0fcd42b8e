import * as v from 'valibot';
import { contactSchema } from '#domain/contact.ts';
import type { ContactSource } from './lookup.ts';

const answersSchema = v.object({
	answers: v.array(
		v.variant('status', [
			v.object({
				source: v.string(),
				status: v.literal('found'),
				matches: v.array(v.object({ contact: contactSchema, certain: v.boolean() }))
			}),
			v.object({ source: v.string(), status: v.literal('none') }),
			v.object({ source: v.string(), status: v.literal('failed'), error: v.string() })
		])
	)
});

/** The server's data sources, all of them behind one request. */
export const serverSource: ContactSource = {
	id: 'server',
	async find(e164, signal) {
		const response = await fetch(`/api/contacts?number=${encodeURIComponent(e164)}`, { signal });
		if (!response.ok) throw new Error(`http-${response.status}`);
		return v.parse(answersSchema, await response.json()).answers;
	}
};
