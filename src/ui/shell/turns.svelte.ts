import { nextTask } from '#phone/next-task.ts';

/**
 * The parts of the first page, drawn one after another: all at once they would keep the browser from a key or a
 * call for as long as half a second on a slow device. Parts of later pages are drawn at once.
 */
export class Turns {
	#waiting: (() => void)[] = [];
	#isStarted = false;
	#areOver = $state(false);

	/** All parts of the first page have been drawn. */
	get areOver(): boolean {
		return this.#areOver;
	}

	/** Runs `draw` when it is this part's turn; returns how to give that up. */
	take(draw: () => void): () => void {
		this.#waiting.push(draw);
		if (!this.#isStarted) void this.#run();
		return () => (this.#waiting = this.#waiting.filter((waiting) => waiting !== draw));
	}

	async #run(): Promise<void> {
		this.#isStarted = true;
		for (;;) {
			// A part that has just been drawn brings its own parts in the meantime.
			await nextTask();
			const draw = this.#waiting.shift();
			if (!draw) break;
			draw();
		}
		this.#areOver = true;
	}
}
