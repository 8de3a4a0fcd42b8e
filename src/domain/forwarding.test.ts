import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
	beginForwarding,
	canForward,
	forwardingNumber,
	forwardingSchema,
	NO_FORWARDING
} from './forwarding.ts';

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

test.each([
	['030 23125-001', '03023125001'],
	['+49 (30) 23125.001', '+493023125001'],
	['12', '12'],
	['', undefined],
	['Anna', undefined],
	['*21#', undefined]
])('%j is forwarded to as %j', (written, number) => {
	expect(forwardingNumber(written)).toBe(number);
});

test('the number stands in the code', () => {
	const forwarding = { ...NO_FORWARDING, beginCode: '*21*{number}#', endCode: '#21#' };
	expect(canForward(forwarding)).toBe(true);
	expect(canForward({ ...forwarding, endCode: '' })).toBe(false);
	expect(beginForwarding(forwarding, '03023125001')).toBe('*21*03023125001#');
});
