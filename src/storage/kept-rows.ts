/** What is stored under a key. */
interface Row {
	readonly key: string;
	readonly value: unknown;
}

const ROWS = 'rows';

/**
 * Values by key in an IndexedDB of their own. Without Dexie, which would have to be there before the phone
 * registers: its databases are opened as it has made them (ten times its version).
 */
export class KeptRows {
	readonly #name: string;
	#opened: Promise<IDBDatabase> | undefined;

	constructor(name: string) {
		this.#name = name;
	}

	/** Undefined where there is none. Rejects where the browser does not store. */
	async get(key: string): Promise<unknown> {
		const db = await this.#open();
		return valueAt(db.transaction(ROWS).objectStore(ROWS), key);
	}

	/**
	 * Replaces a value by what `next` makes of it; undefined deletes it. Nobody else, in whatever tab, writes
	 * in between. Resolves once it is stored.
	 */
	async change<Next>(key: string, next: (before: unknown) => Next): Promise<Next> {
		const db = await this.#open();
		const transaction = db.transaction(ROWS, 'readwrite');
		const stored = new Promise<void>((resolve, reject) => {
			transaction.oncomplete = () => resolve();
			transaction.onabort = () => reject(transaction.error);
		});
		const rows = transaction.objectStore(ROWS);
		const changing = valueAt(rows, key).then((before) => {
			const value = next(before);
			if (value === undefined) rows.delete(key);
			else rows.put({ key, value } satisfies Row);
			return value;
		});
		const [value] = await Promise.all([changing, stored]);
		return value;
	}

	#open(): Promise<IDBDatabase> {
		this.#opened ??= new Promise<IDBDatabase>((resolve, reject) => {
			const request = indexedDB.open(this.#name, 10);
			request.onupgradeneeded = () => request.result.createObjectStore(ROWS, { keyPath: 'key' });
			request.onerror = () => reject(request.error);
			request.onsuccess = () => {
				const db = request.result;
				const forget = () => (this.#opened = undefined);
				db.onclose = forget;
				// Another tab wants to delete it, or has a newer version of it.
				db.onversionchange = () => {
					db.close();
					forget();
				};
				resolve(db);
			};
		});
		// What the browser refuses now it may allow later.
		this.#opened.catch(() => (this.#opened = undefined));
		return this.#opened;
	}
}

function valueAt(rows: IDBObjectStore, key: string): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const request: IDBRequest<Row | undefined> = rows.get(key);
		request.onsuccess = () => resolve(request.result?.value);
		request.onerror = () => reject(request.error);
	});
}
