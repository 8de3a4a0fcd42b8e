import Dexie, { type Table } from 'dexie';
import { indexWords } from '#domain/contact-search.ts';
import type { Contact } from '#domain/contact.ts';
import type { CsvColumns, LocalReport, LocalSource } from '#domain/local-source.ts';

/** Where a source's files come from. */
export interface LocalOrigin {
	readonly id: string;
	/** Asked again whenever the files are read. */
	readonly handles?: readonly (FileSystemDirectoryHandle | FileSystemFileHandle)[];
	/** Copies that the browser keeps, where it gives no handles. */
	readonly copies?: readonly LocalFile[];
	/** What the person said of CSV files, by path. */
	readonly columns: Readonly<Record<string, CsvColumns>>;
}

export interface LocalFile {
	/** Below the folder that was chosen. */
	readonly path: string;
	readonly file: File;
}

/** A contact and what it is found by. */
export interface LocalContactRow {
	/** Which reading of which source it came with. */
	readonly generation: string;
	readonly id: string;
	readonly sourceId: string;
	readonly contact: Contact;
	/** E.164. */
	readonly numbers: readonly string[];
	/** The last digits of each number: others than its own may end alike. */
	readonly ends: readonly string[];
	readonly words: readonly string[];
}

export type LocalContactDatabase = Dexie & {
	sources: Table<LocalSource, string>;
	origins: Table<LocalOrigin, string>;
	reports: Table<LocalReport & { readonly id: string }, string>;
	contacts: Table<LocalContactRow, [generation: string, id: string]>;
};

/** The contacts that one account has on this device, brought from any earlier version to this one when first used. */
export function openLocalContactDatabase(accountId: string): LocalContactDatabase {
	// Files can be read again: a write that a power cut undoes costs no more than that.
	const db = new Dexie(`anteroom-contacts-${accountId}`, {
		chromeTransactionDurability: 'relaxed'
	}) as LocalContactDatabase;
	db.version(1).stores({
		sources: 'id',
		origins: 'id',
		reports: 'id',
		contacts: '[generation+id], *numbers, *ends, *words'
	});
	return db;
}

/** How many last digits must be equal for an uncertain match. */
const END_DIGITS = 7;

export function localContactRow(
	generation: string,
	sourceId: string,
	contact: Contact
): LocalContactRow {
	const { id, numbers } = contact;
	const unique = (texts: (string | undefined)[]) => [
		...new Set(texts.filter((text) => text !== undefined))
	];
	return {
		...{ generation, id, sourceId, contact },
		numbers: unique(numbers.map(({ e164 }) => e164)),
		ends: unique(numbers.map(({ raw, e164 }) => lastDigits(e164 ?? raw))),
		words: indexWords(contact)
	};
}

/** Undefined for numbers so short that others end alike by chance. */
export function lastDigits(number: string): string | undefined {
	const digits = number.replace(/\D/g, '');
	return digits.length < END_DIGITS ? undefined : digits.slice(-END_DIGITS);
}
