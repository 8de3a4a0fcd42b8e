import * as v from 'valibot';
import { isChosen, type ContactChoice } from './contact-choice.ts';
import { emailAddressSchema } from './email-address.ts';

const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));

export const NUMBER_TYPES = ['work', 'mobile', 'home', 'main', 'fax', 'other'] as const;

const contactNumberSchema = v.object({
	type: v.picklist(NUMBER_TYPES),
	/** As written by people, e.g. `(0711) 123-456`. */
	raw: text(64),
	/** E.164; absent where the text could not be understood as a number. */
	e164: v.optional(v.pipe(v.string(), v.regex(/^\+\d{3,15}$/)))
});

/** A person or company with numbers, from any source. */
export const contactSchema = v.object({
	id: text(200),
	/** Which source it came from: `own`, or a configured source's id. */
	source: text(100),
	name: text(200),
	company: text(200),
	numbers: v.pipe(v.array(contactNumberSchema), v.maxLength(50)),
	emails: v.pipe(v.array(emailAddressSchema), v.maxLength(20)),
	/** Private: never put into a vCard that leaves the house. */
	notes: text(10_000),
	/** A picture that this server keeps, or one that came with the contact. */
	picture: v.optional(
		v.pipe(
			text(200_000),
			v.regex(
				/^(\/api\/pictures\/[0-9a-f]{64}|data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+=*)$/
			)
		)
	)
});
export type Contact = v.InferOutput<typeof contactSchema>;

/** The source whose contacts people of this installation keep themselves. */
export const OWN_SOURCE = 'own';

/** Stands for all of the server's sources where the server itself does not answer. */
export const SERVER_SOURCE = 'server';

/** A contact found for a number. Only a certain match (equal E.164) may name a sender or mark calls processed. */
export interface ContactMatch {
	readonly contact: Contact;
	readonly certain: boolean;
}

/** What one data source answered for one caller. A source that failed is not "no contact". */
export type SourceAnswer =
	| { readonly source: string; readonly status: 'found'; readonly matches: readonly ContactMatch[] }
	| { readonly source: string; readonly status: 'none' }
	| { readonly source: string; readonly status: 'failed'; readonly error: string };

/**
 * Whom a number can mean: the chosen contact alone, or each that certainly has the number, in the order of
 * the answers. A chosen contact that does not have the number any more counts for nothing.
 */
export function meantContacts(
	answers: readonly SourceAnswer[],
	choice: ContactChoice | undefined
): readonly Contact[] {
	const certain = answers.flatMap((answer) =>
		answer.status === 'found' ? answer.matches.filter((match) => match.certain) : []
	);
	const contacts = new Map<string, Contact>();
	for (const { contact } of certain) {
		if (isChosen(contact, choice)) return [contact];
		const key = `${contact.source} ${contact.id}`;
		if (!contacts.has(key)) contacts.set(key, contact);
	}
	return [...contacts.values()];
}

/** Whom a number means: the chosen contact, or the first certain match of all answers, in their order. */
export function certainContact(
	answers: readonly SourceAnswer[],
	choice?: ContactChoice
): Contact | undefined {
	return meantContacts(answers, choice)[0];
}

/** The answers with the contact that is meant before all others. */
export function meantFirst(
	answers: readonly SourceAnswer[],
	choice: ContactChoice | undefined
): readonly SourceAnswer[] {
	const contact = choice && certainContact(answers, choice);
	if (!contact) return answers;
	const matches = [{ contact, certain: true }];
	return [{ source: contact.source, status: 'found', matches }, ...answers];
}
