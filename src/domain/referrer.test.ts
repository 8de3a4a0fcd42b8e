import { expect, test } from 'vitest';
import { referrer } from './referrer.ts';

test.each([
	['"Carla" <sip:carla@pbx.example>', 'Carla'],
	['<sip:+493023125100@pbx.example>;cid="1@pbx.example"', '+493023125100'],
	['sip:carla@pbx.example', 'carla'],
	['<sip:pbx.example>', undefined],
	['nobody', undefined],
	[undefined, undefined]
])('%j names %j', (value, name) => {
	const all = (field: string) => (field === 'Referred-By' && value !== undefined ? [value] : []);
	expect(referrer({ requestUri: '', all })).toBe(name);
});
