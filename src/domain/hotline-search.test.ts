import { expect, test } from 'vitest';
import { HotlineSearch } from './hotline-search.ts';
import { hotlineSample, PLAN } from './sample-calls.ts';

const HOTLINES = [
	hotlineSample({
		id: 'weber',
		name: 'Practice',
		company: 'Dr. Weber',
		numbers: ['030 23125-100']
	}),
	hotlineSample({
		id: 'mueller',
		name: 'Workshop',
		company: 'Müller & Söhne',
		contact: { name: 'Karin Ernst', number: '', email: '' },
		numbers: ['+49 40 66969 3*'],
		divertingNumbers: ['0049 171 3920020']
	})
];
const find = (typed: string) => new HotlineSearch(HOTLINES, PLAN).find(typed).map(({ id }) => id);

test.each([
	['', ['weber', 'mueller']],
	['   ', ['weber', 'mueller']],
	['WEB', ['weber']],
	['muller', ['mueller']],
	['Söhne work', ['mueller']],
	['söhne practice', []],
	['karin', ['mueller']],
	['+49 30 23125', ['weber']],
	['030/23125 100', ['weber']],
	['23125', ['weber']],
	['0171 39200', ['mueller']],
	['+49171', ['mueller']],
	['04066969', ['mueller']],
	['99999', []],
	['*', ['mueller']],
	['nobody', []]
])('%j finds %j', (typed, expected) => {
	expect(find(typed)).toEqual(expected);
});

test('the order of the administrator stays', () => {
	const search = new HotlineSearch(HOTLINES.toReversed(), PLAN);
	expect(search.find('o').map(({ id }) => id)).toEqual(['mueller']);
	expect(search.find('r').map(({ id }) => id)).toEqual(['mueller', 'weber']);
});
