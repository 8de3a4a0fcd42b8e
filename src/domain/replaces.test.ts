import { expect, test } from 'vitest';
import { readReplaces } from './replaces.ts';

test('the tags are those of the receiver: “to” is its own', () => {
	expect(readReplaces('a@b; from-tag=theirs ;to-tag=ours')).toEqual({
		...{ callId: 'a@b', localTag: 'ours', remoteTag: 'theirs', isEarlyOnly: false }
	});
	expect(readReplaces('a;to-tag=b;from-tag=c;early-only')?.isEarlyOnly).toBe(true);
});

test.each([
	'',
	'a@b',
	'a@b;to-tag=b',
	'a@b;from-tag=c',
	';to-tag=b;from-tag=c',
	'a@b;to-tag=;from-tag=c',
	'a@b;to-tag=b;to-tag=d;from-tag=c',
	'a@b;to-tag="b";from-tag=c',
	`${'a'.repeat(300)};to-tag=b;from-tag=c`
])('%j names no dialog', (header) => {
	expect(readReplaces(header)).toBeUndefined();
});
