import { expect, test } from 'vitest';
import { defaultSettings } from '#domain/settings.ts';
import { writeSettingsOf } from '#server/accounts/settings.ts';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { HotlineSnapshot } from '#server/hotlines/hotlines.ts';
import { PushDevices } from '#server/push/push-devices.ts';
import { insertSession, pushBrowser } from '#server/push/test-push-service.ts';
import { decideCall } from './decide-call.ts';
import { createIntake } from './intake.ts';
import { incomingReport, MORNING } from './test-reports.ts';

const ANNA = { id: 'anna', email: 'anna@accounts.example' };
const NOW = MORNING + 60_000;

describeOnEachDatabase('an unanswered call', (database) => {
	/** The messages about a call that rang in vain on two devices of an account. */
	async function messages(hasDevice: boolean, change: { withheld: boolean; email: boolean }) {
		await insertAccount(database(), ANNA.id);
		const settings = defaultSettings(ANNA.email, {
			...{ locale: 'en', timeZone: 'Europe/Berlin', country: 'DE' }
		});
		const { email, exceptions } = settings;
		const changed = {
			...settings,
			email: { ...email, enabled: change.email },
			exceptions: { ...exceptions, withheld: change.withheld }
		};
		await writeSettingsOf(database().db, ANNA.id, changed, 0);
		if (hasDevice) {
			await insertSession(database(), ANNA.id, { id: 's1', expiresAt: NOW + 1_000 });
			const devices = new PushDevices(database(), { world: true, loopback: false });
			const owner = { accountId: ANNA.id, sessionId: 's1' };
			await devices.save(owner, pushBrowser('https://push.example/', 'mobile'), NOW);
		}
		const intake = createIntake({ database: database(), now: () => NOW, received: () => {} });
		const caller = { caller: { kind: 'withheld' } } as const;
		await intake.receive(ANNA, [incomingReport('a', caller), incomingReport('a', caller)]);
		const call = await database().db.selectFrom('call').select('joined').executeTakeFirstOrThrow();
		const parts = {
			...{ database: database(), now: () => NOW, appUrl: '', sms: undefined },
			hotlines: async () => new HotlineSnapshot('none', []),
			lookUp: async () => [],
			systemAddress: 'phone@office.example'
		};
		const due = { accountId: ANNA.id, callId: 'a', joined: JSON.parse(call.joined) };
		await decideCall(parts, due);
		const rows = await database()
			.db.selectFrom('outbox')
			.select(['channel', 'payload'])
			.orderBy('channel')
			.execute();
		return rows.map(({ channel, payload }) => ({ channel, payload: JSON.parse(payload) }));
	}

	test('is told to devices once, beside the mail', async () => {
		const [mail, push, ...others] = await messages(true, { withheld: false, email: true });
		expect([mail?.channel, push?.channel, others]).toEqual(['mail', 'push', []]);
		expect(push?.payload.message).toMatchObject({ accountId: 'anna', callId: 'a', lang: 'en' });
	});

	test('is told to devices where there is no mail', async () => {
		expect(await messages(true, { withheld: false, email: false })).toMatchObject([
			{ channel: 'push' }
		]);
	});

	test('is told to nobody where an exception matches', async () => {
		expect(await messages(true, { withheld: true, email: true })).toEqual([]);
	});

	test('makes no push message where no device is to be told', async () => {
		expect(await messages(false, { withheld: false, email: true })).toMatchObject([
			{ channel: 'mail' }
		]);
	});
});
