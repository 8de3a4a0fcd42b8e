import type { Engine } from './engine.ts';

/** How better-auth's own columns hold dates and booleans on an engine. */
export function authValues(engine: Engine) {
	return engine === 'postgres'
		? {
				date: (epochMs: number): string | Date => new Date(epochMs),
				boolean: (value: boolean): number | boolean => value
			}
		: {
				date: (epochMs: number): string | Date => new Date(epochMs).toISOString(),
				boolean: (value: boolean): number | boolean => (value ? 1 : 0)
			};
}
