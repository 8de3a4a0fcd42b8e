import type { TestProject } from 'vitest/node';
import { findPostgres } from '#scripts/peers.mjs';
import { HOW_TO_INSTALL_POSTGRES, startPostgres } from '#world/postgres.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** A private PostgreSQL for the server's tests; null where its part is left out. */
		postgresUrl: string | null;
	}
}

/** One PostgreSQL for the whole run: the server's tests run on it as well as on SQLite. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
	if (findPostgres() === undefined) {
		if (process.env.ANTEROOM_WITHOUT_INTEROP !== '1') throw new Error(HOW_TO_INSTALL_POSTGRES);
		console.warn('PostgreSQL is not installed: the server is tested on SQLite only.');
		project.provide('postgresUrl', null);
		return;
	}
	const postgres = await startPostgres();
	project.provide('postgresUrl', postgres.url);
	return () => postgres.stop();
}
