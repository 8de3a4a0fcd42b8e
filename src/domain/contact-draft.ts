import * as v from 'valibot';
import { contactSchema, OWN_SOURCE, type Contact } from './contact.ts';

/** What a person may keep: a contact needs to be called something. */
export const contactDraftSchema = v.pipe(
	contactSchema,
	v.forward(
		v.check(({ name, company }) => `${name}${company}` !== '', 'name'),
		['name']
	)
);

/** A contact of the own address book with nothing in it. */
export function emptyContact(id: string): Contact {
	return { id, source: OWN_SOURCE, name: '', company: '', numbers: [], emails: [], notes: '' };
}

/** Without blanks around the texts, and without lines of the form that were left empty. */
export function tidyContact(contact: Contact): Contact {
	const { name, company, notes, numbers, emails } = contact;
	return {
		...contact,
		name: name.trim(),
		company: company.trim(),
		notes: notes.trim(),
		numbers: numbers
			.map((number) => ({ ...number, raw: number.raw.trim() }))
			.filter(({ raw }) => raw !== ''),
		emails: emails.map((email) => email.trim()).filter((email) => email !== '')
	};
}

/** The fields of a contact as people see them. */
export type ContactField = 'name' | 'company' | 'numbers' | 'emails' | 'notes' | 'picture';

/** Each field's text, in the order of the form; lists have one member a line. */
export function contactFields(contact: Contact): ReadonlyMap<ContactField, string> {
	const { name, company, numbers, emails, notes, picture = '' } = contact;
	return new Map([
		['name', name],
		['company', company],
		['numbers', numbers.map(({ raw, e164 }) => e164 ?? raw).join('\n')],
		['emails', emails.join('\n')],
		['notes', notes],
		['picture', picture.slice(0, 90)]
	]);
}

/** What a contact is called in a list. */
export function contactTitle({ name, company }: Pick<Contact, 'name' | 'company'>): string {
	return name || company;
}
