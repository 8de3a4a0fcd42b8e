import { describe, expect, it } from 'vitest';
import { addressUri, HeaderFields } from './sip-message.ts';

function fields(...pairs: readonly (readonly [string, string])[]): HeaderFields {
	return new HeaderFields(pairs.map(([name, value]) => ({ name, value })));
}

describe('HeaderFields', () => {
	it('finds a field in any case and in its compact form', () => {
		const headers = fields(['i', 'one'], ['VIA', 'a'], ['v', 'b']);
		expect(headers.first('Call-ID')).toBe('one');
		expect(headers.all('via')).toEqual(['a', 'b']);
	});

	it('takes the top-most Via away, also out of a line with several', () => {
		const headers = fields(['Via', 'a;x="1,2", b'], ['v', 'c']);
		headers.removeTop('via');
		expect(headers.values('via')).toEqual(['b', 'c']);
		headers.removeTop('via');
		expect(headers.all('via')).toEqual(['c']);
	});

	it('puts one field in the place of several', () => {
		const headers = fields(['l', '1'], ['X', 'y'], ['Content-Length', '2']);
		headers.set('Content-Length', '3');
		expect([...headers].map(({ name, value }) => `${name}: ${value}`)).toEqual([
			'Content-Length: 3',
			'X: y'
		]);
	});

	it('leaves the original alone when a copy changes', () => {
		const headers = fields(['A', '1']);
		headers.copy().remove('a');
		expect(headers.first('a')).toBe('1');
	});
});

describe('addressUri', () => {
	it.each([
		['"Ben <b>, \\"x\\"" <sip:ben@demo.example;lr>;tag=1', 'sip:ben@demo.example;lr'],
		['sip:ben@demo.example;tag=1', 'sip:ben@demo.example'],
		['<sip:ben@demo.example', undefined],
		['<ben>', undefined],
		['*', undefined],
		['<sip:a b>', undefined]
	])('%s', (value, uri) => {
		expect(addressUri(value)).toBe(uri);
	});
});
