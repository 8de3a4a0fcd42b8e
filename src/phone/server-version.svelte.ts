import { API_VERSION } from '#domain/api-version.ts';

/**
 * Whether the server speaks another version than this page does, as its last answer said: it has been
 * updated while the page stayed open, or an older one has been put back. Only a reload helps, and until
 * then nothing that the server refuses is given up.
 */
class ServerVersion {
	#differs = $state(false);

	get differs(): boolean {
		return this.#differs;
	}

	/** @param said what an answer tells; null where a proxy or something else has answered. */
	heard(said: string | null): void {
		if (said !== null) this.#differs = said !== API_VERSION;
	}
}

export const serverVersion = new ServerVersion();
