import * as v from 'valibot';
import { contactPageSchema } from '#domain/contact-answers.ts';
import type { ContactChange } from '#domain/contact-change.ts';
import {
	contactDraftSchema,
	contactTitle,
	emptyContact,
	tidyContact
} from '#domain/contact-draft.ts';
import { contactSchema, type Contact } from '#domain/contact.ts';
import { RecordEditor, recordSaved, type RecordSaved } from './record-editor.svelte.ts';
import { RecordRemoval } from './record-removal.svelte.ts';
import { ask, type ServerAnswer } from './ask-server.ts';

/** Brings changes of the own address book to the server. */
export async function changeContacts(change: ContactChange): Promise<RecordSaved> {
	return recordSaved(await ask(v.unknown(), '/api/contacts', { body: change }));
}

/** The contact as the server has it now. */
export function fetchContact(id: string): Promise<ServerAnswer<Contact>> {
	return ask(contactSchema, `/api/contacts/${encodeURIComponent(id)}`);
}

export type ContactEditor = RecordEditor<Contact>;

/** Where somebody else was quicker, the editor learns what they wrote. */
export function contactEditor(contact: Contact, isNew: boolean): ContactEditor {
	const editor: ContactEditor = new RecordEditor(
		{
			schema: contactDraftSchema,
			tidy: tidyContact,
			async save(changed, base) {
				const saved = await changeContacts({ save: [{ contact: changed, base }], remove: [] });
				if (saved.ok || saved.failure !== 'changed-elsewhere') return saved;
				const newest = await fetchContact(changed.id);
				if (newest.ok) editor.follow(newest.value);
				else if (newest.failure.kind === 'refused') editor.follow(undefined);
				return saved;
			}
		},
		isNew ? emptyContact(contact.id) : contact,
		isNew
	);
	// What a call has already said of somebody is there to be saved.
	if (isNew) editor.draft = contact;
	return editor;
}

/** @param changed told when a contact has gone or come back */
export function contactRemoval(changed: () => void): RecordRemoval<Contact> {
	const change = async (wish: ContactChange) => {
		const saved = await changeContacts(wish);
		if (saved.ok) changed();
		return saved;
	};
	return new RecordRemoval({
		remove: (contact) => change({ save: [], remove: [contact] }),
		bringBack: (contact) => change({ save: [{ contact, base: null }], remove: [] })
	});
}

/** All of the own address book, as it was when it was loaded last. */
export class ContactBook {
	#list = $state.raw<readonly Contact[] | undefined>();
	#failed = $state.raw(false);
	#turn = 0;

	/** By what they are called; undefined until they have been loaded. */
	get list(): readonly Contact[] | undefined {
		return this.#list;
	}

	/** The server did not give all of them when it was asked last. */
	get failed(): boolean {
		return this.#failed;
	}

	async load(): Promise<void> {
		const turn = (this.#turn += 1);
		const contacts: Contact[] = [];
		for (let more = true; more;) {
			const after = encodeURIComponent(contacts.at(-1)?.id ?? '');
			const page = await ask(contactPageSchema, `/api/contacts?after=${after}`);
			if (turn !== this.#turn) return;
			if (!page.ok) {
				this.#failed = true;
				return;
			}
			contacts.push(...page.value.contacts);
			({ more } = page.value);
		}
		const { compare } = new Intl.Collator(undefined, { numeric: true });
		this.#list = contacts.sort((one, other) => compare(contactTitle(one), contactTitle(other)));
		this.#failed = false;
	}
}
