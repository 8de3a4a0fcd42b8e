import { expect, test } from 'vitest';
import { quietUntil, UNTIL_ENDED } from './do-not-disturb.ts';
import { defaultSettings } from './settings.ts';

const NOW = Date.parse('2026-03-11T10:00:00Z');
const until = (doNotDisturbUntil: number) => ({
	...defaultSettings('anna@office.example'),
	doNotDisturbUntil
});

test.each([
	['at first', 0, undefined],
	['before its end', NOW + 1, NOW + 1],
	['at its end', NOW, undefined],
	['without an end', UNTIL_ENDED, UNTIL_ENDED]
])('do not disturb, %s', (_, stored, expected) => {
	expect(quietUntil(until(stored), NOW)).toBe(expected);
});
