import { compareHotlines, openHotlineCsv, type CsvRow } from '#domain/hotline-csv.ts';
import type { HotlineChange } from '#domain/hotline-change.ts';
import type { Hotline } from '#domain/hotline.ts';
import { decodeText } from './decode-text.ts';
import { changeHotlines } from './hotline-list.ts';
import { RecordImport } from './record-import.svelte.ts';
import type { Session } from './session.svelte.ts';

type Wish = HotlineChange['save'][number];

/** A CSV file of hotlines: first what it would change, then, once wanted, the change. */
export class HotlineImport extends RecordImport<CsvRow, Wish> {
	readonly #newId: () => string;
	#unknown = $state.raw<readonly string[]>([]);

	constructor(session: Pick<Session, 'load'>, newId: () => string) {
		super({
			wishOf(row) {
				if (row.kind === 'new') return { hotline: row.hotline, base: null };
				return row.kind === 'changed' ? { hotline: row.hotline, base: row.base } : undefined;
			},
			// The phone learns of all of it in the end, not of each portion.
			send: (save) => changeHotlines({ load: async () => {} }, { save, remove: [] }),
			finished: () => session.load()
		});
		this.#newId = newId;
	}

	/** Headings that are left out. */
	get unknown(): readonly string[] {
		return this.#unknown;
	}

	/** Compares a file with the present hotlines. */
	async readFile(file: Blob, present: readonly Hotline[]): Promise<void> {
		this.#unknown = [];
		await this.read(async () => {
			const csv = openHotlineCsv(decodeText(await file.bytes()));
			this.#unknown = csv?.unknown ?? [];
			return csv && { rows: compareHotlines(csv, present, this.#newId), length: csv.rows.length };
		});
	}
}
