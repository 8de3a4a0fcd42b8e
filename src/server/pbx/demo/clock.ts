/** Time as the PBX sees it: UTC epoch ms, and one-shot alarms. */
export interface Clock {
	now(): number;
	/** Runs `run` once after `ms`; returns how to prevent it. */
	after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
	now: Date.now,
	after(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	}
};

/** A clock whose pending alarms can be dropped together: whatever starts a timer can be stopped. */
export class Alarms implements Clock {
	readonly #clock: Clock;
	readonly #pending = new Set<() => void>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	now(): number {
		return this.#clock.now();
	}

	after(ms: number, run: () => void): () => void {
		const stop = this.#clock.after(ms, () => {
			this.#pending.delete(stop);
			run();
		});
		this.#pending.add(stop);
		return () => {
			this.#pending.delete(stop);
			stop();
		};
	}

	clear(): void {
		for (const stop of this.#pending) stop();
		this.#pending.clear();
	}
}
