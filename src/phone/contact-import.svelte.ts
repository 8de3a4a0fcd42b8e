import type { ContactChange } from '#domain/contact-change.ts';
import {
	contactColumnOf,
	csvEntries,
	openContactCsv,
	type ContactColumn
} from '#domain/contact-csv.ts';
import {
	compareContacts,
	vCardEntries,
	type ContactImportRow,
	type FileContact
} from '#domain/contact-import.ts';
import type { Contact } from '#domain/contact.ts';
import type { CsvCells } from '#domain/csv-cells.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import { changeContacts } from './contact-list.svelte.ts';
import { decodeText } from './decode-text.ts';
import { RecordImport } from './record-import.svelte.ts';

type Wish = ContactChange['save'][number];

interface ContactImportParts {
	/** The own address book as it is now; undefined where it cannot be known. */
	readonly present: () => Promise<readonly Contact[] | undefined>;
	readonly plan: () => NumberingPlan;
	readonly newId: () => string;
}

/** A heading of a CSV file, and what it is taken for. */
export interface ColumnChoice {
	readonly heading: string;
	/** What stands in it, so that it can be told from others. */
	readonly example: string;
	readonly column: ContactColumn | undefined;
}

/** A file of vCards or CSV: first what it would change of the own address book, then, once wanted, the change. */
export class ContactImport extends RecordImport<ContactImportRow, Wish> {
	readonly #contacts: ContactImportParts;
	#csv: CsvCells | undefined;
	#columns = $state.raw<readonly ColumnChoice[]>([]);
	#isAway = $state.raw(false);

	constructor(parts: ContactImportParts) {
		super({
			wishOf(row) {
				if (row.kind === 'new') return { contact: row.contact, base: null };
				return row.kind === 'changed' ? { contact: row.contact, base: row.base } : undefined;
			},
			send: (save) => changeContacts({ save, remove: [] }),
			finished: async () => {}
		});
		this.#contacts = parts;
	}

	/** The columns of a CSV file, in their order; none for vCards. */
	get columns(): readonly ColumnChoice[] {
		return this.#columns;
	}

	/** The present contacts could not be loaded: nothing can be compared with them. */
	get isAway(): boolean {
		return this.#isAway;
	}

	/** Compares a file with the present contacts. */
	async readFile(file: Blob): Promise<void> {
		this.#csv = undefined;
		this.#columns = [];
		await this.read(async () => {
			const text = decodeText(await file.bytes());
			if (!/^\s*begin:vcard\s*$/im.test(text)) {
				this.#csv = openContactCsv(text);
				this.#columns = this.#csv ? choicesOf(this.#csv) : [];
				return this.#compareCsv();
			}
			return this.#compare((plan) => vCardEntries(text, plan), text.split('\n').length);
		});
	}

	/** Compares contacts that are known from elsewhere with the present ones. */
	async readContacts(contacts: readonly Contact[]): Promise<void> {
		this.#csv = undefined;
		this.#columns = [];
		const entries = contacts.map((contact, at) => ({ row: at + 1, contact }));
		await this.read(() => this.#compare(() => entries, entries.length));
	}

	/** Takes a column for something else, and compares anew. */
	async take(at: number, column: ContactColumn | undefined): Promise<void> {
		this.#columns = this.#columns.map((each, index) => (index === at ? { ...each, column } : each));
		await this.read(() => this.#compareCsv());
	}

	async #compareCsv() {
		const csv = this.#csv;
		if (!csv) return undefined;
		const columns = this.#columns.map(({ column }) => column);
		return this.#compare((plan) => csvEntries(csv, columns, plan), csv.rows.length);
	}

	async #compare(entries: (plan: NumberingPlan) => Iterable<FileContact>, length: number) {
		const { present, plan, newId } = this.#contacts;
		const contacts = await present();
		this.#isAway = contacts === undefined;
		return contacts && { rows: compareContacts(entries(plan()), contacts, newId), length };
	}
}

function choicesOf({ heading, rows }: CsvCells): ColumnChoice[] {
	return heading.map((name, at) => ({
		heading: name,
		example: rows.find((cells) => (cells[at] ?? '').trim() !== '')?.[at]?.slice(0, 60) ?? '',
		column: contactColumnOf(name)
	}));
}
