import type { Clock } from './clock.ts';

/** A clock for tests: stands still until it is told to go on. */
export class TestClock implements Clock {
	#now = Date.UTC(2026, 0, 5, 9);
	readonly #alarms = new Set<{ at: number; run: () => void }>();

	now(): number {
		return this.#now;
	}

	after(ms: number, run: () => void): () => void {
		const alarm = { at: this.#now + ms, run };
		this.#alarms.add(alarm);
		return () => this.#alarms.delete(alarm);
	}

	get pending(): number {
		return this.#alarms.size;
	}

	/** Goes on by `ms`, running what falls due in its order. */
	advance(ms: number): void {
		const end = this.#now + ms;
		for (;;) {
			const due = [...this.#alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
			if (!due) break;
			this.#alarms.delete(due);
			this.#now = due.at;
			due.run();
		}
		this.#now = end;
	}
}
