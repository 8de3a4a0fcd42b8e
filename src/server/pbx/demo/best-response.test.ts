import { expect, it } from 'vitest';
import { bestFinal } from './best-response.ts';

it.each([
	[[486, 603, 404], 603],
	[[500, 302, 404], 302],
	[[480, 486], 486],
	[[487, 480], 487],
	[[404, 407], 407],
	[[503, 408], 408],
	[[], 480]
])('of %j the caller hears %i', (statuses, expected) => {
	expect(bestFinal(statuses.map((status) => ({ status }))).status).toBe(expected);
});
