import { expect, test } from 'vitest';
import { searchTextOf, searchWords } from './contact-search.ts';
import { contactSample } from './sample-calls.ts';

const finds = (query: string) => {
	const text = searchTextOf(
		contactSample({ name: 'Jürgen Größe', company: 'Café Été', emails: ['j@cafe.example'] })
	);
	const words = searchWords(query);
	return words.length > 0 && words.every((word) => text.includes(word));
};

test.each([
	'Jürgen',
	'jurgen',
	'GROSSE',
	'cafe  ete',
	'ete jürg',
	'j@cafe',
	'0171 3920-010',
	'+49 171',
	'(030) 23125-010',
	'3023125010'
])('"%s" finds the contact', (query) => expect(finds(query)).toBe(true));

test.each(['Jonas', 'jurgen meier', '0171 99', '', ' ', '%', '_'])('"%s" does not', (query) =>
	expect(finds(query)).toBe(false)
);
