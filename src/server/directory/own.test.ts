import { expect, test } from 'vitest';
import type { ContactChange } from '#domain/contact-change.ts';
import type { Contact } from '#domain/contact.ts';
import { searchWords } from '#domain/contact-search.ts';
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

	const change = (changed: Partial<ContactChange>) =>
		directory().change({ save: [], remove: [], ...changed });
	const found = async (query: string) =>
		(await directory().search(searchWords(query), 10)).map(({ id }) => id);

	test('is searched by all words of a query, in any of the fields', async () => {
		await directory().save(erika);
		await directory().save({ ...erika, id: 'percent', name: '100% Rabatt', company: '' });
		expect(await found('erika gmbh')).toEqual(['erika']);
		expect(await found('0171 3920-001 ')).toEqual(['percent', 'erika']);
		expect(await found('%')).toEqual(['percent']);
		expect(await found('erika_')).toEqual([]);
		expect(await found('erika nobody')).toEqual([]);
	});

	test('changes, adds and removes at once', async () => {
		await directory().save(erika);
		await directory().save({ ...erika, id: 'jonas', name: 'Jonas' });
		expect(
			await change({
				save: [
					{ contact: { ...erika, name: 'Erika Neu' }, base: erika },
					{ contact: { ...erika, id: 'new', name: 'New' }, base: null }
				],
				remove: [{ ...erika, id: 'jonas', name: 'Jonas' }]
			})
		).toEqual({ ok: true });
		expect(await found('')).toEqual(['erika', 'new']);
		expect(await found('neu')).toEqual(['erika']);
	});

	test('overwrites nothing that somebody else has changed meanwhile', async () => {
		await directory().save({ ...erika, notes: 'called back' });
		expect(
			await change({
				save: [
					{ contact: { ...erika, id: 'new' }, base: null },
					{ contact: { ...erika, name: 'Mine' }, base: erika },
					{ contact: { ...erika, id: 'gone' }, base: { ...erika, id: 'gone' } }
				]
			})
		).toEqual({ ok: false, changedElsewhere: ['erika', 'gone'] });
		expect(await found('')).toEqual(['erika']);
	});

	test('gives its contacts page by page, each once, and one by its id', async () => {
		const ids = ['a', 'b', 'c', 'd', 'e'];
		for (const id of ids) await directory().save({ ...erika, id });
		const read: string[] = [];
		for (let more = true; more;) {
			const page = await directory().page(read.at(-1) ?? '', 2);
			read.push(...page.contacts.map(({ id }) => id));
			more = page.more;
		}
		expect(read).toEqual(ids);
		expect(await directory().byId('c')).toEqual({ ...erika, id: 'c' });
		expect(await directory().byId('f')).toBeUndefined();
	});

	test('of two changes at the same moment one holds', async () => {
		await directory().save(erika);
		const both = await Promise.all(
			['One', 'Two'].map((name) => change({ save: [{ contact: { ...erika, name }, base: erika }] }))
		);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
	});
});
