import { contactDraftSchema, emptyContact, tidyContact } from './contact-draft.ts';
import { joinContacts } from './contact-merge.ts';
import type { Contact } from './contact.ts';
import { fieldProblems } from './field-problems.ts';
import { isSame } from './merge-fields.ts';
import type { NumberingPlan } from './phone-number.ts';
import { readVCards, type VCardContact } from './vcard-reader.ts';

/** Why an entry of a file is refused; `column` is the contact's field, where one is to blame. */
interface ContactProblem {
	readonly column?: string;
	readonly reason: 'format' | 'range' | 'twice' | 'ambiguous' | 'empty' | 'not-ended';
}

/** An entry as a file has it. `row` is where it begins, from 1. */
export type FileContact =
	| { readonly row: number; readonly contact: VCardContact }
	| { readonly row: number; readonly problem: ContactProblem };

/** What importing one entry would do. */
export type ContactImportRow =
	| { readonly row: number; readonly kind: 'new' | 'unchanged'; readonly contact: Contact }
	| {
			readonly row: number;
			readonly kind: 'changed';
			readonly contact: Contact;
			readonly base: Contact;
	  }
	| {
			readonly row: number;
			readonly kind: 'refused';
			readonly name: string;
			readonly problems: readonly ContactProblem[];
	  };

/** The entries of a file of vCards; `row` is the line of the file. */
export function* vCardEntries(text: string, plan: NumberingPlan): Generator<FileContact> {
	for (const card of readVCards(text, plan)) {
		yield card.ok
			? { row: card.line, contact: card.contact }
			: { row: card.line, problem: { reason: card.problem } };
	}
}

/**
 * What importing would do, entry by entry, so that a long file can be read in steps. A contact is found
 * by its name and company. One that is known gains what it lacks; nothing of it is replaced or lost.
 */
export function* compareContacts(
	entries: Iterable<FileContact>,
	present: readonly Contact[],
	newId: () => string
): Generator<ContactImportRow> {
	const byName = Map.groupBy(present, nameKey);
	const seen = new Set<string>();
	for (const entry of entries) yield compareEntry(entry);

	function compareEntry(entry: FileContact): ContactImportRow {
		const { row } = entry;
		if ('problem' in entry) return { row, kind: 'refused', name: '', problems: [entry.problem] };
		const written = tidyContact({ ...emptyContact(''), ...entry.contact });
		if (`${written.name}${written.company}` === '') {
			// Somebody without a name is called what they are reached by.
			written.name = written.emails[0] ?? written.numbers[0]?.raw ?? '';
		}
		const refused = (...problems: ContactProblem[]): ContactImportRow => ({
			...{ row, kind: 'refused', name: written.name || written.company, problems }
		});
		if (written.name === '' && written.company === '') return refused({ reason: 'empty' });
		const key = nameKey(written);
		const [base, ...namesakes] = byName.get(key) ?? [];
		if (namesakes.length > 0) return refused({ reason: 'ambiguous' });
		if (seen.has(key)) return refused({ reason: 'twice' });
		seen.add(key);
		const contact = base ? joinContacts(base, written) : { ...written, id: newId() };
		const problems = [...fieldProblems(contactDraftSchema, contact)];
		if (problems.length > 0) {
			return refused(...problems.map(([column, reason]) => ({ column, reason })));
		}
		if (!base) return { row, kind: 'new', contact };
		if (isSame(base, contact)) return { row, kind: 'unchanged', contact };
		return { row, kind: 'changed', contact, base };
	}
}

function nameKey({ name, company }: Pick<Contact, 'name' | 'company'>): string {
	return JSON.stringify([name.trim().toLowerCase(), company.trim().toLowerCase()]);
}
