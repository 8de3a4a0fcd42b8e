import { expect, test } from 'vitest';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { createIntake } from '#server/intake/intake.ts';
import { incomingReport, MORNING } from '#server/intake/test-reports.ts';
import { enqueue, Outbox } from '#server/outbox/outbox.ts';
import { Receipts } from './receipts.ts';

const ANNA = { id: 'anna', email: 'anna@accounts.example', name: 'Anna' };
const NOW = MORNING + 60_000;
const DAY = 86_400_000;
const MESSAGE = { callId: 'a', channel: 'sms' };
const DELIVERED = { key: 'smpp M1', delivery: 'delivered', said: 'DELIVRD err:000' } as const;
const FAILED = { key: 'smpp M1', delivery: 'failed', said: 'UNDELIV err:069' } as const;
const EXPIRED = { key: 'smpp M1', delivery: 'expired', said: 'EXPIRED err:000' } as const;

describeOnEachDatabase('receipts', (database) => {
	const intake = () => createIntake({ database: database(), now: () => NOW, received: () => {} });

	/** A missed call with a text message that nobody has sent yet. */
	async function queue() {
		await insertAccount(database(), ANNA.id);
		await intake().receive(ANNA, [incomingReport('a')]);
		await database().inTransaction((tx) =>
			enqueue(tx, {
				...{ accountId: ANNA.id, ...MESSAGE, payload: {}, log: [] },
				...{ domain: 'office.example', at: NOW }
			})
		);
	}

	/** The provider takes it, and calls it so. */
	async function send(key: string) {
		const outbox = new Outbox(database(), 'sms');
		const [leased] = await outbox.lease(1, NOW);
		if (!leased) throw new Error('nothing to send');
		await outbox.complete(leased, 'accepted', NOW, key);
		return leased.messageId;
	}

	/** One process takes these receipts, looks for their messages and ends. */
	async function process(...taken: Parameters<Receipts['take']>[0][]) {
		const receipts = new Receipts({
			database: database(),
			now: () => NOW + 1_000,
			onError: (error) => expect.fail(String(error))
		});
		for (const receipt of taken) await receipts.take(receipt);
		receipts.wake();
		await receipts.close();
	}

	const status = async () => (await intake().calls(ANNA.id, { ids: ['a'] }))[0]?.messages[0];
	const delivery = async () => (await status())?.delivery;
	const changedAt = async () =>
		(await intake().changes(ANNA.id, 0)).changes.map((change) => change.changedAt)[0];
	const waiting = () => database().db.selectFrom('delivery_receipt').selectAll().execute();

	test('tell what became of a message that was sent, and all devices hear of it', async () => {
		await queue();
		await send('smpp M1');
		expect(await delivery()).toBeNull();
		const before = (await changedAt()) ?? NaN;
		await process(DELIVERED);
		expect(await delivery()).toEqual({
			...{ state: 'delivered', at: NOW + 1_000, said: 'DELIVRD err:000' }
		});
		expect(await changedAt()).toBeGreaterThan(before);
		expect(await waiting()).toEqual([]);
	});

	test('that come before the sending is settled wait for it', async () => {
		await queue();
		await process(DELIVERED);
		expect(await delivery()).toBeNull();
		await send('smpp M1');
		await process();
		expect(await delivery()).toMatchObject({ state: 'delivered' });
		expect(await waiting()).toEqual([]);
	});

	test('that come again change nothing', async () => {
		await queue();
		await send('smpp M1');
		await process(FAILED);
		const before = await changedAt();
		await process(FAILED);
		await process(FAILED, FAILED);
		expect(await changedAt()).toBe(before);
	});

	test.each([[[EXPIRED, DELIVERED]], [[DELIVERED, EXPIRED]]])(
		'delivered is the last word, in any order and one by one: %j',
		async (taken) => {
			await queue();
			await process(...taken);
			await send('smpp M1');
			await process();
			expect(await delivery()).toMatchObject({ state: 'delivered' });
			for (const receipt of taken) await process(receipt);
			expect(await delivery()).toMatchObject({ state: 'delivered' });
		}
	);

	test('of other providers and of nobody’s messages are no concern of this one', async () => {
		await queue();
		await send('smpp M1');
		await process({ ...DELIVERED, key: 'twilio M1' }, { ...DELIVERED, key: 'smpp M2' });
		expect(await delivery()).toBeNull();
		expect(await waiting()).toHaveLength(2);
		await process(DELIVERED);
		expect(await waiting()).toHaveLength(2);
		await database()
			.db.updateTable('delivery_receipt')
			.set({ received_at: NOW - DAY })
			.execute();
		await process({ ...DELIVERED, key: 'smpp M3' });
		expect(await waiting()).toMatchObject([{ receipt_key: 'smpp M3' }]);
	});

	test('a message that the network gave up can be sent again, as another', async () => {
		await queue();
		const first = await send('smpp M1');
		expect(await intake().retryMessage(ANNA.id, MESSAGE)).toBe(false);
		await process(FAILED);
		expect(await intake().retryMessage(ANNA.id, MESSAGE)).toBe(true);
		expect(await status()).toMatchObject({
			...{ state: 'waiting', sentAt: null, response: null, delivery: null }
		});
		expect(await intake().retryMessage(ANNA.id, MESSAGE)).toBe(false);
		// The first one's comes late, before the second is sent and after.
		await process(DELIVERED);
		expect(await delivery()).toBeNull();
		const second = await send('smpp M2');
		expect(second).not.toBe(first);
		expect(second).toMatch(/^<[\da-f-]{36}@office\.example>$/);
		await process(DELIVERED);
		expect(await delivery()).toBeNull();
		await process({ ...DELIVERED, key: 'smpp M2' });
		expect(await delivery()).toMatchObject({ state: 'delivered' });
		expect(await intake().retryMessage(ANNA.id, MESSAGE)).toBe(false);
	});
});
