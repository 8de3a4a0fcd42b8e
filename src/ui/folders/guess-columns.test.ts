import { expect, test } from 'vitest';
import { guessColumns } from './guess-columns.ts';

test.each([
	[
		['Erika Weber', '030 23125-010', 'erika@weber.example', 'Weber GmbH'],
		['name', 'work', 'email', null],
		false
	],
	[['17', '+49 30 23125010', 'Max'], [null, 'work', 'name'], false],
	[['Mobil', 'Kürzel'], ['mobile', null], true],
	[['', ''], [null, null], false]
])('%j is taken for %j', (first, columns, hasHeading) => {
	expect(guessColumns({ file: 'list.csv', first, second: [] })).toEqual({ columns, hasHeading });
});
