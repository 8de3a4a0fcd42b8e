/**
 * In which order the servers of an account are tried: each round begins with the preferred one, or, while calls
 * live, with the one that has them.
 */
export class ServerRound {
	readonly #servers: readonly string[];
	#current = 0;
	#tried = 0;

	/** The preferred one first; at least one. */
	constructor(servers: readonly string[]) {
		this.#servers = servers;
	}

	get current(): string {
		return this.#servers[this.#current] ?? '';
	}

	/** Undefined while it is the current one. */
	get preferred(): string | undefined {
		return this.#current === 0 ? undefined : this.#servers[0];
	}

	begin(stays: boolean): void {
		this.#tried = 1;
		if (!stays) this.#current = 0;
	}

	/** Goes on to the next; false once all have been tried. */
	next(): boolean {
		if (this.#tried >= this.#servers.length) return false;
		this.#tried += 1;
		this.#current = (this.#current + 1) % this.#servers.length;
		return true;
	}
}
