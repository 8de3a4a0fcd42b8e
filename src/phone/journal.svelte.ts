import type { JournalEntry } from '#domain/journal-entry.ts';

interface JournalParts {
	watch(
		limit: number,
		changed: (entries: JournalEntry[]) => void,
		failed: (error: unknown) => void
	): () => void;
}

const SHOWN = 100;

/** The newest calls of this browser's journal, as they stand there. */
export class Journal {
	#entries = $state.raw<readonly JournalEntry[] | undefined>();
	#failed = $state.raw(false);
	readonly #stop: () => void;

	constructor(parts: JournalParts) {
		this.#stop = parts.watch(
			SHOWN,
			(entries) => (this.#entries = entries),
			() => (this.#failed = true)
		);
	}

	/** Newest first; undefined while the browser still reads. */
	get entries(): readonly JournalEntry[] | undefined {
		return this.#entries;
	}

	/** The browser's storage could not be read. */
	get failed(): boolean {
		return this.#failed;
	}

	close(): void {
		this.#stop();
	}
}
