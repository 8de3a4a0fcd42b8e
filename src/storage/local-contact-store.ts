import Dexie, { liveQuery } from 'dexie';
import * as v from 'valibot';
import { MAX_INDEXED, searchTextOf } from '#domain/contact-search.ts';
import { contactSchema, type Contact, type ContactMatch } from '#domain/contact.ts';
import {
	csvColumnsSchema,
	localReportSchema,
	localSourceSchema,
	type CsvColumns,
	type LocalReport,
	type LocalSource
} from '#domain/local-source.ts';
import {
	lastDigits,
	localContactRow,
	openLocalContactDatabase,
	type LocalContactDatabase,
	type LocalContactRow,
	type LocalOrigin
} from './local-contact-database.ts';

/** Nobody chooses among more people. */
const MOST_FOUND = 20;
const AT_ONCE = 20;
/** So few at once that a lookup never waits long for its turn. */
const PORTION = 200;
/** What was removed can be brought back for so long. */
const KEEP_REMOVED_MS = 10 * 60_000;

const NOTHING_FOUND: LocalReport = { refusals: [], unknownColumns: [] };

/** What a search looks for. */
export interface LocalSearch {
	/** Each must occur in the contact (`searchWords`). */
	readonly words: readonly string[];
	/** Beginnings of E.164 numbers, one of which is enough; none where the search is not for a number. */
	readonly numbers: readonly string[];
}

/**
 * The contacts that one account has from files on this device. A reading writes its contacts under a
 * generation of its own, which nobody finds until it is done: what was there before stays until then.
 */
export class LocalContactStore {
	readonly #db: LocalContactDatabase;

	constructor(accountId: string) {
		this.#db = openLocalContactDatabase(accountId);
	}

	close(): void {
		this.#db.close();
	}

	/** Tells the sources, now and whenever they change, also in another tab or worker. Returns how to stop. */
	watch(changed: (sources: LocalSource[]) => void, failed: (error: unknown) => void): () => void {
		const read = async () => (await this.#db.sources.toArray()).flatMap(parsedSource);
		const subscription = liveQuery(read).subscribe({ next: changed, error: failed });
		return () => subscription.unsubscribe();
	}

	async sources(): Promise<LocalSource[]> {
		return (await this.#db.sources.toArray()).flatMap(parsedSource);
	}

	async source(id: string): Promise<LocalSource | undefined> {
		return parsedSource(await this.#db.sources.get(id))[0];
	}

	/** Where its files are; undefined where nothing that can be read is kept. */
	async origin(id: string): Promise<LocalOrigin | undefined> {
		const row = await this.#db.origins.get(id);
		const columns = v.safeParse(v.record(v.string(), csvColumnsSchema), row?.columns);
		return row && { ...row, columns: columns.success ? columns.output : {} };
	}

	async report(id: string): Promise<LocalReport> {
		const parsed = v.safeParse(localReportSchema, await this.#db.reports.get(id));
		return parsed.success ? parsed.output : NOTHING_FOUND;
	}

	async add(source: LocalSource, origin: LocalOrigin): Promise<void> {
		await this.#db.transaction('rw', this.#db.sources, this.#db.origins, async () => {
			await this.#db.origins.add(origin);
			await this.#db.sources.add(source);
		});
	}

	/** Other files for a source whose copies have become old. */
	async replaceCopies(id: string, copies: LocalOrigin['copies']): Promise<void> {
		await this.#db.origins.update(id, { copies });
	}

	/** Keeps what a person said of a CSV file. */
	async setColumns(id: string, file: string, columns: CsvColumns): Promise<void> {
		await this.#db.transaction('rw', this.#db.origins, async () => {
			const origin = await this.origin(id);
			if (!origin) return;
			await this.#db.origins.put({ ...origin, columns: { ...origin.columns, [file]: columns } });
		});
	}

	/** Takes a source out of all lookups; it can be brought back for ten minutes. `at` is UTC epoch ms. */
	async remove(id: string, at: number): Promise<void> {
		await this.#db.sources.update(id, { removedAt: at });
	}

	async bringBack(id: string): Promise<void> {
		await this.#db.sources.update(id, { removedAt: undefined });
	}

	/** Writes down why a source could not be read; its contacts stay. */
	async setProblem(id: string, problem: LocalSource['problem']): Promise<void> {
		await this.#db.sources.update(id, { problem });
	}

	/** Writes contacts that nobody finds before `finish`. One that is there already is written over. */
	async write(generation: string, sourceId: string, contacts: readonly Contact[]): Promise<void> {
		for (let from = 0; from < contacts.length; from += PORTION) {
			const portion = contacts.slice(from, from + PORTION);
			await this.#db.contacts.bulkPut(
				portion.map((contact) => localContactRow(generation, sourceId, contact))
			);
		}
	}

	/** From now on the contacts of a generation are the source's, all at once. False where the source has gone. */
	async finish(
		id: string,
		done: Required<Pick<LocalSource, 'generation' | 'files' | 'refused' | 'readAs' | 'readAt'>>,
		report: LocalReport
	): Promise<boolean> {
		const { sources, reports, contacts } = this.#db;
		const entries = await contacts
			.where(':id')
			.between(...keysOf(done.generation))
			.count();
		return this.#db.transaction('rw', sources, reports, async () => {
			const changed = await sources.update(id, { ...done, entries, problem: undefined });
			await reports.put({ ...report, id });
			return changed === 1;
		});
	}

	/**
	 * Deletes what nobody can find any more: sources removed long ago, and contacts of readings that were
	 * replaced or never finished. No reading may go on meanwhile, in any tab.
	 */
	async tidy(now: number): Promise<void> {
		const { sources, origins, reports, contacts } = this.#db;
		const all = await sources.toArray();
		const gone = all
			.filter(({ removedAt }) => removedAt !== undefined && removedAt < now - KEEP_REMOVED_MS)
			.map(({ id }) => id);
		await this.#db.transaction('rw', sources, origins, reports, async () => {
			await Promise.all([sources, origins, reports].map((table) => table.bulkDelete(gone)));
		});
		const live = all.flatMap(({ id, generation }) => (gone.includes(id) ? [] : [generation]));
		let [first] = await contacts.orderBy(':id').limit(1).primaryKeys();
		while (first) {
			const [generation] = first;
			if (!live.includes(generation)) await this.#deleteRows(generation);
			[first] = await contacts
				.where(':id')
				.above([generation, Dexie.maxKey])
				.limit(1)
				.primaryKeys();
		}
	}

	/** Who has a number in E.164 (certain), and whose number ends alike (uncertain). */
	find(e164: string): Promise<ContactMatch[]> {
		const { contacts, sources } = this.#db;
		return this.#db.transaction('r', contacts, sources, async () => {
			const end = lastDigits(e164);
			const living = this.#livingRows();
			const [exact, alike] = await Promise.all([
				this.#livingWith('numbers', e164, living),
				end === undefined ? [] : this.#livingWith('ends', end, living)
			]);
			const matches = new Map<string, ContactMatch>();
			for (const contact of contactsIn(exact)) matches.set(contact.id, { contact, certain: true });
			for (const contact of contactsIn(alike)) {
				if (!matches.has(contact.id)) matches.set(contact.id, { contact, certain: false });
			}
			return [...matches.values()].slice(0, MOST_FOUND);
		});
	}

	/** Some of those whom a search tells of, each once. */
	search({ words, numbers }: LocalSearch): Promise<Contact[]> {
		const { contacts, sources } = this.#db;
		// Fewest words begin with the longest; the others are compared.
		const [longest] = words.toSorted((a, b) => b.length - a.length);
		if (longest === undefined) return Promise.resolve([]);
		return this.#db.transaction('r', contacts, sources, async () => {
			const isLive = await this.#livingRows();
			const isWanted = (row: LocalContactRow) => {
				if (!isLive(row)) return false;
				const text = searchTextOf(row.contact);
				return words.every((word) => text.includes(word));
			};
			const [named, numbered] = await Promise.all([
				contacts
					.where('words')
					.startsWith(longest.slice(0, MAX_INDEXED))
					.filter(isWanted)
					.limit(MOST_FOUND)
					.toArray(),
				numbers.length === 0
					? []
					: contacts
							.where('numbers')
							.startsWithAnyOf([...numbers])
							.filter(isLive)
							.limit(MOST_FOUND)
							.toArray()
			]);
			const found = contactsIn([...named, ...numbered]);
			return [...new Map(found.map((contact) => [contact.id, contact])).values()];
		});
	}

	async contact(id: string): Promise<Contact | undefined> {
		const keys = (await this.#liveGenerations()).map((generation): [string, string] => [
			generation,
			id
		]);
		const rows = await this.#db.contacts.bulkGet(keys);
		return contactsIn(rows.filter((row) => row !== undefined))[0];
	}

	/** All contacts of a source. */
	async contactsOf(id: string): Promise<Contact[]> {
		const generation = (await this.source(id))?.generation;
		if (generation === undefined) return [];
		return contactsIn(
			await this.#db.contacts
				.where(':id')
				.between(...keysOf(generation))
				.toArray()
		);
	}

	/** Rows that an index has under a key, and that belong to what a source is now. */
	async #livingWith(
		index: 'numbers' | 'ends',
		key: string,
		living: Promise<(row: LocalContactRow) => boolean>
	): Promise<LocalContactRow[]> {
		const rows = () => this.#db.contacts.where(index).equals(key);
		// Hardly anybody shares a number. To take the first few at once is quicker than to look at each.
		const [isLive, first] = await Promise.all([living, rows().limit(AT_ONCE).toArray()]);
		if (first.length < AT_ONCE) return first.filter(isLive);
		return rows().filter(isLive).limit(MOST_FOUND).toArray();
	}

	/** In portions: a lookup waits for no more than one. */
	async #deleteRows(generation: string): Promise<void> {
		const { contacts } = this.#db;
		for (let deleted = PORTION; deleted === PORTION;) {
			const rows = contacts.where(':id').between(...keysOf(generation));
			deleted = await rows.limit(PORTION).delete();
		}
	}

	/** Tells which rows belong to what a source is now. */
	async #livingRows(): Promise<(row: LocalContactRow) => boolean> {
		const generations = await this.#liveGenerations();
		return ({ generation }) => generations.includes(generation);
	}

	async #liveGenerations(): Promise<string[]> {
		return (await this.sources()).flatMap(({ generation, removedAt }) =>
			generation === undefined || removedAt !== undefined ? [] : [generation]
		);
	}
}

/** The keys of all rows of a generation: from, to. */
function keysOf(generation: string): [unknown[], unknown[]] {
	return [
		[generation, Dexie.minKey],
		[generation, Dexie.maxKey]
	];
}

function contactsIn(rows: readonly LocalContactRow[]): Contact[] {
	return rows.flatMap(({ contact }) => {
		const parsed = v.safeParse(contactSchema, contact);
		return parsed.success ? [parsed.output] : [];
	});
}

function parsedSource(row: unknown): LocalSource[] {
	const parsed = v.safeParse(localSourceSchema, row);
	return parsed.success ? [parsed.output] : [];
}
