import { HotlineSnapshot } from '#server/hotlines/hotlines.ts';
import { expect, test } from 'vitest';
import type { SourceAnswer } from '#domain/contact.ts';
import { reportContact } from '#domain/report-contact.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { writeSettingsOf } from '#server/accounts/settings.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { Outbox } from '#server/outbox/outbox.ts';
import { decideCall } from './decide-call.ts';
import { FollowUp } from './follow-up.ts';
import { createIntake } from './intake.ts';
import { CALLER, incomingReport, MORNING, outgoingReport } from './test-reports.ts';

const ANNA = { id: 'anna', email: 'anna@accounts.example' };
const NOW = MORNING + 60_000;
const WITHHELD = { caller: { kind: 'withheld' } } as const;
const IDENTITY = new RegExp(`Zacharias|${CALLER.slice(-8)}|3920077`);

/** What the directory knows of the caller. */
const FOUND: SourceAnswer[] = [
	{
		source: 'own',
		status: 'found',
		matches: [
			{
				certain: true,
				contact: {
					id: '1',
					source: 'own',
					name: 'Zacharias',
					company: '',
					numbers: [{ raw: CALLER, e164: CALLER, type: 'work' }],
					emails: ['zacharias@partner.example'],
					notes: ''
				}
			}
		]
	}
];

describeOnEachDatabase('a caller who turns out afterwards to be withheld', (database) => {
	async function desk(exceptions: Partial<Settings['exceptions']> = {}) {
		await insertAccount(database(), ANNA.id);
		const settings = defaultSettings(ANNA.email, {
			locale: 'en',
			timeZone: 'Europe/Berlin',
			country: 'DE'
		});
		const own = {
			...settings,
			exceptions: { ...settings.exceptions, ...exceptions },
			sms: { ...settings.sms, enabled: true, number: '+491713920099' }
		};
		await writeSettingsOf(database().db, ANNA.id, own, 0);
		const intake = createIntake({ database: database(), now: () => NOW, received: () => {} });
		const parts = {
			database: database(),
			hotlines: async () => new HotlineSnapshot('none', []),
			lookUp: async () => FOUND,
			now: () => NOW,
			systemAddress: 'phone@office.example',
			appUrl: '',
			sms: { sender: 'Anteroom', anySender: false }
		};
		return {
			report: (...reports: unknown[]) => intake.receive(ANNA, reports),
			changes: () => intake.changes(ANNA.id, 0),
			/** @param meanwhile what comes in while the directories are asked */
			async decide(callId = 'a', meanwhile: () => Promise<unknown> = async () => {}) {
				const { joined } = await callRow(callId);
				const lookUp = async () => {
					await meanwhile();
					return FOUND;
				};
				const due = { accountId: ANNA.id, callId, joined: JSON.parse(joined) };
				await decideCall({ ...parts, lookUp }, due);
			},
			async followUp() {
				const failures: unknown[] = [];
				const loop = new FollowUp({ ...parts, onError: (error) => failures.push(error) });
				loop.wake();
				await loop.close();
				expect(failures).toEqual([]);
			}
		};
	}

	const callRow = (callId = 'a') =>
		database()
			.db.selectFrom('call')
			.selectAll()
			.where('call_id', '=', callId)
			.executeTakeFirstOrThrow();
	const outbox = () => database().db.selectFrom('outbox').selectAll().orderBy('channel').execute();
	const kept = async () =>
		JSON.stringify([
			await database().db.selectFrom('call').selectAll().execute(),
			await database().db.selectFrom('call_report').selectAll().execute(),
			await outbox()
		]);

	test('is not in messages that wait: they are taken back, and the call is decided anew', async () => {
		const { report, decide, changes } = await desk();
		const match = FOUND[0]?.status === 'found' ? FOUND[0].matches[0]! : expect.fail('nobody');
		const contact = reportContact(match.contact);
		await report(incomingReport('a', { contact }));
		await decide();
		expect(await kept()).toMatch(IDENTITY);
		expect(await outbox()).toHaveLength(2);

		await report(incomingReport('a', WITHHELD));
		expect(await outbox()).toEqual([]);
		expect(await callRow()).toMatchObject({ decided_at: null, decide_at: NOW, notified: 0 });
		expect(await kept()).not.toMatch(IDENTITY);

		await decide();
		expect(await outbox()).toMatchObject([{ channel: 'mail' }, { channel: 'sms' }]);
		expect(await callRow()).toMatchObject({ decided_at: NOW, notified: 1 });
		expect(await kept()).not.toMatch(IDENTITY);
		expect(JSON.stringify(await changes())).not.toMatch(IDENTITY);
	});

	test('is not notified at all where withheld callers are an exception', async () => {
		const { report, decide } = await desk({ withheld: true });
		await report(incomingReport('a'));
		await decide();
		await report(incomingReport('a', WITHHELD));
		await decide();
		expect(await outbox()).toEqual([]);
		expect(await callRow()).toMatchObject({ notified: 0 });
	});

	test('is not in the decision that there is no message', async () => {
		const { report, decide } = await desk({ listed: true, list: [CALLER] });
		await report(incomingReport('a'));
		await decide();
		const before = await callRow();
		expect(before.decision).toMatch(IDENTITY);
		await report(incomingReport('a', WITHHELD));
		const after = await callRow();
		expect(after.decided_at).toBe(before.decided_at);
		expect(JSON.parse(after.decision ?? '')).toMatchObject({ notify: false });
		expect(await kept()).not.toMatch(IDENTITY);
		expect(after.changed_at).toBeGreaterThan(before.changed_at);
	});

	test('gets no second message of a kind that is sent, or is being sent', async () => {
		const { report, decide } = await desk();
		await report(incomingReport('a'));
		await decide();
		const mails = new Outbox(database(), 'mail');
		const [mail] = await mails.lease(1, NOW);
		await report(incomingReport('a', WITHHELD));
		expect(await outbox()).toMatchObject([{ channel: 'mail', id: mail?.id }]);
		expect(await callRow()).toMatchObject({ decided_at: null, notified: 1 });
		if (!mail) throw new Error('no mail waits');
		await mails.complete(mail, '250 ok', NOW);
		await report(incomingReport('a', WITHHELD));
		await decide();
		const [sent, waiting, ...others] = await outbox();
		expect(sent).toMatchObject({ id: mail?.id, state: 'sent' });
		expect(waiting).toMatchObject({ channel: 'sms', state: 'waiting' });
		expect(waiting?.payload).not.toMatch(IDENTITY);
		expect(others).toEqual([]);
		expect((await callRow()).decision).not.toMatch(IDENTITY);
	});

	test('is not looked for in directories that answer only now', async () => {
		const { report, decide } = await desk();
		await report(incomingReport('a'));
		await decide('a', () => report(incomingReport('a', WITHHELD)));
		expect(await outbox()).toHaveLength(2);
		expect(await kept()).not.toMatch(IDENTITY);
	});

	test('is told by no mark: neither by whom the call is processed, nor what it processes', async () => {
		const { report, followUp } = await desk();
		const minutes = (count: number) => MORNING + count * 60_000;
		const connected = { startedAt: minutes(1), connectedAt: minutes(1), endedAt: minutes(2) };
		await report(
			incomingReport('first'),
			incomingReport('a', { ...connected, outcome: 'answered' })
		);
		await followUp();
		expect(await callRow('first')).toMatchObject({ processed_by_call: 'a' });
		await report(incomingReport('a', { ...connected, ...WITHHELD, outcome: 'answered' }));
		await followUp();
		expect(await callRow('first')).toMatchObject({ processed_by: null, processed_by_call: null });

		await report(
			outgoingReport('back', {
				startedAt: minutes(3),
				connectedAt: minutes(3),
				endedAt: minutes(4)
			})
		);
		await followUp();
		expect(await callRow('first')).toMatchObject({ processed_by_call: 'back' });
		await report(incomingReport('first', WITHHELD));
		await followUp();
		const first = await callRow('first');
		expect(first).toMatchObject({ processed_at: null, processed_by: null, contact: null });
		expect(first.processed_by_call).toBeNull();
	});
});
