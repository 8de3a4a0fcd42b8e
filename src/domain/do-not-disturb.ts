import type { Settings } from './settings.ts';

/** The last moment that a date can have (ECMA-262 §21.4.1.1), UTC epoch ms: until the person ends it. */
export const UNTIL_ENDED = 8_640_000_000_000_000;

/** Until when calls ring without a sound (UTC epoch ms, or `UNTIL_ENDED`); undefined where they sound. */
export function quietUntil({ doNotDisturbUntil }: Settings, now: number): number | undefined {
	return doNotDisturbUntil > now ? doNotDisturbUntil : undefined;
}
