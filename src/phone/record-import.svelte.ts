import type { RecordSaved } from './record-editor.svelte.ts';

export type ImportState =
	| { readonly state: 'empty' | 'unreadable' | 'ready' }
	/** 0 to 1. */
	| { readonly state: 'reading'; readonly progress: number }
	| {
			/** `stopped` by the person, `failed` or `elsewhere` by the server: what is written stays. */
			readonly state: 'writing' | 'done' | 'stopped' | 'failed' | 'elsewhere';
			readonly written: number;
			readonly all: number;
	  };

/** The rows of a file, to be read in steps; `length` is the `row` of about the last. */
interface RowReading<Row> {
	readonly rows: Iterable<Row>;
	readonly length: number;
}

interface ImportParts<Row, Wish> {
	/** What a row asks the server for; undefined where it changes nothing. */
	readonly wishOf: (row: Row) => Wish | undefined;
	/** Has a portion written, all of it or nothing. */
	readonly send: (portion: Wish[]) => Promise<RecordSaved>;
	/** Told once nothing more is written. */
	readonly finished: () => Promise<void>;
}

/** As long as the page may stand still, ms. */
const SLICE_MS = 12;
/** A server takes no larger bodies for long; with room for what stands around the records. */
const MAX_PORTION_BYTES = 290_000;
const MAX_PORTION = 500;

/** A file of records: first what it would change, then, once wanted, the change. */
export class RecordImport<Row extends { readonly row: number }, Wish> {
	readonly #parts: ImportParts<Row, Wish>;
	#state = $state.raw<ImportState>({ state: 'empty' });
	#rows = $state.raw<readonly Row[]>([]);
	/** Another one for each thing that is begun: what goes on belongs to the last. */
	#turn = 0;

	constructor(parts: ImportParts<Row, Wish>) {
		this.#parts = parts;
	}

	get current(): ImportState {
		return this.#state;
	}

	/** What the file would do, row by row. */
	get rows(): readonly Row[] {
		return this.#rows;
	}

	/** Reads all rows; `open` gives undefined for a file that is none. Nothing is written. */
	async read(open: () => Promise<RowReading<Row> | undefined>): Promise<void> {
		const turn = (this.#turn += 1);
		this.#rows = [];
		this.#state = { state: 'reading', progress: 0 };
		const reading = await open();
		if (turn !== this.#turn) return;
		if (!reading) {
			this.#state = { state: 'unreadable' };
			return;
		}
		const rows: Row[] = [];
		let pause = performance.now() + SLICE_MS;
		for (const row of reading.rows) {
			rows.push(row);
			if (performance.now() < pause) continue;
			this.#state = { state: 'reading', progress: Math.min(1, row.row / (reading.length + 1)) };
			await new Promise((resolve) => setTimeout(resolve));
			if (turn !== this.#turn) return;
			pause = performance.now() + SLICE_MS;
		}
		this.#rows = rows;
		this.#state = { state: 'ready' };
	}

	/** Writes what is new and changed, in portions: each is taken all or not at all. */
	async apply(): Promise<void> {
		if (this.#state.state !== 'ready') return;
		const turn = (this.#turn += 1);
		const wishes = this.#rows.flatMap((row) => this.#parts.wishOf(row) ?? []);
		const all = wishes.length;
		let written = 0;
		this.#state = { state: 'writing', written, all };
		for (const save of portions(wishes)) {
			const saved = await this.#parts.send(save);
			if (!saved.ok) {
				const state = saved.failure === 'changed-elsewhere' ? 'elsewhere' : 'failed';
				this.#state = { state, written, all };
				break;
			}
			written += save.length;
			this.#state = { state: written === all ? 'done' : 'writing', written, all };
			if (turn !== this.#turn && written < all) {
				this.#state = { state: 'stopped', written, all };
				break;
			}
		}
		await this.#parts.finished();
	}

	/** Stops reading at once; stops writing after the portion that is under way. */
	cancel(): void {
		this.#turn += 1;
		if (this.#state.state === 'reading') this.#state = { state: 'empty' };
	}
}

function* portions<Wish>(wishes: readonly Wish[]): Generator<Wish[]> {
	const encoder = new TextEncoder();
	let portion: Wish[] = [];
	let bytes = 0;
	for (const wish of wishes) {
		const size = encoder.encode(JSON.stringify(wish)).length + 1;
		const isFull = bytes + size > MAX_PORTION_BYTES || portion.length >= MAX_PORTION;
		if (isFull && portion.length > 0) {
			yield portion;
			portion = [];
			bytes = 0;
		}
		portion.push(wish);
		bytes += size;
	}
	if (portion.length > 0) yield portion;
}
