import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import type { Contact } from './contact.ts';
import { contactSample } from './sample-calls.ts';
import { vCardFileName, writeVCard, type VCardVersion } from './vcard.ts';

interface Line {
	readonly name: string;
	readonly parameters: string;
	readonly value: string;
}

/** A reader of its own (RFC 6350 §3.2, §3.4), so that writer and reader cannot share a mistake. */
function readLines(text: string): Line[] {
	expect(text.endsWith('\r\n')).toBe(true);
	expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
	const folded = text.split('\r\n');
	// RFC 6350 §3.2 advises 75 octets; the library does not count the space of a continued line.
	for (const line of folded) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(76);
	const lines = text.replace(/\r\n /g, '').split('\r\n').slice(0, -1);
	return lines.map((line) => {
		const colon = line.indexOf(':');
		const [name = '', ...parameters] = line.slice(0, colon).split(';');
		return { name, parameters: parameters.join(';'), value: line.slice(colon + 1) };
	});
}

/** Splits at separators that are not escaped, then takes the escapes away. */
const parts = (value: string, separator: string) =>
	value
		.split(new RegExp(`(?<=(?<!\\\\)(?:\\\\\\\\)*)${separator}`))
		.map((part) => part.replace(/\\(.)/g, '$1'));

const text = (value: string) => value.replace(/\\(.)/g, '$1');

const values = (lines: Line[], wanted: string) =>
	lines.filter(({ name }) => name === wanted).map(({ value }) => value);

/** As the library reads it: one address, the contact's own, and no property that we do not write. */
function isHarmless(properties: readonly (readonly unknown[])[]): boolean {
	const names = properties.map(([name]) => name);
	const emails = properties.filter(([name]) => name === 'email').map((property) => property[3]);
	return (
		names.every((name) =>
			['version', 'kind', 'fn', 'n', 'org', 'tel', 'email'].includes(`${name}`)
		) && emails.join() === contactSample().emails.join()
	);
}

const VERSIONS: VCardVersion[] = ['3.0', '4.0'];

test('version 3.0, whole', () => {
	expect(writeVCard(contactSample({ notes: 'pays late' }), '3.0')).toBe(
		[
			'BEGIN:VCARD',
			'VERSION:3.0',
			'FN:Erika Mustermann',
			'N:Mustermann;Erika;;;',
			'ORG:Mustermann GmbH',
			'TEL;TYPE=cell,voice:+491713920010',
			'TEL;TYPE=work,voice:+493023125010',
			'EMAIL;TYPE=internet:erika@mustermann.example',
			'END:VCARD',
			''
		].join('\r\n')
	);
});

test('version 4.0, whole', () => {
	expect(writeVCard(contactSample({ notes: 'pays late' }), '4.0')).toBe(
		[
			'BEGIN:VCARD',
			'VERSION:4.0',
			'KIND:individual',
			'FN:Erika Mustermann',
			'N:Mustermann;Erika;;;',
			'ORG:Mustermann GmbH',
			'TEL;VALUE=uri;TYPE=cell,voice:tel:+491713920010',
			'TEL;VALUE=uri;TYPE=work,voice:tel:+493023125010',
			'EMAIL:erika@mustermann.example',
			'END:VCARD',
			''
		].join('\r\n')
	);
});

test('a company alone has its name as formatted name', () => {
	const lines = readLines(writeVCard(contactSample({ name: '' }), '4.0'));
	expect(values(lines, 'FN')).toEqual(['Mustermann GmbH']);
	expect(values(lines, 'KIND')).toEqual(['org']);
	expect(values(lines, 'N')).toEqual([';;;;']);
});

describe.each(VERSIONS)('hostile values, version %s', (version) => {
	const everywhere = (hostile: string): Contact =>
		contactSample({
			name: hostile,
			company: hostile,
			notes: hostile,
			numbers: [{ type: 'other', raw: hostile.slice(0, 64) }]
		});

	const expectHarmless = (hostile: string) => {
		const lines = readLines(writeVCard(everywhere(hostile), version));
		const names = lines.map(({ name }) => name);
		const allowed = ['BEGIN', 'VERSION', 'KIND', 'FN', 'N', 'ORG', 'TEL', 'EMAIL', 'END'];
		expect(names.filter((name) => !allowed.includes(name))).toEqual([]);
		expect(new Set(names).size).toBe(names.length);
		expect(parts(values(lines, 'N')[0] ?? '', ';')).toHaveLength(5);
		for (const org of values(lines, 'ORG')) expect(parts(org, ';')).toHaveLength(1);
		expect(lines.find(({ name }) => name === 'TEL')?.parameters ?? '').not.toMatch(/["']/);
		const cards: unknown = ICAL.parse(writeVCard(everywhere(hostile), version).trim());
		expect(cards).toMatchObject(['vcard', expect.toSatisfy(isHarmless), []]);
	};

	test.each(
		[
			'Eve\r\nEMAIL:evil@evil.example',
			'Eve\nEND:VCARD\nBEGIN:VCARD',
			'Eve\u2028NOTE:x\u0085y',
			'a;b;c;d;e;f;g',
			'back\\slash\\',
			'comma, and \\n newline',
			'"quoted": value',
			'👩‍👩‍👧 '.repeat(40),
			'x'.repeat(10_240),
			'\u202eevE\ud800'
		].map((hostile) => [hostile.slice(0, 40), hostile])
	)('%j', (_, hostile) => expectHarmless(hostile));

	test('whatever else they hold', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectHarmless));
	});

	test('and what is readable of them is read back', () => {
		const contact = contactSample({ name: 'Ann; the \\ "boss", Ltd', company: 'A;B, C\\n' });
		const lines = readLines(writeVCard(contact, version));
		expect(text(values(lines, 'FN')[0] ?? '')).toBe(contact.name);
		expect(parts(values(lines, 'ORG')[0] ?? '', ';')).toEqual([contact.company]);
		expect(parts(values(lines, 'N')[0] ?? '', ';').slice(0, 2)).toEqual([
			'Ltd',
			'Ann; the \\ "boss",'
		]);
	});

	test('private notes stay', () => {
		expect(writeVCard(contactSample({ notes: 'pays late' }), version)).not.toMatch(/NOTE|pays/);
	});
});

test.each([
	['Erika Mustermann', 'Erika Mustermann.vcf'],
	['../../etc/passwd', 'etc passwd.vcf'],
	['a\r\nContent-Type: text/html', 'a Content-Type text html.vcf'],
	['<>:"|?*', 'contact.vcf']
])('the file of %j is called %j', (name, file) => {
	expect(vCardFileName(contactSample({ name }))).toBe(file);
});
