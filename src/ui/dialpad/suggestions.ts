import type { Contact, SourceAnswer } from '#domain/contact.ts';

/** One thing that can be done with a contact that was found. */
export type Suggestion = {
	readonly key: string;
	readonly contact: Contact;
} & (
	| { readonly kind: 'number'; readonly number: Contact['numbers'][number] }
	| { readonly kind: 'text'; readonly number: string }
	| { readonly kind: 'email'; readonly email: string }
	| { readonly kind: 'open' }
);

/** As many contacts as fit beside a keypad; whoever looks for more opens the address book. */
const MAX_CONTACTS = 8;

/** What can be done with those who were found, in order: call each number, text each mobile number, write to each address, open. */
export function suggestionsOf(answers: readonly SourceAnswer[]): Suggestion[] {
	const contacts = answers.flatMap((answer) =>
		answer.status === 'found' ? answer.matches.map(({ contact }) => contact) : []
	);
	return contacts.slice(0, MAX_CONTACTS).flatMap((contact): Suggestion[] => {
		const key = `${contact.source}:${contact.id}`;
		return [
			...contact.numbers.map((number, at): Suggestion => ({
				key: `${key}:n${at}`,
				contact,
				kind: 'number',
				number
			})),
			...contact.numbers.flatMap(({ type, e164 }, at): Suggestion[] =>
				type === 'mobile' && e164 !== undefined
					? [{ key: `${key}:t${at}`, contact, kind: 'text', number: e164 }]
					: []
			),
			...contact.emails.map((email, at): Suggestion => ({
				key: `${key}:e${at}`,
				contact,
				kind: 'email',
				email
			})),
			{ key: `${key}:open`, contact, kind: 'open' }
		];
	});
}
