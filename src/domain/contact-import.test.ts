import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	contactColumnOf,
	csvEntries,
	exportContactsCsv,
	openContactCsv,
	type ContactColumn
} from './contact-csv.ts';
import { compareContacts, vCardEntries, type ContactImportRow } from './contact-import.ts';
import { NUMBER_TYPES, type Contact } from './contact.ts';
import { contactSample, PLAN } from './sample-calls.ts';
import { writeVCard } from './vcard.ts';

let ids = 0;
const newId = () => `new-${(ids += 1)}`;

function importingCsv(
	text: string,
	present: readonly Contact[] = [],
	columns?: readonly (ContactColumn | undefined)[]
): ContactImportRow[] {
	const csv = openContactCsv(text);
	if (!csv) throw new Error('unreadable');
	const meant = columns ?? csv.heading.map(contactColumnOf);
	return [...compareContacts(csvEntries(csv, meant, PLAN), present, newId)];
}

const importingVCards = (text: string, present: readonly Contact[] = []) => [
	...compareContacts(vCardEntries(text, PLAN), present, newId)
];
const kinds = (rows: readonly ContactImportRow[]) => rows.map(({ kind }) => kind);

test.each<[string, ContactColumn]>([
	['Name', 'name'],
	['First Name', 'givenName'],
	['Vorname', 'givenName'],
	['Nachname', 'familyName'],
	['Organization Name', 'company'],
	['Organization 1 - Name', 'company'],
	['Firma', 'company'],
	['Business Phone', 'work'],
	['Business Phone 2', 'work'],
	['Telefon (geschäftlich)', 'work'],
	['Telefon geschäftlich 2', 'work'],
	['Telefon', 'work'],
	['Mobile Phone', 'mobile'],
	['Mobiltelefon', 'mobile'],
	['Handy', 'mobile'],
	['Telefon privat', 'home'],
	['Home Phone 2', 'home'],
	['Company Main Phone', 'main'],
	['Business Fax', 'fax'],
	['Fax geschäftlich', 'fax'],
	['E-mail Address', 'email'],
	['E-mail 2 Address', 'email'],
	['E-mail 1 - Value', 'email'],
	['E-Mail-Adresse', 'email'],
	['E-Mail 2', 'email'],
	['Notizen', 'notes']
])('the heading "%s" means %s', (heading, column) => expect(contactColumnOf(heading)).toBe(column));

test.each(['Birthday', 'E-mail Type', 'Phone 1 - Type', '', 'Web Page', 'Constructor'])(
	'the heading "%s" means nothing that a contact has',
	(heading) => expect(contactColumnOf(heading)).toBeUndefined()
);

test('an export of Outlook in German becomes contacts, their numbers completed', () => {
	const rows = importingCsv(
		[
			'"Vorname";"Nachname";"Firma";"Telefon geschäftlich";"Mobiltelefon";"E-Mail-Adresse"',
			'"Jürgen";"Groß";"Groß & Söhne";"23125-44";"0171 3920033";"j.gross@soehne.example"',
			'"";"";"";"";"";""',
			'"";"";"";"23125-45";"";""'
		].join('\r\n')
	);
	expect(rows).toMatchObject([
		{
			...{ row: 2, kind: 'new' },
			contact: {
				...{ name: 'Jürgen Groß', company: 'Groß & Söhne', emails: ['j.gross@soehne.example'] },
				numbers: [
					{ type: 'work', raw: '23125-44', e164: '+49302312544' },
					{ type: 'mobile', raw: '0171 3920033', e164: '+491713920033' }
				]
			}
		},
		{ row: 4, kind: 'new', contact: { name: '23125-45' } }
	]);
});

test('what is wrong is refused with its place and reason, and the rest goes on', () => {
	const known = contactSample();
	const rows = importingCsv(
		[
			'name,company,email',
			`${known.name},${known.company},other@house.example`,
			'Wrong,,nobody at nowhere',
			`${'long'.repeat(60)},,`,
			'Twice,,',
			'Twice,,',
			',,',
			`Namesake,,`
		].join('\n'),
		[
			known,
			contactSample({ id: 'n1', name: 'Namesake', company: '' }),
			contactSample({ id: 'n2', name: 'Namesake', company: '' })
		]
	);
	expect(kinds(rows)).toEqual([
		'changed',
		...Array(2).fill('refused'),
		'new',
		'refused',
		'refused'
	]);
	expect(rows.slice(1).flatMap((row) => (row.kind === 'refused' ? [row] : []))).toMatchObject([
		{ row: 3, problems: [{ column: 'emails', reason: 'format' }] },
		{ row: 4, problems: [{ column: 'name', reason: 'range' }] },
		{ row: 6, problems: [{ reason: 'twice' }] },
		{ row: 8, problems: [{ reason: 'ambiguous' }] }
	]);
});

test('a contact that is known gains what it lacks and loses nothing', () => {
	const known = contactSample({ notes: 'mine', emails: ['a@house.example'] });
	const [row] = importingCsv(
		`name;company;work;email;notes\n${known.name};${known.company};040 66969-1;A@house.example;theirs`,
		[known]
	);
	expect(row).toMatchObject({
		...{ kind: 'changed', base: known },
		contact: {
			...{ id: known.id, notes: 'mine', emails: ['a@house.example'] },
			numbers: [...known.numbers, { type: 'work', e164: '+4940669691' }]
		}
	});
});

test('columns that a person chose hold, whatever their headings say', () => {
	const rows = importingCsv('x,y\nErika,030 23125010', [], ['company', 'main']);
	expect(rows).toMatchObject([
		{ contact: { name: '', company: 'Erika', numbers: [{ type: 'main', e164: '+493023125010' }] } }
	]);
});

test('vCards are read, and one that breaks off is refused at its line', () => {
	const text = `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Erika\r\nTEL;TYPE=CELL:0171 3920010\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Broken`;
	expect(importingVCards(text)).toMatchObject([
		{ row: 1, kind: 'new', contact: { name: 'Erika', numbers: [{ type: 'mobile' }] } },
		{ row: 6, kind: 'refused', problems: [{ reason: 'not-ended' }] }
	]);
});

/** What may stand in a cell, and what spreadsheets would calculate. */
const hostile = (max: number) =>
	fc
		.array(
			fc.oneof(
				fc.string({ maxLength: 5 }),
				fc.constantFrom('=1+1', '+', '-', '@', "'", '"', ';', ',', '\t', '\n', '\\', 'ü', '😀')
			),
			{ minLength: 1, maxLength: 6 }
		)
		.map((parts) => parts.join('').trim().slice(0, max).toWellFormed())
		.filter((text) => text !== '');
const anyContact: fc.Arbitrary<Contact> = fc.record({
	...{ id: fc.constant('known'), source: fc.constant('own') },
	...{ name: hostile(60), company: hostile(60), notes: hostile(200) },
	numbers: fc
		.uniqueArray(
			fc.record({
				type: fc.constantFrom(...NUMBER_TYPES),
				number: fc.constantFrom('+493023125010', '+491713920011', '+494066969412', '+3726070')
			}),
			{ maxLength: 4, selector: ({ number }) => number }
		)
		.map((numbers) => numbers.map(({ type, number }) => ({ type, raw: number, e164: number }))),
	emails: fc.uniqueArray(fc.constantFrom('a@house.example', 'b@house.example', 'ü@büro.example'), {
		maxLength: 3
	})
});

test('what is exported as CSV and imported again is unchanged, whatever it holds', () => {
	fc.assert(
		fc.property(
			anyContact,
			fc.constantFrom(',' as const, ';' as const, '\t' as const),
			(contact, delimiter) => {
				const text = exportContactsCsv([contact], delimiter);
				expect(kinds(importingCsv(text, [contact]))).toEqual(['unchanged']);
				const [anew] = importingCsv(text);
				const byType = ({ numbers }: Contact) => numbers.map(({ type, raw }) => type + raw).sort();
				if (anew?.kind !== 'new') throw new Error(JSON.stringify(anew));
				const { name, company, notes, emails } = contact;
				expect(anew.contact).toMatchObject({ name, company, notes, emails });
				expect(byType(anew.contact)).toEqual(byType(contact));
			}
		)
	);
});

test('no cell of an export is calculated by a spreadsheet', () => {
	const text = exportContactsCsv(
		[contactSample({ name: '=HYPERLINK("x")', company: '@sum' })],
		','
	);
	expect(text).toContain('"\'=HYPERLINK(""x"")"');
	expect(text).toContain("'@sum");
});

test('what is exported as vCard and imported again is unchanged', () => {
	const plain = fc.constantFrom('Erika Muster', 'Jürgen Groß', 'Ana; Inc, \\ Söhne', '😀 Müller');
	fc.assert(
		fc.property(
			anyContact,
			plain,
			plain,
			fc.constantFrom('3.0' as const, '4.0' as const),
			(any, name, company, version) => {
				fc.pre(name !== company);
				const contact = { ...any, name, company };
				expect(kinds(importingVCards(writeVCard(contact, version), [contact]))).toEqual([
					'unchanged'
				]);
			}
		)
	);
});
