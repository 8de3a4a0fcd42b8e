import { expect, test } from 'vitest';
import { differingFields, joinContacts, mergeContacts } from './contact-merge.ts';
import { contactSample } from './sample-calls.ts';

const first = contactSample({
	...{ id: 'first', name: 'Erika Muster', company: '', notes: 'mornings' },
	numbers: [{ type: 'work', raw: '030 23125-010', e164: '+493023125010' }],
	emails: ['erika@muster.example']
});
const second = contactSample({
	...{ id: 'second', name: 'E. Muster', company: 'Muster KG', notes: 'evenings' },
	numbers: [
		{ type: 'main', raw: '+49 30 23125010', e164: '+493023125010' },
		{ type: 'other', raw: '12 34' }
	],
	emails: ['Erika@Muster.example', 'office@muster.example']
});

test('nobody is asked for what only one has', () => {
	expect(differingFields(first, second)).toEqual(['name', 'notes']);
	expect(differingFields(first, first)).toEqual([]);
});

test('numbers and addresses are joined, each once, however they are written', () => {
	expect(mergeContacts(first, second, ['notes'])).toEqual({
		...first,
		...{ company: 'Muster KG', notes: 'evenings' },
		numbers: [...first.numbers, second.numbers[1]],
		emails: ['erika@muster.example', 'office@muster.example']
	});
});

test('joining once more changes nothing', () => {
	const joined = joinContacts(first, second);
	expect(joinContacts(joined, second)).toEqual(joined);
});
