import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { contactSchema, type Contact } from './contact.ts';
import { contactSample, PLAN } from './sample-calls.ts';
import { cleanText } from './sip-address.ts';
import { readVCards, type VCardContact } from './vcard-reader.ts';
import { writeVCard } from './vcard.ts';

const read = (...lines: string[]) => [...readVCards(lines.join('\r\n'), PLAN)];

/** The contact of a card with these lines. */
function contactOf(...lines: string[]): VCardContact {
	const [card] = read('BEGIN:VCARD', ...lines, 'END:VCARD');
	if (!card?.ok) throw new Error(`no contact: ${card?.problem}`);
	return card.contact;
}

const JPEG = '/9j/4AAQSkZJRg==';

test('version 2.1, as phones of old export it', () => {
	expect(
		contactOf(
			'VERSION:2.1',
			'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=C3=9Fig;J=C3=B6rg;;Dr.',
			'FN;CHARSET=UTF-8;QUOTED-PRINTABLE:Dr. J=C3=B6rg =',
			'M=C3=BC=C3=9Fig, jun.',
			'ORG:M\\;S GmbH;Einkauf',
			'TEL;WORK;VOICE:(030) 23125-012',
			'TEL;CELL:0171/3920012',
			'TEL;HOME;FAX:+49 (0) 30 23125 013',
			'TEL;X-OTHER:12',
			'EMAIL;INTERNET:joerg@muessig.example',
			'NOTE;ENCODING=QUOTED-PRINTABLE:first=0D=0Asecond',
			'PHOTO;ENCODING=BASE64;JPEG:',
			` ${JPEG.slice(0, 8)}`,
			` ${JPEG.slice(8)}`,
			''
		)
	).toEqual({
		name: 'Dr. Jörg Müßig, jun.',
		company: 'M;S GmbH',
		numbers: [
			{ type: 'work', raw: '(030) 23125-012', e164: '+493023125012' },
			{ type: 'mobile', raw: '0171/3920012', e164: '+491713920012' },
			{ type: 'fax', raw: '+49 (0) 30 23125 013', e164: '+493023125013' },
			// An extension of the own main number.
			{ type: 'other', raw: '12', e164: '+49302312512' }
		],
		emails: ['joerg@muessig.example'],
		notes: 'first\nsecond',
		picture: `data:image/jpeg;base64,${JPEG}`
	});
});

test('version 3.0, as address books on the web export it', () => {
	expect(
		contactOf(
			'VERSION:3.0',
			'N:Mustermann;Erika;;;',
			'FN:Erika\\, the boss\\; really',
			'item1.ORG:Mustermann GmbH;',
			'item1.TEL;TYPE=CELL,pref;TYPE="VOICE":0171 39200',
			' 10',
			'item2.TEL;type=MAIN:030 23125-010',
			'item2.X-ABLabel:_$!<Main>!$_',
			'EMAIL;TYPE=INTERNET:erika@mustermann.example',
			'EMAIL:not an address',
			'NOTE:back\\\\slash\\nsecond line'
		)
	).toEqual({
		name: 'Erika, the boss; really',
		company: 'Mustermann GmbH',
		numbers: [
			{ type: 'mobile', raw: '0171 3920010', e164: '+491713920010' },
			{ type: 'main', raw: '030 23125-010', e164: '+493023125010' }
		],
		emails: ['erika@mustermann.example'],
		notes: 'back\\slash\nsecond line'
	});
});

test('version 4.0', () => {
	expect(
		contactOf(
			'VERSION:4.0',
			'KIND:org',
			'FN:Praxis Dr. Weber',
			'TEL;VALUE=uri;TYPE="work,voice":tel:+49-30-23125-100',
			'TEL;VALUE=uri:tel:+49-30-23125;ext=101',
			`PHOTO:data:image/jpeg;base64,${JPEG}`
		)
	).toEqual({
		name: '',
		company: 'Praxis Dr. Weber',
		numbers: [
			{ type: 'work', raw: '+49-30-23125-100', e164: '+493023125100' },
			// Not the main number: everybody in the house calls with that.
			{ type: 'other', raw: '+49-30-23125 ext. 101' }
		],
		emails: [],
		notes: '',
		picture: `data:image/jpeg;base64,${JPEG}`
	});
});

test('the name is put together where none is formatted', () => {
	expect(contactOf('N:Weber;Anna;Maria;Dr.;M.D.').name).toBe('Dr. Anna Maria Weber M.D.');
	expect(contactOf('FN:', 'N:;;;;', 'NICKNAME:Annie').name).toBe('Annie');
});

test('text that is no UTF-8 is read as Latin-1', () => {
	const fn = 'FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:J=F6rg 100%';
	expect(contactOf(fn).name).toBe('Jörg 100%');
});

test('several cards, and why one gives nothing', () => {
	expect(
		read(
			...['what stands before', 'BEGIN:VCARD', 'FN:One', 'END:VCARD', ''],
			...['BEGIN:VCARD', 'VERSION:3.0', 'FN:', 'END:VCARD'],
			...['begin:vcard', 'fn:Two', 'AGENT:', 'BEGIN:VCARD', 'FN:Agent', 'TEL:0171 3920010'],
			...['END:VCARD', 'TEL:0171 3920011', 'end:vcard', 'BEGIN:VCARD', 'FN:Cut off']
		)
	).toMatchObject([
		{ ok: true, line: 2, contact: { name: 'One' } },
		{ ok: false, line: 6, problem: 'empty' },
		{ ok: true, line: 10, contact: { name: 'Two', numbers: [{ raw: '0171 3920011' }] } },
		{ ok: false, line: 19, problem: 'not-ended' }
	]);
});

describe('photos', () => {
	const picture = (value: string) => contactOf('FN:A', `PHOTO;ENCODING=b:${value}`).picture;

	test('of the three formats, whatever they are called', () => {
		expect(picture('iVBORw0KGgoAAAANSUhEUg')).toBe(
			'data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=='
		);
		expect(picture('UklGRiQAAABXRUJQVlA4')).toBe('data:image/webp;base64,UklGRiQAAABXRUJQVlA4');
	});

	test.each([
		['an address', 'https://tracker.example/me.jpg'],
		['a document with scripts', btoa('<svg onload="alert(1)"/>')],
		['something else', 'R0lGODlhAQABAAAAACw='],
		['more than 100 kB', `/9j/${'A'.repeat(140_000)}`],
		['more than a line may have', `/9j/${'A'.repeat(1_000_000)}`],
		['no base64', '/9j/"onerror=x']
	])('%s is left out', (_, value) => {
		expect(picture(value)).toBeUndefined();
	});

	test('100 kB are kept', () => {
		const photo = Buffer.from(JPEG, 'base64');
		const whole = Buffer.concat([photo, Buffer.alloc(100 * 1024 - photo.length)]).toString(
			'base64'
		);
		expect(v.parse(contactSchema, contactSample({ picture: picture(whole) })).picture).toContain(
			whole
		);
	});
});

test('hostile lines take no longer than their length', () => {
	const breaks = `FN;QUOTED-PRINTABLE:${'x'.repeat(100_000)}=\n${'=\n'.repeat(2_000_000)}`;
	const folds = `NOTE:${'x'.repeat(100_000)}\n${' \n'.repeat(2_000_000)}`;
	expect(contactOf(breaks, folds, 'FN:A').name).toBe('A');
});

test('no card has more than a contact may', () => {
	const numbers = Array.from({ length: 1_000 }, (_, i) => `TEL:0171 39200${10 + i}`);
	const emails = Array.from({ length: 1_000 }, (_, i) => `EMAIL:a${i}@mustermann.example`);
	const long = 'x'.repeat(1_000_000);
	const contact = contactOf('FN:A', `NOTE:${long}`, `ORG:${long}`, ...numbers, ...emails);
	expect(contact).toMatchObject({ name: 'A', notes: '', company: '' });
	expect(contact.numbers).toHaveLength(50);
	expect(contact.emails).toHaveLength(20);
});

const line = fc.oneof(
	fc.constantFrom('BEGIN:VCARD', 'END:VCARD', 'VERSION:2.1', 'VERSION:4.0', ' ', '='),
	fc
		.tuple(
			fc.constantFrom('FN', 'N', 'ORG', 'TEL', 'EMAIL', 'NOTE', 'PHOTO', '__proto__', 'g.TEL'),
			fc.constantFrom('', ';TYPE=work', ';CELL', ';ENCODING=QUOTED-PRINTABLE', ';X="a:b', ';='),
			fc.string({ unit: 'binary', maxLength: 80 })
		)
		.map(([name, parameters, value]) => `${name}${parameters}:${value}`),
	fc.string({ unit: 'binary', maxLength: 80 })
);

test('whatever a file holds, what is read of it is a contact or a reason', () => {
	fc.assert(
		fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
			for (const card of read('BEGIN:VCARD', ...lines, 'END:VCARD')) {
				if (!card.ok) continue;
				const contact = { id: 'a', source: 'b', ...card.contact };
				expect(v.parse(contactSchema, contact)).toEqual(contact);
			}
		}),
		{ numRuns: 500 }
	);
});

const words = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => cleanText(text, 200));
const written: fc.Arbitrary<Contact> = fc
	.record({
		name: words,
		company: words,
		numbers: fc.uniqueArray(
			fc.record({
				type: fc.constantFrom('work', 'mobile', 'home', 'fax', 'other'),
				e164: fc.nat(999).map((n) => `+493023125${String(n).padStart(3, '0')}`)
			}),
			{ selector: ({ e164 }) => e164, maxLength: 5 }
		),
		emails: fc.uniqueArray(fc.constantFrom('a@example.com', 'b+c@mail.example'))
	})
	.map(({ numbers, ...contact }) => ({
		...contactSample(contact),
		notes: '',
		numbers: numbers.map(({ type, e164 }) => ({ type, raw: e164, e164 }))
	}))
	// A company without people is written with its own name in both places.
	.filter(({ name, company }) => name !== company && `${name}${company}` !== '');

test.each(['3.0', '4.0'] as const)('what is written as %s is read back', (version) => {
	fc.assert(
		fc.property(written, (contact) => {
			const { name, company, numbers, emails, notes } = contact;
			const [card, ...others] = read(writeVCard(contact, version));
			expect(others).toEqual([]);
			expect(card).toEqual({
				...{ ok: true, line: 1, contact: { name, company, numbers, emails, notes } }
			});
		}),
		{ numRuns: 300 }
	);
});

/** As phones of old write text: each byte beyond plain ASCII as `=XX`, long lines broken after a `=`. */
function quotedPrintable(text: string, charset: 'UTF-8' | 'ISO-8859-1', width: number): string {
	const bytes = Buffer.from(text, charset === 'UTF-8' ? 'utf8' : 'latin1');
	const coded = Array.from(bytes, (byte) =>
		/[A-Za-z0-9 .]/.test(String.fromCharCode(byte))
			? String.fromCharCode(byte)
			: `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
	);
	const lines = [''];
	for (const [at, token] of coded.entries()) {
		// A space at the end of a line would be lost (RFC 2045 §6.7), so a line ends behind something else.
		if ((lines.at(-1) ?? '').length >= width && at > 0 && coded[at - 1] !== ' ') lines.push('');
		lines[lines.length - 1] += token;
	}
	return lines.join('=\r\n');
}

const OLD_TYPES = [
	['WORK;VOICE', 'work'],
	['CELL', 'mobile'],
	['HOME', 'home'],
	['TYPE=WORK;FAX', 'fax'],
	['PREF;VOICE', 'other']
] as const;
const latin1 = fc
	.string({
		unit: fc.constantFrom(...'abcXYZ019 .,:=-äöüßÉñ'),
		minLength: 1,
		maxLength: 60
	})
	.map((text) => cleanText(text, 200));

test('version 2.1 is read, whatever is quoted, in either charset, its parameters bare', () => {
	fc.assert(
		fc.property(
			fc.record({ name: latin1, company: latin1, notes: latin1 }),
			fc.uniqueArray(fc.nat(OLD_TYPES.length - 1), { maxLength: OLD_TYPES.length }),
			fc.constantFrom('UTF-8' as const, 'ISO-8859-1' as const),
			fc.boolean(),
			fc.integer({ min: 8, max: 70 }),
			({ name, company, notes }, types, charset, isBare, width) => {
				fc.pre(name !== company && name !== '' && company !== '');
				const encoding = isBare ? 'QUOTED-PRINTABLE' : 'ENCODING=QUOTED-PRINTABLE';
				const quoted = (field: string, text: string) =>
					`${field};CHARSET=${charset};${encoding}:${quotedPrintable(text, charset, width)}`;
				const numbers = types.flatMap((type) => OLD_TYPES.slice(type, type + 1));
				const contact = contactOf(
					'VERSION:2.1',
					quoted('FN', name),
					quoted('ORG', company),
					...numbers.map(([parameters], at) => `TEL;${parameters}:+4930231250${10 + at}`),
					quoted('NOTE', notes)
				);
				expect(contact).toEqual({
					...{ name, company, notes, emails: [] },
					numbers: numbers.map(([, type], at) => {
						const e164 = `+4930231250${10 + at}`;
						return { type, raw: e164, e164 };
					})
				});
			}
		),
		{ numRuns: 300 }
	);
});

describe.each(['3.0', '4.0'] as const)('the picture of a contact as vCard %s', (version) => {
	const data = (length: number) => `data:image/jpeg;base64,/9j/${'A'.repeat(length)}`;
	const readBack = (picture: string) => {
		const [card] = read(writeVCard(contactSample({ picture }), version));
		return card?.ok ? card.contact.picture : 'no card';
	};

	test('is read back, where it is small', () => {
		for (const picture of [data(0), data(80), data(39_996)]) {
			expect(readBack(picture)).toBe(picture);
		}
	});

	test('is left out where it is large, or only an address of this server', () => {
		expect(readBack(data(40_000))).toBeUndefined();
		expect(readBack(`/api/pictures/${'0'.repeat(64)}`)).toBeUndefined();
	});
});
