import { expect, test } from 'vitest';
import * as v from 'valibot';
import { contactSchema } from '#domain/contact.ts';
import { hotlineSchema } from '#domain/hotline.ts';
import { createAccounts } from '#server/accounts/accounts.ts';
import { createSealer } from '#server/accounts/sealed-secret.ts';
import { describeOnEachDatabase } from '#server/database/test-databases.ts';
import { createOwnDirectory } from '#server/directory/own.ts';
import { createHotlines } from '#server/hotlines/hotlines.ts';
import { DEMO_CONTACTS, DEMO_HOTLINES } from './demo-directory.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { demoTrunkPassword, isDemoData, seedDemo } from './seed-demo.ts';

/** Telephone numbers that the German regulator keeps free for films and books. */
const NOBODYS_NUMBERS = /^\+49(3023125|4066969|8999998|1713920)\d{2,3}$/;

describeOnEachDatabase('demo seed', (database) => {
	const sealer = createSealer(Buffer.alloc(32, 3));
	const accounts = () => createAccounts(database(), sealer, () => 1);

	test('makes people with telephones, hotlines and contacts', async () => {
		expect(await isDemoData(database())).toBe(false);
		await seedDemo(database(), accounts(), sealer);
		expect(await isDemoData(database())).toBe(true);
		expect(await accounts().list()).toMatchObject([
			{ email: 'anna@demo.example', role: 'admin', sip: { user: 'anna' } },
			{ email: 'ben@demo.example', role: 'user', sip: { user: 'ben' } }
		]);
		expect((await createHotlines(database()).current()).hotlines).toEqual(
			DEMO_HOTLINES.map(({ hotline }) => hotline)
		);
		expect(await accounts().sipPassword('anna', 'demo.example')).toMatch(/^.{24}$/);
		expect(await demoTrunkPassword(database(), sealer)).toMatch(/^.{24}$/);
	});

	test('knows its known callers, and only those', async () => {
		await seedDemo(database(), accounts(), sealer);
		const directory = createOwnDirectory(database());
		for (const { number, kind } of DEMO_PEOPLE) {
			const answer = await directory.find(number);
			const certain = answer.status === 'found' && answer.matches.some((match) => match.certain);
			expect([number, certain]).toEqual([number, kind === 'known']);
		}
	});

	test('keeps what people changed', async () => {
		await seedDemo(database(), accounts(), sealer);
		const password = await demoTrunkPassword(database(), sealer);
		await database().db.deleteFrom('hotline').execute();
		await database().db.updateTable('user').set({ name: 'Renamed' }).execute();
		await seedDemo(database(), accounts(), sealer);
		expect((await createHotlines(database()).current()).hotlines).toEqual([]);
		expect((await accounts().list()).map(({ name }) => name)).toEqual(['Renamed', 'Renamed']);
		expect(await demoTrunkPassword(database(), sealer)).toBe(password);
	});
});

test('the demo directory is well formed and calls nobody real', () => {
	for (const { hotline, number } of DEMO_HOTLINES) {
		expect(v.parse(hotlineSchema, hotline)).toEqual(hotline);
		expect(number).toMatch(NOBODYS_NUMBERS);
	}
	for (const contact of DEMO_CONTACTS) {
		expect(v.parse(contactSchema, contact)).toEqual(contact);
		for (const { e164 } of contact.numbers) if (e164) expect(e164).toMatch(NOBODYS_NUMBERS);
	}
	for (const { number, kind } of DEMO_PEOPLE) {
		if (kind !== 'internal') expect(number).toMatch(NOBODYS_NUMBERS);
	}
	expect(new Set(DEMO_HOTLINES.map(({ hotline }) => hotline.color)).size).toBe(3);
});
