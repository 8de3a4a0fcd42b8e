import * as v from 'valibot';
import { expect, test } from 'vitest';
import { beginForwarding, canForward, forwardingSchema, NO_FORWARDING } from './forwarding.ts';

test.each([
	['', true],
	['*21*{number}#', true],
	['*72{number}', true],
	['*72', false],
	['*21*{nummer}#', false],
	['call {number}', false]
])('%j as the code that begins: %s', (beginCode, isTaken) => {
	expect(v.safeParse(forwardingSchema, { ...NO_FORWARDING, beginCode }).success).toBe(isTaken);
});

test('the number stands in the code', () => {
	const forwarding = { ...NO_FORWARDING, beginCode: '*21*{number}#', endCode: '#21#' };
	expect(canForward(forwarding)).toBe(true);
	expect(canForward({ ...forwarding, endCode: '' })).toBe(false);
	expect(beginForwarding(forwarding, '03023125001')).toBe('*21*03023125001#');
});
