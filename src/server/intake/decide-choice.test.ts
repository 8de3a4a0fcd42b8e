import { expect, test } from 'vitest';
import type { Contact, SourceAnswer } from '#domain/contact.ts';
import { reportContact } from '#domain/report-contact.ts';
import { defaultSettings } from '#domain/settings.ts';
import { writeContactChoice } from '#server/accounts/contact-choices.ts';
import { writeSettingsOf } from '#server/accounts/settings.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { HotlineSnapshot } from '#server/hotlines/hotlines.ts';
import { decideCall } from './decide-call.ts';
import { FollowUp } from './follow-up.ts';
import { createIntake } from './intake.ts';
import { CALLER, incomingReport, MORNING } from './test-reports.ts';

const ANNA = { id: 'anna', email: 'anna@accounts.example' };
const NOW = MORNING + 60_000;

const contact = (name: string, source = 'own'): Contact => ({
	...{ id: name, source, name, company: '', emails: [], notes: '' },
	numbers: [{ type: 'work', raw: CALLER, e164: CALLER }]
});

const FOUND: SourceAnswer[] = [
	{
		source: 'own',
		status: 'found',
		matches: ['Zacharias', 'Yvonne'].map((name) => ({ contact: contact(name), certain: true }))
	}
];

describeOnEachDatabase('a caller whom several contacts can be', (database) => {
	/** Whom the mail and the journal name where this contact was chosen and this one was on the device. */
	async function named(choice?: { source: string; id: string }, onDevice?: Contact) {
		await insertAccount(database(), ANNA.id);
		const settings = defaultSettings(ANNA.email, {
			locale: 'en',
			timeZone: 'Europe/Berlin',
			country: 'DE'
		});
		await writeSettingsOf(database().db, ANNA.id, settings, 0);
		if (choice) await writeContactChoice(database(), ANNA.id, { e164: CALLER, choice }, 1);
		const intake = createIntake({ database: database(), now: () => NOW, received: () => {} });
		const differences = onDevice ? { contact: reportContact(onDevice) } : {};
		await intake.receive(ANNA, [incomingReport('a', differences)]);
		const parts = {
			database: database(),
			hotlines: async () => new HotlineSnapshot('none', []),
			lookUp: async () => FOUND,
			now: () => NOW,
			systemAddress: 'phone@office.example',
			appUrl: '',
			sms: undefined
		};
		const call = () => database().db.selectFrom('call').selectAll().executeTakeFirstOrThrow();
		const joined = JSON.parse((await call()).joined);
		await decideCall(parts, { accountId: ANNA.id, callId: 'a', joined });
		const followUp = new FollowUp({ ...parts, onError: (error) => expect.fail(String(error)) });
		followUp.wake();
		await followUp.close();
		const outbox = await database().db.selectFrom('outbox').selectAll().execute();
		const names = JSON.stringify(outbox).match(/Zacharias|Yvonne|Xaver/g);
		return { mail: [...new Set(names)], journal: JSON.parse((await call()).contact ?? '{}').name };
	}

	test('is the first where nobody was chosen', async () => {
		expect(await named()).toEqual({ mail: ['Zacharias'], journal: 'Zacharias' });
	});

	test('is the chosen one', async () => {
		expect(await named({ source: 'own', id: 'Yvonne' })).toEqual({
			mail: ['Yvonne'],
			journal: 'Yvonne'
		});
	});

	test('is the first where the chosen one does not have the number any more', async () => {
		expect(await named({ source: 'own', id: 'gone' })).toEqual({
			mail: ['Zacharias'],
			journal: 'Zacharias'
		});
	});

	test('is the device’s contact where that was chosen', async () => {
		const xaver = contact('Xaver', 'local:folder');
		expect(await named({ source: 'local:folder', id: 'Xaver' }, xaver)).toEqual({
			mail: ['Xaver'],
			journal: 'Xaver'
		});
	});
});
