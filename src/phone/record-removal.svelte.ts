import type { RecordSaved } from './record-editor.svelte.ts';

interface RemovalParts<Value> {
	readonly remove: (record: Value) => Promise<RecordSaved>;
	/** Adds what was removed once more. */
	readonly bringBack: (record: Value) => Promise<RecordSaved>;
}

/** Deletes records; the last one can be brought back. */
export class RecordRemoval<Value> {
	readonly #parts: RemovalParts<Value>;
	#last = $state.raw<{ record: Value; isBack: boolean } | undefined>();
	#failure = $state.raw<RecordSaved | undefined>();

	constructor(parts: RemovalParts<Value>) {
		this.#parts = parts;
	}

	/** What was deleted last, and whether it has been brought back. */
	get last(): { readonly record: Value; readonly isBack: boolean } | undefined {
		return this.#last;
	}

	/** True where the last wish was not done. */
	get failed(): boolean {
		return this.#failure !== undefined;
	}

	/** @returns what became of it */
	async remove(record: Value): Promise<RecordSaved> {
		const saved = await this.#parts.remove(record);
		if (saved.ok) this.#last = { record, isBack: false };
		this.#failure = undefined;
		return saved;
	}

	async undo(): Promise<void> {
		const last = this.#last;
		if (!last || last.isBack) return;
		const { record } = last;
		const saved = await this.#parts.bringBack(record);
		this.#failure = saved.ok ? undefined : saved;
		if (saved.ok) this.#last = { record, isBack: true };
	}
}
