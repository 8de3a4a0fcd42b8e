import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { CALLED_NUMBER_SOURCES } from './called-number-source.ts';
import { calledNumber } from './called-number.ts';
import { callReportSchema } from './call-report.ts';
import { incomingReport, SETTINGS, sipHeaders } from './sample-calls.ts';

/** Many runs: how long they take says something of the machine only (ms). */
const PATIENCE = 60_000;

type Fields = Parameters<typeof sipHeaders>[0];
const TO = { To: '<sip:anna@pbx.example>;tag=1' };

const read = (fields: Fields, requestUri?: string) => {
	const { number, user, source, header } = calledNumber(sipHeaders(fields, requestUri), SETTINGS);
	return { called: number?.e164 ?? number?.raw ?? user, source, header };
};

describe('which field tells the called number', () => {
	test.each<[string, Fields, string, string, string]>([
		[
			'X-Hotline, bare',
			{ 'X-Hotline': '+49 30 23125-100' },
			'+493023125100',
			'header',
			'X-Hotline'
		],
		[
			'X-Hotline, local digits',
			{ 'x-hotline': '23125100' },
			'+493023125100',
			'header',
			'X-Hotline'
		],
		['X-Hotline, extension', { 'X-Hotline': '100' }, '100', 'header', 'X-Hotline'],
		[
			'X-Hotline, quoted',
			{ 'X-Hotline': '"030 23125100"' },
			'+493023125100',
			'header',
			'X-Hotline'
		],
		[
			'X-Hotline, address',
			{ 'X-Hotline': '"W" <sip:100@pbx.example>' },
			'100',
			'header',
			'X-Hotline'
		],
		['X-Hotline, with parameters', { 'X-Hotline': '100;lang=de' }, '100', 'header', 'X-Hotline'],
		['X-Hotline, a name', { 'X-Hotline': 'reception' }, 'reception', 'header', 'X-Hotline'],
		['X-Hotline, without scheme', { 'X-Hotline': '100@pbx.example' }, '100', 'header', 'X-Hotline'],
		['X-Hotline, comma-separated', { 'X-Hotline': '100, 200' }, '100', 'header', 'X-Hotline'],
		[
			'X-Hotline, first one malformed',
			{ 'X-Hotline': ['<sip:>', '100'] },
			'100',
			'header',
			'X-Hotline'
		],
		[
			'X-Called-Number after a useless X-Hotline',
			{ 'X-Hotline': ' ', 'X-Called-Number': '200' },
			'200',
			'header',
			'X-Called-Number'
		],
		[
			'X-Hotline before X-Called-Number',
			{ 'X-Called-Number': '200', 'X-Hotline': '100' },
			'100',
			'header',
			'X-Hotline'
		],
		[
			'P-Called-Party-ID',
			{ 'P-Called-Party-ID': '<sip:+493023125100@pbx.example>' },
			'+493023125100',
			'p-called-party-id',
			'P-Called-Party-ID'
		],
		[
			'P-Called-Party-ID, tel: with a context',
			{ 'P-Called-Party-ID': '<tel:23125-100;phone-context=+4930>' },
			'+493023125100',
			'p-called-party-id',
			'P-Called-Party-ID'
		],
		[
			'P-Called-Party-ID, the first is malformed or without user',
			{ 'P-Called-Party-ID': ['<sip:pbx.example>, <nonsense>', '<sip:100@pbx.example>'] },
			'100',
			'p-called-party-id',
			'P-Called-Party-ID'
		],
		[
			'History-Info, one entry',
			{ 'History-Info': '<sip:100@pbx.example>;index=1' },
			'100',
			'history-info',
			'History-Info'
		],
		[
			'History-Info, several in one field',
			{
				'History-Info':
					'<sip:100@pbx.example?Reason=SIP%3Bcause%3D302>;index=1, <sip:200@pbx.example>;index=1.1'
			},
			'100',
			'history-info',
			'History-Info'
		],
		[
			'History-Info, several fields in the wrong order',
			{
				'History-Info': [
					'<sip:300@pbx.example>;index=1.10',
					'<sip:200@pbx.example>;index=1.2',
					'<sip:100@pbx.example>;index=1'
				]
			},
			'100',
			'history-info',
			'History-Info'
		],
		[
			'History-Info, 1.2 is older than 1.10',
			{
				'History-Info': ['<sip:300@pbx.example>;index=1.10', '<sip:200@pbx.example>;index=1.2']
			},
			'200',
			'history-info',
			'History-Info'
		],
		[
			'History-Info, entries without a readable index come last',
			{
				'History-Info':
					'<sip:300@pbx.example>, <sip:400@pbx.example>;index=x, <sip:200@pbx.example>;index=1'
			},
			'200',
			'history-info',
			'History-Info'
		],
		[
			'History-Info, a hidden entry tells nothing',
			{
				'History-Info': '<sip:anonymous@anonymous.invalid>;index=1, <sip:200@pbx.example>;index=1.1'
			},
			'200',
			'history-info',
			'History-Info'
		],
		[
			'History-Info before Diversion',
			{
				Diversion: '<sip:200@pbx.example>',
				'History-Info': '<sip:100@pbx.example>;index=1'
			},
			'100',
			'history-info',
			'History-Info'
		],
		[
			'Diversion, the bottom-most of several fields',
			{ Diversion: ['<sip:200@pbx.example>;reason=no-answer', '<tel:+49-30-23125-100>;counter=1'] },
			'+493023125100',
			'diversion',
			'Diversion'
		],
		[
			'Diversion, the last of several in one field',
			{ Diversion: '"Weber, Anna" <sip:200@pbx.example>, <sip:100@pbx.example>' },
			'100',
			'diversion',
			'Diversion'
		],
		['To', { To: '"Hotline" <sip:100@pbx.example>;tag=1' }, '100', 'to', 'To'],
		['To, a name', { To: '<sip:reception@pbx.example>' }, 'reception', 'to', 'To']
	])('%s', (_, fields, called, source, header) => {
		expect(read({ ...TO, ...fields })).toEqual({ called, source, header });
	});

	test('the Request-URI, where no field helps', () => {
		const wanted = { called: '100', source: 'request-uri', header: 'Request-URI' };
		expect(read({}, 'sip:100@pbx.example;transport=ws')).toEqual(wanted);
		expect(read({ To: '<sip:pbx.example>' }, 'sip:100@pbx.example')).toEqual(wanted);
		expect(read({ To: 'nonsense' }, 'tel:100;phone-context=pbx.example')).toEqual(wanted);
	});

	test('nothing at all', () => {
		expect(calledNumber(sipHeaders({}, ''), SETTINGS)).toEqual({
			source: 'none',
			divertedFrom: []
		});
		expect(read({ To: '<sip:pbx.example>' }, 'sip:pbx.example')).toMatchObject({ source: 'none' });
	});

	test('a field of the configured name', () => {
		const settings = {
			...SETTINGS,
			calledNumber: { ...SETTINGS.calledNumber, headers: ['P-Dialled'] }
		};
		const headers = sipHeaders({ ...TO, 'X-Hotline': '200', 'P-DIALLED': '100' });
		expect(calledNumber(headers, settings)).toMatchObject({
			source: 'header',
			header: 'P-Dialled',
			number: { extension: '100' }
		});
	});

	test('the order is a setting; what it leaves out is not asked', () => {
		const fields: Record<(typeof CALLED_NUMBER_SOURCES)[number], Fields> = {
			header: { 'X-Hotline': '101' },
			'p-called-party-id': { 'P-Called-Party-ID': '<sip:102@pbx.example>' },
			'history-info': { 'History-Info': '<sip:103@pbx.example>;index=1' },
			diversion: { Diversion: '<sip:104@pbx.example>' },
			to: { To: '<sip:105@pbx.example>' },
			'request-uri': {}
		};
		const headers = sipHeaders(Object.assign({}, ...Object.values(fields)), 'sip:106@pbx.example');
		const orders = fc.shuffledSubarray([...CALLED_NUMBER_SOURCES], { minLength: 1 });
		fc.assert(
			fc.property(orders, (order) => {
				const settings = { ...SETTINGS, calledNumber: { ...SETTINGS.calledNumber, order } };
				const { source, number } = calledNumber(headers, settings);
				expect(source).toBe(order[0]);
				expect(number?.raw).toBe(`10${CALLED_NUMBER_SOURCES.indexOf(order[0] ?? 'to') + 1}`);
			})
		);
	});
});

describe('diverting numbers', () => {
	const diverted = (fields: Fields) =>
		calledNumber(sipHeaders({ ...TO, ...fields }), SETTINGS).divertedFrom.map(
			({ e164, raw }) => e164 ?? raw
		);

	test('are all that the call was diverted from, oldest first, each once', () => {
		expect(
			diverted({
				Diversion: ['<sip:+493023125200@pbx.example>', '<sip:+493023125100@pbx.example>'],
				'History-Info':
					'<sip:+493023125100@pbx.example>;index=1, <sip:+493023125300@pbx.example>;index=1.1, <sip:anna@pbx.example>;index=1.1.1'
			})
		).toEqual(['+493023125100', '+493023125200', '+493023125300']);
	});

	test('the last History-Info entry is where the call stands now', () => {
		expect(diverted({ 'History-Info': '<sip:100@pbx.example>;index=1' })).toEqual([]);
	});

	test('names are none, and there are never more than a report can carry', () => {
		expect(diverted({ Diversion: '<sip:anna@pbx.example>' })).toEqual([]);
		const many = Array.from({ length: 60 }, (_, at) => `<sip:${100 + at}@pbx.example>`);
		expect(diverted({ Diversion: many })).toHaveLength(20);
	});
});

test(
	'hostile fields give bounded, clean values that a report can carry',
	{ timeout: PATIENCE },
	() => {
		const text = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 60 }),
			fc.string({ unit: fc.constantFrom(...'"\\<>;,=@:%?sip:tel+1234 \r\n'), maxLength: 60 }),
			fc.constantFrom(
				'1'.repeat(10_000),
				'a'.repeat(100_000),
				`<sip:${'1'.repeat(9_000)}@x.example>`
			)
		);
		const names = ['X-Hotline', 'P-Called-Party-ID', 'History-Info', 'Diversion', 'To'];
		const fields = fc.array(fc.tuple(fc.constantFrom(...names), fc.array(text, { maxLength: 3 })));
		fc.assert(
			fc.property(fields, text, (entries, requestUri) => {
				const called = calledNumber(sipHeaders(Object.fromEntries(entries), requestUri), SETTINGS);
				expect(called.user ?? '').not.toMatch(/[\p{Cc}\u202e]/u);
				const report = incomingReport({
					called: { ...called, divertedFrom: [...called.divertedFrom] }
				});
				expect(v.is(callReportSchema, report)).toBe(true);
			}),
			{ numRuns: 150 }
		);
	}
);
