import { expect, test } from 'vitest';
import type { Contact } from '#domain/contact.ts';
import { describeOnEachDatabase } from '#server/database/test-databases.ts';
import { createOwnDirectory } from './own.ts';

const erika: Contact = {
	id: 'erika',
	source: 'own',
	name: 'Erika Mustermann',
	company: 'Mustermann GmbH',
	numbers: [
		{ type: 'work', raw: '0711 2525-100', e164: '+497112525100' },
		{ type: 'mobile', raw: '0171 3920-001', e164: '+491713920001' }
	],
	emails: ['erika@mustermann.example'],
	notes: ''
};

describeOnEachDatabase('own directory', (database) => {
	const directory = () => createOwnDirectory(database());

	test('finds a contact by any of its numbers, certainly', async () => {
		await directory().save(erika);
		for (const { e164 } of erika.numbers) {
			expect(await directory().find(e164 ?? '')).toEqual({
				source: 'own',
				status: 'found',
				matches: [{ contact: erika, certain: true }]
			});
		}
	});

	test('takes equal last digits for an uncertain match only', async () => {
		await directory().save(erika);
		expect(await directory().find('+4930' + '2525100')).toMatchObject({
			status: 'found',
			matches: [{ certain: false }]
		});
	});

	test('puts the certain match first', async () => {
		await directory().save({ ...erika, id: 'z-certain' });
		const similar = [{ type: 'work' as const, raw: '', e164: '+49302525100' }];
		await directory().save({ ...erika, id: 'a-similar', numbers: similar });
		expect(await directory().find('+497112525100')).toMatchObject({
			matches: [
				{ contact: { id: 'z-certain' }, certain: true },
				{ contact: { id: 'a-similar' }, certain: false }
			]
		});
	});

	test('finds nobody for other and for short numbers', async () => {
		await directory().save({ ...erika, numbers: [{ type: 'work', raw: '12' }] });
		expect(await directory().find('+497112525999')).toEqual({ source: 'own', status: 'none' });
		expect(await directory().find('+49112')).toEqual({ source: 'own', status: 'none' });
	});

	test('compares a number that could not be completed by its last digits', async () => {
		await directory().save({ ...erika, numbers: [{ type: 'work', raw: '2525-100' }] });
		expect(await directory().find('+497112525100')).toMatchObject({
			matches: [{ certain: false }]
		});
	});

	test('forgets the numbers that a contact no longer has', async () => {
		await directory().save(erika);
		await directory().save({ ...erika, numbers: [] });
		expect(await directory().find('+497112525100')).toEqual({ source: 'own', status: 'none' });
	});
});
