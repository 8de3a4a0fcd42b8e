import type { Transaction } from 'kysely';
import type { ContactChange } from '#domain/contact-change.ts';
import { OWN_SOURCE, type Contact } from '#domain/contact.ts';
import { changedElsewhere } from '#server/database/changed-elsewhere.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';
import type { Directory } from './ask-directories.ts';
import { contactById, contactsAfter, type ContactPage } from './contact-pages.ts';
import { readContact, saveContact, tableDirectory } from './contact-table.ts';

export const OWN = OWN_SOURCE;

const CHUNK = 500;

type ContactsChanged =
	{ readonly ok: true } | { readonly ok: false; readonly changedElsewhere: readonly string[] };

/** The contacts kept in this server's own database. */
export interface OwnDirectory extends Directory {
	/** Adds the contact, or replaces the one with its id. */
	save(contact: Contact): Promise<void>;
	/**
	 * Adds, replaces and removes, all or nothing. Where somebody has changed one of them since it was
	 * read, nothing is done: the ids say which.
	 */
	change(change: ContactChange): Promise<ContactsChanged>;
	/** The contact with this id, of any source whose contacts are kept here. */
	byId(id: string): Promise<Contact | undefined>;
	/** The own contacts whose ids come after this one, in the order of their ids. */
	page(after: string, limit: number): Promise<ContactPage>;
}

export function createOwnDirectory(database: Database): OwnDirectory {
	const { db } = database;
	return {
		...tableDirectory(db, OWN),
		save: (contact) => database.inTransaction((tx) => saveContact(tx, contact, OWN)),
		change: (change) => database.inTransaction((tx) => changeContacts(tx, change)),
		byId: (id) => contactById(db, id),
		page: (after, limit) => contactsAfter(db, OWN, after, limit)
	};
}

async function changeContacts(
	tx: Transaction<Schema>,
	{ save, remove }: ContactChange
): Promise<ContactsChanged> {
	const seen = [
		...save.map(({ contact, base }) => ({ id: contact.id, base })),
		...remove.map((contact) => ({ id: contact.id, base: contact }))
	];
	const present = await lockContacts(
		tx,
		seen.map(({ id }) => id)
	);
	const others = changedElsewhere(seen, present);
	if (others.length > 0) return { ok: false, changedElsewhere: others };
	for (const { id } of remove) await tx.deleteFrom('contact').where('id', '=', id).execute();
	for (const { contact } of save) await saveContact(tx, contact, OWN);
	return { ok: true };
}

/** Own contacts as they are, held until the transaction ends: an update waits for another one of the same row. */
async function lockContacts(
	tx: Transaction<Schema>,
	ids: readonly string[]
): Promise<Map<string, Contact>> {
	const present = new Map<string, Contact>();
	for (let start = 0; start < ids.length; start += CHUNK) {
		const rows = await tx
			.updateTable('contact')
			.set((column) => ({ source: column.ref('source') }))
			.where('source', '=', OWN)
			.where('id', 'in', ids.slice(start, start + CHUNK))
			.returning(['id', 'data'])
			.execute();
		for (const { id, data } of rows) present.set(id, readContact(data));
	}
	return present;
}
