import { partyE164 } from '#domain/call-party.ts';
import { certainContact, type Contact, type SourceAnswer } from '#domain/contact.ts';

/** Whom a party's calls are counted with. */
export interface SameParty {
	/** The party's own key and all numbers of contacts that certainly have it. */
	readonly keys: readonly string[];
	/** A contact that certainly has the number. */
	readonly contact: Contact | undefined;
	/** A source did not answer: there may be more. */
	readonly incomplete: boolean;
}

/** Asks the directories who else a party is. Extensions and SIP users are only themselves. */
export async function findSameParty(
	party: string,
	lookUp: (e164: string) => Promise<readonly SourceAnswer[]>
): Promise<SameParty> {
	const e164 = partyE164(party);
	const answers = e164 === undefined ? [] : await lookUp(e164);
	const numbers = answers.flatMap((answer) =>
		answer.status === 'found'
			? answer.matches
					.filter(({ certain }) => certain)
					.flatMap(({ contact }) => contact.numbers.flatMap(({ e164: number }) => number ?? []))
			: []
	);
	return {
		keys: [...new Set([party, ...numbers])],
		contact: certainContact(answers),
		incomplete: answers.some(({ status }) => status === 'failed')
	};
}
