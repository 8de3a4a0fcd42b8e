import * as v from 'valibot';
import { SERVER_SOURCE } from '#domain/contact.ts';
import { contactAnswersSchema } from '#domain/contact-answers.ts';
import type { ContactSource } from './lookup.ts';

/** The server's data sources, all of them behind one request. */
export const serverSource: ContactSource = {
	id: SERVER_SOURCE,
	async find(e164, signal) {
		const response = await fetch(`/api/contacts?number=${encodeURIComponent(e164)}`, { signal });
		if (!response.ok) throw new Error(`http-${response.status}`);
		return v.parse(contactAnswersSchema, await response.json()).answers;
	}
};
