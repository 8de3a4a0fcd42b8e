import { API_VERSION } from '#domain/api-version.ts';

/**
 * Whether the server speaks another version than this page does, as its last answer said: it has been
 * updated while the page stayed open, or an older one has been put back. Only a reload helps, and until
 * then nothing that the server refuses is given up.
 */
class ServerVersion {
	readonly #watchers = new Set<() => void>();
	#differs = false;

	get differs(): boolean {
		return this.#differs;
	}

	/** Calls `changed` whenever it differs from now on, or no longer does; returns how to stop. */
	watch(changed: () => void): () => void {
		this.#watchers.add(changed);
		return () => this.#watchers.delete(changed);
	}

	/** @param said what an answer tells; null where a proxy or something else has answered. */
	heard(said: string | null): void {
		const differs = said === null ? this.#differs : said !== API_VERSION;
		if (differs === this.#differs) return;
		this.#differs = differs;
		for (const changed of this.#watchers) changed();
	}
}

export const serverVersion = new ServerVersion();
