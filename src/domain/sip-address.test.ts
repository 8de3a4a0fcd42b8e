import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, parseAddress, parseAddresses, splitOutsideQuotes } from './sip-address.ts';

/** Many runs: how long they take says something of the machine only (ms). */
const PATIENCE = 60_000;

/** Characters that would start a line, turn the text around, or end it early where they were printed. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

describe('one address', () => {
	test.each([
		['sip:anna@pbx.example', { scheme: 'sip', user: 'anna', host: 'pbx.example' }],
		['SIPS:anna@PBX.Example:5061', { scheme: 'sips', user: 'anna', host: 'pbx.example' }],
		['<sip:+4930@pbx.example;user=phone>', { user: '+4930', host: 'pbx.example' }],
		['<sip:anna:secret@pbx.example>', { user: 'anna' }],
		['<sip:pbx.example>', { user: '', host: 'pbx.example' }],
		['<sip:anna@[2001:db8::1]:5060>', { user: 'anna', host: '[2001:db8::1]' }],
		['<sip:an%20na@pbx.example>', { user: 'an na' }],
		['<sip:50%@pbx.example>', { user: '50%' }],
		['<sip:a@b@pbx.example>', { user: 'a@b', host: 'pbx.example' }],
		['<tel:+49-30-23125-100>', { scheme: 'tel', user: '+49-30-23125-100', host: '' }],
		['<tel:100;phone-context=pbx.example>', { user: '100', host: 'pbx.example' }],
		['<tel:23125100;phone-context=+4930>', { user: '23125100', host: '', phoneContext: '+4930' }],
		['<sip:23125100;phone-context=+4930@pbx.example>', { user: '23125100', phoneContext: '+4930' }]
	])('%s', (text, address) => expect(parseAddress(text)).toMatchObject(address));

	test.each([
		['"Anna" <sip:anna@pbx.example>', 'Anna'],
		['Anna Weber <sip:anna@pbx.example>', 'Anna Weber'],
		['"Weber, Anna" <sip:anna@pbx.example>', 'Weber, Anna'],
		[String.raw`"Anna \"the\" \\ Weber" <sip:anna@pbx.example>`, String.raw`Anna "the" \ Weber`],
		['"<sip:evil@evil.example>" <sip:anna@pbx.example>', '<sip:evil@evil.example>'],
		['"Anna\r\n Weber" <sip:anna@pbx.example>', 'Anna Weber'],
		['"\u202eanna\u2066\u200b" <sip:anna@pbx.example>', 'anna'],
		['"" <sip:anna@pbx.example>', undefined],
		['"\u0000\r\n" <sip:anna@pbx.example>', undefined]
	])('%s has the name %s', (text, name) => {
		expect(parseAddress(text)).toMatchObject({ user: 'anna', host: 'pbx.example' });
		expect(parseAddress(text)?.displayName).toBe(name);
	});

	test('parameters belong to the field, those of the URI do not', () => {
		const bracketed = parseAddress('<sip:anna@pbx.example;lr>;Tag=a1; reason="a;b=c" ;tag=second');
		expect([...(bracketed?.parameters ?? [])]).toEqual([
			['tag', 'a1'],
			['reason', 'a;b=c']
		]);
		// RFC 3261 §20: without brackets every parameter is the field's.
		expect(parseAddress('sip:anna@pbx.example;tag=a1')?.parameters.get('tag')).toBe('a1');
	});

	test('header fields inside the URI are read apart', () => {
		const address = parseAddress('<sip:anna@pbx.example?Reason=SIP%3Bcause%3D302&X=>;index=1');
		expect(address).toMatchObject({ user: 'anna', host: 'pbx.example' });
		expect([...(address?.uriHeaders ?? [])]).toEqual([
			['reason', 'SIP;cause=302'],
			['x', '']
		]);
		expect(address?.parameters.get('index')).toBe('1');
	});

	test.each([
		'',
		'anna',
		'<>',
		'<sip:>',
		'<sip:anna@>',
		'<sip:anna@pbx.example',
		'"Anna <sip:anna@pbx.example>',
		'<http://pbx.example>',
		'<sip:anna@pbx example>',
		'<sip:anna@pbx.example">',
		`<sip:anna@${'a'.repeat(256)}>`
	])('"%s" is malformed', (text) => expect(parseAddress(text)).toBeUndefined());
});

describe('several addresses', () => {
	test('stand in one field or in several, with commas in quotes and brackets', () => {
		const fields = [
			'"a, b" <sip:a@pbx.example>;x="1,2", <sip:b,c@pbx.example>',
			'sip:d@pbx.example'
		];
		expect(parseAddresses(fields).map(({ user }) => user)).toEqual(['a', 'b,c', 'd']);
	});

	test('malformed ones are left out', () => {
		expect(
			parseAddresses(['<sip:>, nobody, <sip:a@pbx.example>,,']).map(({ user }) => user)
		).toEqual(['a']);
	});

	test('a huge display name does not hide the address behind it', () => {
		const [address] = parseAddresses([`"${'x'.repeat(10_240)}" <sip:anna@pbx.example>`]);
		expect(address).toMatchObject({ user: 'anna', displayName: 'x'.repeat(256) });
	});

	test('number and size are bounded', () => {
		expect(parseAddresses([Array(500).fill('<sip:a@pbx.example>').join(',')])).toHaveLength(50);
		expect(parseAddresses([`<sip:${'a'.repeat(70_000)}@pbx.example>`])).toEqual([]);
		expect(parseAddress(`<sip:${'a'.repeat(9_000)}@pbx.example>`)?.user).toHaveLength(256);
	});
});

test(
	'no text makes the reader fail or lets a control character through into a name',
	{ timeout: PATIENCE },
	() => {
		const hostile = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 200 }),
			fc.string({ unit: fc.constantFrom(...'"\\<>;,=@:%?sip:tel+1 \r\n\u202e'), maxLength: 200 })
		);
		fc.assert(
			fc.property(fc.array(hostile, { maxLength: 3 }), (values) => {
				for (const { displayName = '', host } of parseAddresses(values)) {
					expect(displayName).not.toMatch(UNPRINTABLE);
					expect(displayName.length).toBeLessThanOrEqual(256);
					expect(host.length).toBeLessThanOrEqual(255);
				}
			}),
			{ numRuns: 300 }
		);
	}
);

test('what is quoted survives the way through a header field', () => {
	const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
	fc.assert(
		fc.property(name, (text) => {
			const quoted = text.replace(/["\\]/g, '\\$&');
			const [address] = parseAddresses([`"${quoted}" <sip:anna@pbx.example>`]);
			expect(address?.displayName ?? '').toBe(cleanText(text, 256));
		})
	);
});

test('splitting respects quotes, escapes and brackets', () => {
	expect(splitOutsideQuotes(String.raw`a,"b\",c",<d,e>,,f`, ',')).toEqual([
		'a',
		String.raw`"b\",c"`,
		'<d,e>',
		'f'
	]);
});

test('clean text is one line, bounded, and never half a character', () => {
	expect(cleanText('  a\r\n\tb\u2028c  ', 10)).toBe('a b c');
	expect(cleanText('ab😀', 3)).toBe('ab\ufffd');
	expect(cleanText('ab   ', 3)).toBe('ab');
});
