import { partyE164 } from '#domain/call-party.ts';
import type { ContactChoices } from '#domain/contact-choice.ts';
import { meantContacts, type Contact, type SourceAnswer } from '#domain/contact.ts';

/** Whom a party's calls are counted with. */
export interface SameParty {
	/** The party's own key and all numbers of the contacts that it means. */
	readonly keys: readonly string[];
	/** Whom the number means. */
	readonly contact: Contact | undefined;
	/** A source did not answer: there may be more. */
	readonly incomplete: boolean;
}

/** Asks the directories who else a party is. Extensions and SIP users are only themselves. */
export async function findSameParty(
	party: string,
	choices: ContactChoices,
	lookUp: (e164: string) => Promise<readonly SourceAnswer[]>
): Promise<SameParty> {
	const e164 = partyE164(party);
	const answers = e164 === undefined ? [] : await lookUp(e164);
	const contacts = meantContacts(answers, e164 === undefined ? undefined : choices[e164]);
	const numbers = contacts.flatMap((contact) =>
		contact.numbers.flatMap((number) => number.e164 ?? [])
	);
	return {
		keys: [...new Set([party, ...numbers])],
		contact: contacts[0],
		incomplete: answers.some(({ status }) => status === 'failed')
	};
}
