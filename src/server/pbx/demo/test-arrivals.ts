/** Things that come in on their own, for a test to wait for one by one. */
export class Arrivals<T> {
	readonly #come: T[] = [];
	readonly #waiting: ((item: T) => void)[] = [];

	add(item: T): void {
		const taker = this.#waiting.shift();
		if (taker) taker(item);
		else this.#come.push(item);
	}

	/** The next one, which may have come already. */
	next(): Promise<T> {
		const item = this.#come.shift();
		return item === undefined
			? new Promise((resolve) => this.#waiting.push(resolve))
			: Promise.resolve(item);
	}

	/** Skips to the next one that fits. */
	async find(fits: (item: T) => boolean): Promise<T> {
		for (;;) {
			const item = await this.next();
			if (fits(item)) return item;
		}
	}

	/** What has come and nobody has taken. */
	get untaken(): readonly T[] {
		return this.#come;
	}
}
