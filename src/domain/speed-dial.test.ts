import * as v from 'valibot';
import { describe, expect, it, test } from 'vitest';
import { moved, speedDialSchema, speedDialsSchema } from './speed-dial.ts';

const entry = (number: string) => ({ name: 'Front desk', number, watched: false });

describe('speedDialSchema', () => {
	test.each([
		['030 23125-001', '03023125001'],
		['+49 (30) 23125 001', '+493023125001'],
		['*21#', '*21#'],
		['12', '12'],
		['ben.maier', 'ben.maier'],
		[' ben@pbx.example ', 'ben@pbx.example']
	])('keeps %s as %s', (written, kept) => {
		expect(v.parse(speedDialSchema, entry(written)).number).toBe(kept);
	});

	test.each(['', '   ', '()', 'ben maier', 'a@b@c', 'sip:ben', '<script>', '1'.repeat(65)])(
		'refuses %j',
		(written) => {
			expect(v.safeParse(speedDialSchema, entry(written)).success).toBe(false);
		}
	);

	it('refuses an entry without a name, and too many', () => {
		expect(v.safeParse(speedDialSchema, { ...entry('12'), name: ' ' }).success).toBe(false);
		const many = Array.from({ length: 61 }, () => entry('12'));
		expect(v.safeParse(speedDialsSchema, many).success).toBe(false);
		expect(v.safeParse(speedDialsSchema, many.slice(1)).success).toBe(true);
	});
});

test('an entry is moved within its list, and not out of it', () => {
	expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
	expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
	expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
	expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});
