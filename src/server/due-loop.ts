/** The longest that a loop sleeps: other nodes' rows are found by looking, no node is told of them. */
const LONGEST_SLEEP_MS = 5_000;
const PAUSE_AFTER_ERROR_MS = 1_000;

interface DueLoopParts {
	/** Does what is due; resolves to when something is due next (UTC epoch ms), undefined for nothing known. */
	readonly run: () => Promise<number | undefined>;
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
}

/** Does recurring work as soon as it is due: one run at a time, woken early by `wake`. */
export class DueLoop {
	readonly #parts: DueLoopParts;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: Promise<void> | undefined;
	#again = false;
	#closed = false;

	constructor(parts: DueLoopParts) {
		this.#parts = parts;
	}

	/** There may be something to do. */
	wake(): void {
		if (this.#closed) return;
		if (this.#running) {
			this.#again = true;
			return;
		}
		clearTimeout(this.#timer);
		this.#running = this.#runOnce().finally(() => {
			this.#running = undefined;
			if (this.#again) {
				this.#again = false;
				this.wake();
			}
		});
	}

	/** Starts nothing more and waits for the run under way. */
	async close(): Promise<void> {
		this.#closed = true;
		clearTimeout(this.#timer);
		await this.#running;
	}

	async #runOnce(): Promise<void> {
		let pause = LONGEST_SLEEP_MS;
		try {
			const next = await this.#parts.run();
			if (next !== undefined) pause = Math.max(0, next - this.#parts.now());
		} catch (error) {
			this.#parts.onError(error);
			pause = PAUSE_AFTER_ERROR_MS;
		}
		if (this.#closed) return;
		this.#timer = setTimeout(() => this.wake(), Math.min(pause, LONGEST_SLEEP_MS));
	}
}
