import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

interface Kept extends DBSchema {
	rows: { key: string; value: { readonly key: string; readonly value: unknown } };
}

/** As Dexie, which kept them before, has made it: ten times its own first version. */
const VERSION = 10;

/** Values by key in an IndexedDB of their own. Without Dexie, which would have to be there before the phone registers. */
export class KeptRows {
	readonly #name: string;
	#opened: Promise<IDBPDatabase<Kept>> | undefined;

	constructor(name: string) {
		this.#name = name;
	}

	/** Undefined where there is none. Rejects where the browser does not store. */
	async get(key: string): Promise<unknown> {
		const db = await this.#open();
		return (await db.get('rows', key))?.value;
	}

	/**
	 * Replaces a value by what `next` makes of it; undefined deletes it. Nobody else, in whatever tab, writes
	 * in between. Resolves once it is stored.
	 */
	async change<Next>(key: string, next: (before: unknown) => Next): Promise<Next> {
		const db = await this.#open();
		const { store, done } = db.transaction('rows', 'readwrite');
		const changing = store.get(key).then(async (row) => {
			const value = next(row?.value);
			await (value === undefined ? store.delete(key) : store.put({ key, value }));
			return value;
		});
		const [value] = await Promise.all([changing, done]);
		return value;
	}

	#open(): Promise<IDBPDatabase<Kept>> {
		const forget = () => (this.#opened = undefined);
		this.#opened ??= openDB<Kept>(this.#name, VERSION, {
			upgrade: (db) => void db.createObjectStore('rows', { keyPath: 'key' }),
			// Another tab wants to delete it, or has a newer version of it.
			blocking: (_version, _blocked, { target }) => {
				(target as IDBDatabase).close();
				forget();
			},
			terminated: forget
		});
		// What the browser refuses now it may allow later.
		this.#opened.catch(forget);
		return this.#opened;
	}
}
