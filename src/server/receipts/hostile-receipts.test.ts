import { beforeEach, expect, test } from 'vitest';
import { describeOnEachDatabase } from '#server/database/test-databases.ts';
import { SMS_PROVIDERS } from '#server/senders/sms-providers.ts';
import { ReceiptCallbacks } from './receipt-callbacks.ts';
import { Receipts } from './receipts.ts';

const SECRET = 'a-secret-that-nobody-can-guess-01';

/** Whoever has learnt the address can send anything to it, and a provider passes on what networks say. */
describeOnEachDatabase('a receipt that carries hostile text', (database) => {
	beforeEach(() => database().db.deleteFrom('delivery_receipt').execute());

	async function receive(values: unknown) {
		const format = SMS_PROVIDERS.twilio.api.receipts;
		if (!format) throw new Error('a preset without receipts');
		const failures: unknown[] = [];
		const onError = (error: unknown) => failures.push(error);
		const receipts = new Receipts({ database: database(), now: () => 1, onError });
		const parts = { receipts, provider: 'twilio', format, secret: SECRET };
		const answer = await new ReceiptCallbacks(parts).receive(SECRET, values);
		await receipts.close();
		expect(failures).toEqual([]);
		const kept = await database().db.selectFrom('delivery_receipt').selectAll().execute();
		return { answer, kept };
	}

	test.each<[string, unknown]>([
		['NUL', 'SM\u00001'],
		['two lines', 'SM1\r\nSM2'],
		['10 kB', 'x'.repeat(10_240)],
		['a list', ['SM1']],
		['an object', { toString: 'SM1' }],
		['nothing', '']
	])('as its id is refused: %s', async (_, MessageSid) => {
		const { answer, kept } = await receive({ MessageSid, MessageStatus: 'delivered' });
		expect(answer).toBe('invalid-body');
		expect(kept).toEqual([]);
	});

	test.each<[string, string]>([
		['quotes and SQL', `SM1'; delete from "outbox"; --`],
		['HTML', '<script>alert(1)</script>'],
		['directions', '\u202eSM1'],
		['a half character', 'SM\ud800'],
		['wildcards', '%']
	])('as its id names no message but that one: %s', async (_, MessageSid) => {
		const { answer, kept } = await receive({ MessageSid, MessageStatus: 'delivered' });
		expect(answer).toBe('stored');
		expect(kept).toMatchObject([{ receipt_key: `twilio ${MessageSid.toWellFormed()}` }]);
	});

	test('as its reason keeps one short line', async () => {
		const ErrorCode = `3\r\n\u0000\u202e\u2066\ud800<b>{{ caller }}</b> ${'x'.repeat(150)}`;
		const { answer, kept } = await receive({
			...{ MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode }
		});
		expect(answer).toBe('stored');
		const [receipt] = kept;
		expect(receipt?.said).toContain('undelivered 3');
		expect(receipt?.said.length).toBeLessThanOrEqual(100);
		expect(receipt?.said).not.toMatch(/[\p{Cc}\u202e\u2066\p{Cs}]/u);
	});

	test.each(['constructor', 'toString', '__proto__', 'delivered\r\nfailed', '<b>delivered</b>'])(
		'as its status ends nothing: %j',
		async (MessageStatus) => {
			const { answer, kept } = await receive({ MessageSid: 'SM1', MessageStatus });
			expect({ answer, kept }).toEqual({ answer: 'stored', kept: [] });
		}
	);
});
