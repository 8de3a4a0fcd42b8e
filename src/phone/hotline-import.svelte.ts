import { compareHotlines, openHotlineCsv, type CsvRow } from '#domain/hotline-csv.ts';
import { MAX_CHANGED_HOTLINES, type HotlineChange } from '#domain/hotline-change.ts';
import type { Hotline } from '#domain/hotline.ts';
import { decodeText } from './decode-text.ts';
import { changeHotlines } from './hotline-list.ts';
import type { RecordSaved } from './record-editor.svelte.ts';
import type { Session } from './session.svelte.ts';

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

type Wish = HotlineChange['save'][number];

/** As long as the page may stand still, ms. */
const SLICE_MS = 12;
/** A server takes no larger bodies for long; with room for what stands around the hotlines. */
const MAX_PORTION_BYTES = 290_000;

/** A CSV file of hotlines: first what it would change, then, once wanted, the change. */
export class HotlineImport {
	readonly #session: Pick<Session, 'load'>;
	readonly #newId: () => string;
	#state = $state.raw<ImportState>({ state: 'empty' });
	#rows = $state.raw<readonly CsvRow[]>([]);
	#unknown = $state.raw<readonly string[]>([]);
	/** Another one for each thing that is begun: what goes on belongs to the last. */
	#turn = 0;

	constructor(session: Pick<Session, 'load'>, newId: () => string) {
		this.#session = session;
		this.#newId = newId;
	}

	get current(): ImportState {
		return this.#state;
	}

	/** What the file would do, row by row. */
	get rows(): readonly CsvRow[] {
		return this.#rows;
	}

	/** Headings that are left out. */
	get unknown(): readonly string[] {
		return this.#unknown;
	}

	/** Reads a file and compares it with the present hotlines. Nothing is written. */
	async read(file: Blob, present: readonly Hotline[]): Promise<void> {
		const turn = (this.#turn += 1);
		this.#rows = [];
		this.#unknown = [];
		this.#state = { state: 'reading', progress: 0 };
		const text = decodeText(await file.bytes());
		const csv = openHotlineCsv(text);
		if (turn !== this.#turn) return;
		if (!csv) {
			this.#state = { state: 'unreadable' };
			return;
		}
		this.#unknown = csv.unknown;
		const rows: CsvRow[] = [];
		let pause = performance.now() + SLICE_MS;
		for (const row of compareHotlines(csv, present, this.#newId)) {
			rows.push(row);
			if (performance.now() < pause) continue;
			this.#state = { state: 'reading', progress: row.row / (csv.rows.length + 1) };
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
		const wishes = this.#rows.flatMap((row): Wish[] => {
			if (row.kind === 'new') return [{ hotline: row.hotline, base: null }];
			return row.kind === 'changed' ? [{ hotline: row.hotline, base: row.base }] : [];
		});
		const all = wishes.length;
		let written = 0;
		this.#state = { state: 'writing', written, all };
		for (const save of portions(wishes)) {
			const saved = await this.#send(save);
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
		await this.#session.load();
	}

	/** Stops reading at once; stops writing after the portion that is under way. */
	cancel(): void {
		this.#turn += 1;
		if (this.#state.state === 'reading') this.#state = { state: 'empty' };
	}

	/** The phone learns of all of it in the end, not of each portion. */
	#send(save: Wish[]): Promise<RecordSaved> {
		return changeHotlines({ load: async () => {} }, { save, remove: [] });
	}
}

function* portions(wishes: readonly Wish[]): Generator<Wish[]> {
	const encoder = new TextEncoder();
	let portion: Wish[] = [];
	let bytes = 0;
	for (const wish of wishes) {
		const size = encoder.encode(JSON.stringify(wish)).length + 1;
		const isFull = bytes + size > MAX_PORTION_BYTES || portion.length >= MAX_CHANGED_HOTLINES;
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
