import { expect, test } from 'vitest';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { readContactChoices, writeContactChoice } from './contact-choices.ts';

const E164 = '+493023125010';
const ERIKA = { source: 'own', id: 'erika' };
const ERWIN = { source: 'own', id: 'erwin' };

describeOnEachDatabase('contact choices', (database) => {
	const choices = (accountId: string) => readContactChoices(database().db, accountId);
	const choose = (accountId: string, choice: typeof ERIKA | undefined, e164 = E164, at = 1) =>
		writeContactChoice(database(), accountId, { e164, choice }, at);

	test('are remembered, replaced and forgotten for one account alone', async () => {
		await insertAccount(database(), 'anna');
		await insertAccount(database(), 'ben');
		await choose('anna', ERIKA);
		await choose('ben', ERWIN);
		expect(await choices('anna')).toEqual({ [E164]: ERIKA });
		await choose('anna', ERWIN);
		expect(await choices('anna')).toEqual({ [E164]: ERWIN });
		await choose('anna', undefined);
		expect(await choices('anna')).toEqual({});
		expect(await choices('ben')).toEqual({ [E164]: ERWIN });
	});

	test('are bounded: the oldest gives way', async () => {
		await insertAccount(database(), 'anna');
		const rows = Array.from({ length: 500 }, (_, at) => ({
			account_id: 'anna',
			e164: `+4930231250${String(at).padStart(3, '0')}`,
			source: 'own',
			contact_id: 'erika',
			chosen_at: at
		}));
		await database().db.insertInto('contact_choice').values(rows).execute();
		await choose('anna', ERWIN, E164, 1_000);
		const kept = await choices('anna');
		expect(Object.keys(kept)).toHaveLength(500);
		expect(kept[E164]).toEqual(ERWIN);
		expect(kept['+4930231250000']).toBeUndefined();
	});
});
