import type { Contact } from './contact.ts';

/**
 * What two contacts of the same person say together: the first's fields, those that it leaves empty
 * from the second, and all numbers and addresses of both.
 */
export function joinContacts(
	first: Contact,
	second: Pick<Contact, 'name' | 'company' | 'numbers' | 'emails' | 'notes' | 'picture'>
): Contact {
	const picture = first.picture ?? second.picture;
	const emails = new Set(first.emails.map((email) => email.toLowerCase()));
	const numbers = new Set(first.numbers.map(numberKey));
	return {
		...first,
		name: first.name || second.name,
		company: first.company || second.company,
		notes: first.notes || second.notes,
		numbers: [
			...first.numbers,
			...second.numbers.filter((each) => isNew(numbers, numberKey(each)))
		],
		emails: [...first.emails, ...second.emails.filter((each) => isNew(emails, each.toLowerCase()))],
		...(picture !== undefined && { picture })
	};
}

/** The fields of which a merged contact can have only one. */
const CHOSEN_FIELDS = ['name', 'company', 'notes', 'picture'] as const;
export type ChosenField = (typeof CHOSEN_FIELDS)[number];

/** The fields that both have filled, each with something else: somebody must choose. */
export function differingFields(first: Contact, second: Contact): ChosenField[] {
	return CHOSEN_FIELDS.filter((field) => {
		const [one = '', other = ''] = [first[field], second[field]];
		return one !== '' && other !== '' && one !== other;
	});
}

/** One contact of two, under the first's id: these of its fields from the second, all numbers and addresses of both. */
export function mergeContacts(
	first: Contact,
	second: Contact,
	fromSecond: readonly ChosenField[]
): Contact {
	const chosen = fromSecond.map((field) => [field, second[field]]);
	return { ...joinContacts(first, second), ...Object.fromEntries(chosen) };
}

/** The same number however it is written. */
function numberKey({ raw, e164 }: Contact['numbers'][number]): string {
	return e164 ?? raw.replace(/[^\d+*#]/g, '');
}

function isNew(seen: Set<string>, key: string): boolean {
	const before = seen.size;
	return seen.add(key).size > before;
}
