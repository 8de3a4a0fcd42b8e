import { expect, test } from 'vitest';
import { dtmfDigits } from './dtmf.ts';

test.each([
	['1234#', '1234#'],
	['12 34-56', '123456'],
	['Code: 12,*3', '12,*3'],
	['no digits', ''],
	['9'.repeat(500), '9'.repeat(64)]
])('of %j is sent %j', (text, digits) => {
	expect(dtmfDigits(text)).toBe(digits);
});
