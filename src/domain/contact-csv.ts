import { readCsv, unguarded, writeCsv, type CsvCells, type Delimiter } from './csv-cells.ts';
import type { FileContact } from './contact-import.ts';
import { NUMBER_TYPES, type Contact } from './contact.ts';
import type { NumberingPlan } from './phone-number.ts';
import { readNumber } from './vcard-reader.ts';

type NumberType = (typeof NUMBER_TYPES)[number];

/** What a column of a file can be; several columns can be the same. */
export const CONTACT_COLUMNS = [
	...(['name', 'givenName', 'middleName', 'familyName', 'company'] as const),
	...NUMBER_TYPES,
	...(['email', 'notes'] as const)
] as const;
export type ContactColumn = (typeof CONTACT_COLUMNS)[number];

/** Headings as Outlook, Google, Thunderbird and people write them, in English and German; a number may follow. */
const HEADINGS: Readonly<Record<ContactColumn, RegExp>> = {
	name: /^(full |display |anzeige|voller |file as|speichern unter)?name$|^(file as|speichern unter|kontakt|contact)$/,
	givenName: /^(first|given) ?name$|^vorname$/,
	middleName: /^(middle|additional) ?name$|^weitere vornamen$/,
	familyName: /^(last|family) ?name$|^surname$|^nachname$|^familienname$/,
	company:
		/^(company|organi[sz]ation|firma|unternehmen|organisation)( ?name)?$|^organi[sz]ation \d+ name$/,
	work: /^(business|work|office) ?(phone|telephone|number)?$|^(telefon|tel\.?)? ?\(?(geschäftlich|arbeit|büro|dienstlich)\)?$|^(phone|telephone|telefon|telefonnummer|rufnummer|nummer|number|tel\.?)$/,
	mobile:
		/^(mobile|cell|cellular)( ?(phone|number))?$|^(mobil|handy|mobiltelefon|mobilnummer|telefon mobil)$/,
	home: /^home ?(phone|telephone|number)?$|^(telefon)? ?\(?privat\)?$/,
	main: /^(company|organi[sz]ation)? ?main( (phone|number))?$|^(zentrale|telefon firma|hauptnummer)$/,
	fax: /^(business|home|other|work)? ?fax( number)?$|^fax ?(geschäftlich|privat)?$|^telefax$/,
	other: /^(other|primary) phone$|^weiteres telefon$|^other$|^(haupttelefon|andere)$/,
	email:
		/^(primary |secondary )?e ?mail( ?address)?$|^e ?mail ?adresse$|^e ?mail \d+ (address|value)$|^e ?mail \d+$/,
	notes: /^(notes?|notizen?|bemerkung(en)?|anmerkung(en)?|kommentar)$/
};

/** Which column of a contact a heading means; undefined where nobody can tell. */
export function contactColumnOf(heading: string): ContactColumn | undefined {
	const written = heading
		.trim()
		.toLowerCase()
		.replace(/[\s_:-]+/g, ' ')
		.slice(0, 60);
	const plain = written.replace(/ ?\d+$/, '').trim();
	return CONTACT_COLUMNS.find(
		(column) => HEADINGS[column].test(written) || HEADINGS[column].test(plain)
	);
}

/** A file with a heading line. */
export function openContactCsv(text: string): CsvCells | undefined {
	const cells = readCsv(text, (name) => contactColumnOf(name) !== undefined);
	return cells.heading.some((name) => name.trim() !== '') && cells.rows.length > 0
		? cells
		: undefined;
}

/** The entries of a file whose columns are known; `row` counts from 1, the heading is the first. */
export function* csvEntries(
	{ rows }: CsvCells,
	columns: readonly (ContactColumn | undefined)[],
	plan: NumberingPlan
): Generator<FileContact> {
	for (const [index, cells] of rows.entries()) {
		if (cells.every((cell) => cell.trim() === '')) continue;
		const of = (wanted: ContactColumn) =>
			columns
				.map((column, at) => (column === wanted ? unguarded(cells[at] ?? '').trim() : ''))
				.filter((cell) => cell !== '');
		const parts = [...of('givenName'), ...of('middleName'), ...of('familyName')];
		const numbers = NUMBER_TYPES.flatMap((type) =>
			of(type).map((raw) => readNumber(raw, type, plan))
		);
		yield {
			row: index + 2,
			contact: {
				name: of('name')[0] ?? parts.join(' '),
				company: of('company')[0] ?? '',
				numbers,
				emails: of('email'),
				notes: of('notes').join('\n')
			}
		};
	}
}

/** All contacts as CSV (RFC 4180): a column for each number and address that somebody has. Pictures are left out. */
export function exportContactsCsv(contacts: readonly Contact[], delimiter: Delimiter): string {
	const most = (count: (contact: Contact) => number) =>
		contacts.reduce((so, contact) => Math.max(so, count(contact)), 1);
	const columns = [
		{ name: 'name', read: ({ name }: Contact) => name },
		{ name: 'company', read: ({ company }: Contact) => company },
		...NUMBER_TYPES.flatMap((type) =>
			repeated(
				type,
				most((contact) => numbersOf(contact, type).length),
				(contact) => numbersOf(contact, type)
			)
		),
		...repeated(
			'email',
			most(({ emails }) => emails.length),
			({ emails }) => emails
		),
		{ name: 'notes', read: ({ notes }: Contact) => notes }
	];
	return writeCsv(
		[
			columns.map(({ name }) => name),
			...contacts.map((contact) => columns.map(({ read }) => read(contact)))
		],
		delimiter
	);
}

function repeated(name: string, times: number, values: (contact: Contact) => readonly string[]) {
	return Array.from({ length: times }, (_, at) => ({
		name: at === 0 ? name : `${name} ${at + 1}`,
		read: (contact: Contact) => values(contact)[at] ?? ''
	}));
}

function numbersOf({ numbers }: Contact, wanted: NumberType): string[] {
	return numbers.filter(({ type }) => type === wanted).map(({ raw, e164 }) => e164 ?? raw);
}
