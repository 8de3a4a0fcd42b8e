import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePastedInvite } from './pasted-invite.ts';

const INVITE = [
	'INVITE sip:k7f3d2@192.0.2.7;transport=ws SIP/2.0',
	'Via: SIP/2.0/WS 192.0.2.1;branch=z9hG4bK1',
	'Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2',
	'f: "Erika; Mustermann" <sip:+493023125010@trunk.example>;tag=1',
	't: <sip:100@pbx.example>',
	'Diversion: <sip:+494066969300@client.example>',
	'  ;reason=unconditional,',
	'\t<sip:+494066969301@client.example>',
	'P-Called-Party-ID : <sip:+493023125100@pbx.example>',
	'Content-Length: 5',
	'',
	'v=0: not a header',
	'To: <sip:wrong@pbx.example>'
];

describe('a pasted INVITE', () => {
	test.each([
		['CRLF', INVITE.join('\r\n')],
		['LF', INVITE.join('\n')],
		['CR', INVITE.join('\r')],
		['an indent', INVITE.map((line) => `    ${line}`).join('\n')],
		['blank lines around it', `\n\n  \n${INVITE.join('\n')}\n\n`]
	])('with %s is read', (_, text) => {
		const headers = parsePastedInvite(text);
		expect(headers?.requestUri).toBe('sip:k7f3d2@192.0.2.7;transport=ws');
		expect(headers?.all('from')).toEqual([
			'"Erika; Mustermann" <sip:+493023125010@trunk.example>;tag=1'
		]);
		expect(headers?.all('T')).toEqual(['<sip:100@pbx.example>']);
		expect(headers?.all('VIA')).toHaveLength(2);
		expect(headers?.all('p-called-party-id')).toEqual(['<sip:+493023125100@pbx.example>']);
		expect(headers?.all('Diversion')).toEqual([
			'<sip:+494066969300@client.example> ;reason=unconditional, <sip:+494066969301@client.example>'
		]);
		expect(headers?.all('X-Absent')).toEqual([]);
	});

	test('may be its headers alone, an empty one too', () => {
		const headers = parsePastedInvite('To: <sip:100@pbx.example>\nX-Hotline:\nSubject:a: b');
		expect(headers?.requestUri).toBe('');
		expect(headers?.all('X-Hotline')).toEqual(['']);
		expect(headers?.all('s')).toEqual(['a: b']);
	});

	test.each([
		['nothing', ''],
		['blank lines', '\n \r\n'],
		['a request line alone', 'INVITE sip:100@pbx.example SIP/2.0'],
		['words', 'please call me back'],
		['a line that is no field', 'To: <sip:100@pbx.example>\nwhat is this\nFrom: <sip:1@a.example>'],
		['a field without a name', ': value'],
		['a name with a space', 'To whom: it may concern'],
		['a longer text than a message can be', `To: ${'x'.repeat(65_600)}`],
		['more fields than a message has', 'A: b\n'.repeat(501)]
	])('that is %s is refused', (_, text) => {
		expect(parsePastedInvite(text)).toBeUndefined();
	});

	test('names of objects are names like any other', () => {
		const headers = parsePastedInvite('__proto__: a\nconstructor: b\nTo: c');
		expect(headers?.all('__proto__')).toEqual(['a']);
		expect(parsePastedInvite('constructor: b\ntoString: c')?.all('constructor')).toEqual(['b']);
		expect(parsePastedInvite('To: c')?.all('__proto__')).toEqual([]);
	});

	test('never throws and never takes long, whatever is pasted', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(
						fc.string({ unit: 'binary' }),
						fc.constantFrom('\r\n', '\n', ':', ' ', '\t', 'To:', 'INVITE ', 'SIP/2.0', '<sip:', '"')
					),
					{ maxLength: 60 }
				),
				(parts) => {
					const headers = parsePastedInvite(parts.join(''));
					for (const value of headers?.all('To') ?? []) expect(value).toBe(value.trim());
				}
			)
		);
		expect(parsePastedInvite(' '.repeat(65_000))).toBeUndefined();
		expect(parsePastedInvite(`To:${'\n '.repeat(30_000)}x`)?.all('To')).toEqual(['']);
	});
});
