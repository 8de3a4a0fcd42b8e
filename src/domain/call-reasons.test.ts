import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReasons } from './call-reasons.ts';

test.each([
	[
		'SIP;cause=200;text="Call completed elsewhere"',
		{ protocol: 'SIP', cause: 200, text: 'Call completed elsewhere' }
	],
	['q.850 ; CAUSE = 16 ; text = bye', { protocol: 'Q.850', cause: 16, text: 'bye' }],
	[String.raw`SIP;text="a \"b\"; c, d"`, { protocol: 'SIP', text: 'a "b"; c, d' }],
	['SIP;cause=abc;cause', { protocol: 'SIP' }],
	['SIP;cause=-1', { protocol: 'SIP' }],
	['SIP;text="a\r\nb"', { protocol: 'SIP', text: 'a b' }],
	['preemption;cause=1', { protocol: 'PREEMPTION', cause: 1 }]
])('%s', (field, reason) => expect(parseReasons([field])).toEqual([reason]));

test('several values in one field and several fields keep their order', () => {
	expect(
		parseReasons(['SIP;cause=1, Q.850;cause=2', 'SIP;cause=3']).map(({ cause }) => cause)
	).toEqual([1, 2, 3]);
});

test('malformed ones are left out', () => {
	expect(parseReasons(['', ';cause=1', 'a b;cause=1', '<x>;cause=1', 'SIP;cause=2'])).toEqual([
		{ protocol: 'SIP', cause: 2 }
	]);
});

test('number and size are bounded, and no text makes it fail', () => {
	expect(parseReasons([Array(100).fill('SIP;cause=1').join(',')])).toHaveLength(20);
	expect(parseReasons([`SIP;text="${'x'.repeat(10_240)}"`])[0]?.text).toHaveLength(256);
	fc.assert(
		fc.property(
			fc.string({ unit: fc.constantFrom(...'SIP;cause=20"\\,<> \r\n'), maxLength: 100 }),
			(field) => {
				for (const { text = '' } of parseReasons([field])) expect(text).not.toMatch(/\p{Cc}/u);
			}
		)
	);
});
