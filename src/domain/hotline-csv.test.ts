import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareHotlines, exportHotlines, openHotlineCsv, type CsvRow } from './hotline-csv.ts';
import { LOCALES, RING_TONES, type Hotline } from './hotline.ts';
import { hotlineSample } from './sample-calls.ts';

function importing(text: string, present: readonly Hotline[] = []): CsvRow[] {
	const csv = openHotlineCsv(text);
	if (!csv) throw new Error('unreadable');
	let ids = 0;
	return [...compareHotlines(csv, present, () => `new-${(ids += 1)}`)];
}

const hostileText = (max: number, min = 0) =>
	fc
		.array(
			fc.oneof(
				fc.string({ unit: 'binary', maxLength: 5 }),
				fc.constantFrom('=', '+', '-', '@', "'", '"', ';', ',', '|', '\t', '\r', '\n', '\r\n', ' ')
			),
			{ minLength: min, maxLength: 8 }
		)
		.map((parts) => parts.join(''))
		.filter((text) => text.length >= min && text.length <= max);
const entries = fc.uniqueArray(
	fc.constantFrom('+49 30 23125 100', '(030) 23125-1*', '100', '*', '0049/40.66969', '+4930*'),
	{ maxLength: 4 }
);
const greeting = fc.record({
	always: hostileText(4000),
	morning: hostileText(4000),
	day: hostileText(4000),
	evening: hostileText(4000)
});
const anyHotline = (id: string): fc.Arbitrary<Hotline> =>
	fc.record({
		version: fc.constant(2 as const),
		id: fc.constant(id),
		name: hostileText(120, 1).filter((name) => name.trim() !== ''),
		company: hostileText(200),
		contact: fc.record({
			name: hostileText(200),
			number: fc.constantFrom('', '+49 171 3920010', '-5', '=1+1'),
			email: fc.constantFrom('', 'a@office.example', '+a@office.example', '-a@office.example')
		}),
		numbers: entries,
		divertingNumbers: entries,
		greeting: fc.record({ de: greeting, en: greeting }),
		notes: hostileText(10_000),
		color: fc.constantFrom('#1d4ed8', '#ABCDEF'),
		logo: fc.constant(''),
		ringTone: fc.constantFrom(...RING_TONES),
		notifyAddress: fc.constantFrom('', 'b@office.example'),
		notifyNumber: fc.constantFrom('', '+491713920077'),
		notifyLocale: fc.constantFrom('' as const, ...LOCALES),
		answeredBy: fc.uniqueArray(fc.constantFrom('anna', 'ben', 'c-1'), { maxLength: 3 })
	});

describe('a round trip', () => {
	test('gives back every hotline, whatever stands in it', () => {
		fc.assert(
			fc.property(
				fc.tuple(anyHotline('a'), anyHotline('b')),
				fc.constantFrom(',', ';', '\t'),
				(hotlines, delimiter) => {
					const text = exportHotlines(hotlines, delimiter);
					expect(importing(text)).toEqual(
						hotlines.map((hotline, at) => ({ row: at + 2, kind: 'new', hotline }))
					);
					expect(importing(text, hotlines).map(({ kind }) => kind)).toEqual([
						'unchanged',
						'unchanged'
					]);
				}
			),
			{ numRuns: 300 }
		);
	});

	test('leaves a logo where it is', () => {
		const logo = 'a'.repeat(64);
		const present = [hotlineSample({ logo })];
		const text = exportHotlines(present, ',').replace('Practice line', 'Other line');
		expect(importing(text, present)).toMatchObject([{ kind: 'changed', hotline: { logo } }]);
	});
});

test('a spreadsheet calculates nothing of what is exported, and numbers stay as they are', () => {
	const csv = exportHotlines(
		[
			hotlineSample({
				name: '=HYPERLINK("http://evil.example","x")',
				company: '+cmd|calc',
				notes: '@SUM(A1)',
				numbers: ['+49 30 23125 100', '+49 40*'],
				notifyNumber: '+491713920077'
			})
		],
		';'
	);
	const [row] = openHotlineCsv(csv)?.rows ?? [];
	const cells = Object.fromEntries(
		openHotlineCsv(csv)!.columns.map((column, at) => [column?.name, row?.[at]])
	);
	expect(cells).toMatchObject({
		name: '\'=HYPERLINK("http://evil.example","x")',
		company: "'+cmd|calc",
		notes: "'@SUM(A1)",
		numbers: '+49 30 23125 100\n+49 40*',
		notify_number: '+491713920077'
	});
});

describe('a file by hand', () => {
	test.each([
		['semicolons', 'Name;Numbers\nShop;+49 30 23125 7|100'],
		['commas', 'name,numbers\r\nShop,"+49 30 23125 7\n100"\r\n'],
		['tabs', 'NUMBERS\tname\n+49 30 23125 7 | 100\tShop'],
		['old line ends', 'name;numbers\rShop;+49 30 23125 7|100']
	])('with %s needs few columns', (_, text) => {
		expect(importing(text)).toMatchObject([
			{
				row: 2,
				kind: 'new',
				hotline: { id: 'new-1', name: 'Shop', numbers: ['+49 30 23125 7', '100'], color: '#1d4ed8' }
			}
		]);
	});

	test('changes only what it has columns for; found by name and company, or by id', () => {
		const present = [hotlineSample({ notes: 'keep' })];
		expect(importing('name,company,numbers\npractice LINE,Dr. Weber,100', present)).toMatchObject([
			{
				kind: 'changed',
				base: present[0],
				hotline: { id: 'weber', name: 'practice LINE', notes: 'keep', numbers: ['100'] }
			}
		]);
		expect(importing('id,name,color\nweber,Renamed,', present)).toMatchObject([
			{ kind: 'changed', hotline: { id: 'weber', name: 'Renamed', color: '#147a45' } }
		]);
		expect(present[0]).toEqual(hotlineSample({ notes: 'keep' }));
	});

	test('says of every refused row where and why', () => {
		const present = [hotlineSample({ id: 'a' }), hotlineSample({ id: 'b' })];
		const text = [
			'name;company;numbers;color;notify_address;Mood',
			'Good;;100;;;',
			';;;;;',
			`${'x'.repeat(121)};;not a number;red;nobody;`,
			'good;;101;;;',
			'Practice line;Dr. Weber;;;;',
			'Cells;;100;;;sunny;more',
			';Company;100;;;'
		].join('\n');
		expect(openHotlineCsv(text)?.unknown).toEqual(['Mood']);
		const rows = importing(text, present);
		expect(rows.map(({ row, kind }) => [row, kind])).toEqual([
			[2, 'new'],
			[4, 'refused'],
			[5, 'refused'],
			[6, 'refused'],
			[7, 'refused'],
			[8, 'refused']
		]);
		expect(rows.flatMap((row) => (row.kind === 'refused' ? [row.problems] : []))).toEqual([
			[
				{ column: 'name', reason: 'range' },
				{ column: 'numbers', reason: 'format' },
				{ column: 'color', reason: 'format' },
				{ column: 'notify_address', reason: 'format' }
			],
			[{ reason: 'twice' }],
			[{ reason: 'ambiguous' }],
			[{ reason: 'too-many-cells' }],
			[{ column: 'name', reason: 'format' }]
		]);
	});

	test.each(['', '\n\n', 'firma;nummern\nA;1', '\0\x01', 'name,name\na,b', '{"json": true}'])(
		'that is none is refused: %j',
		(text) => {
			expect(openHotlineCsv(text)).toBeUndefined();
		}
	);
});
