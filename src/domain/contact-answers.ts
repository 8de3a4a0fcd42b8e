import * as v from 'valibot';
import { contactSchema } from './contact.ts';

/** What the server's data sources answered: GET /api/contacts with a number or words. */
export const contactAnswersSchema = v.object({
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

/** One page of the own address book: GET /api/contacts?after=. There are more where `more` says so. */
export const contactPageSchema = v.object({
	contacts: v.array(contactSchema),
	more: v.boolean()
});
