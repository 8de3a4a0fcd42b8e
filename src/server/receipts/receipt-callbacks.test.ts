import { describe, expect, test } from 'vitest';
import { SMS_PROVIDERS } from '#server/senders/sms-providers.ts';
import { ReceiptCallbacks, readReceipt } from './receipt-callbacks.ts';
import type { Receipt } from './receipts.ts';

/** Callbacks by the providers' documentation, for one status. */
const CALLBACKS = {
	twilio: (MessageStatus: string) => ({
		...{ MessageSid: 'SM1', SmsSid: 'SM1', MessageStatus, AccountSid: 'AC1', ErrorCode: '30003' }
	}),
	vonage: (status: string) => ({
		...{ msisdn: '491713920099', to: 'Anteroom', 'network-code': '26201', messageId: 'SM1' },
		...{ status, 'err-code': '6', scts: '2603111000', 'message-timestamp': '2026-03-11 10:00:00' }
	}),
	seven: (status: string) => ({
		webhook_event: 'dlr',
		webhook_timestamp: '2026-03-11 10:00:00',
		data: { msg_id: 'SM1', status, timestamp: '2026-03-11 10:00:00' }
	}),
	bird: (status: string) => ({
		...{ id: 'SM1', reference: '5f1d', recipient: '491713920099', status },
		...{ statusDatetime: '2026-03-11T10:00:00+00:00', statusErrorCode: '5' }
	}),
	sinch: (status: string) => ({
		...{ type: 'recipient_delivery_report_sms', batch_id: 'SM1', recipient: '491713920099' },
		...{ code: 401, status, at: '2026-03-11T10:00:00.000Z' }
	})
};

describe.each(Object.entries(CALLBACKS))('%s', (name, callback) => {
	const { receipts: format } = SMS_PROVIDERS[name as keyof typeof CALLBACKS].api;
	if (!format) throw new Error('a preset without receipts');
	const { delivered, expired, failed } = format.ends;

	test.each([
		...delivered.map((word) => [word, 'delivered'] as const),
		...expired.map((word) => [word, 'expired'] as const),
		...failed.map((word) => [word, 'failed'] as const)
	])('%s is %s', (word, delivery) => {
		expect(readReceipt(name, format, callback(word))).toMatchObject({
			...{ key: `${name} SM1`, delivery, said: expect.stringMatching(`^${word}`) }
		});
	});

	test.each(['queued', 'sent', 'accepted', 'buffered', 'Dispatched', 'UNKNOWN', 'x'.repeat(200)])(
		'%s ends nothing',
		(word) => expect(readReceipt(name, format, callback(word))).toBeUndefined()
	);
});

test('the network’s reason is said, where there is one', () => {
	const { receipts } = SMS_PROVIDERS.twilio.api;
	if (!receipts) throw new Error('a preset without receipts');
	const callback = CALLBACKS.twilio('undelivered');
	expect(readReceipt('twilio', receipts, callback)).toMatchObject({ said: 'undelivered 30003' });
	for (const ErrorCode of ['', null, undefined]) {
		const without = { ...callback, ErrorCode };
		expect(readReceipt('twilio', receipts, without)).toMatchObject({ said: 'undelivered' });
	}
});

describe('whoever calls', () => {
	const secret = 'a-secret-that-nobody-can-guess-01';
	const format = SMS_PROVIDERS.twilio.api.receipts;
	if (!format) throw new Error('a preset without receipts');
	const made = () => {
		const taken: Receipt[] = [];
		const take = async (receipt: Receipt) => void taken.push(receipt);
		const callbacks = new ReceiptCallbacks({
			...{ receipts: { take }, provider: 'twilio', format, secret }
		});
		return { callbacks, taken };
	};

	test.each(['', 'x', secret.slice(1), `${secret}x`, secret.toUpperCase()])(
		'without the secret (%j) stores nothing',
		async (wrong) => {
			const { callbacks, taken } = made();
			expect(await callbacks.receive(wrong, CALLBACKS.twilio('delivered'))).toBe('unknown');
			expect(taken).toEqual([]);
		}
	);

	test('with the secret stores what ends a message, and takes the rest quietly', async () => {
		const { callbacks, taken } = made();
		expect(await callbacks.receive(secret, CALLBACKS.twilio('sent'))).toBe('stored');
		expect(await callbacks.receive(secret, CALLBACKS.twilio('delivered'))).toBe('stored');
		expect(taken).toMatchObject([{ key: 'twilio SM1', delivery: 'delivered' }]);
	});

	test.each<[string, unknown]>([
		['nothing', undefined],
		['text', 'MessageSid=SM1'],
		['no id', { MessageStatus: 'delivered' }],
		['an empty id', { MessageSid: '', MessageStatus: 'delivered' }],
		['an id without end', { MessageSid: 'x'.repeat(10_000), MessageStatus: 'delivered' }],
		['a list of ids', { MessageSid: ['SM1'], MessageStatus: 'delivered' }],
		['a status that is no word', { MessageSid: 'SM1', MessageStatus: { delivered: true } }],
		['inherited members', JSON.parse('{"__proto__":{"MessageSid":"SM1","MessageStatus":"sent"}}')]
	])('is refused with %s', async (_, values) => {
		const { callbacks, taken } = made();
		expect(await callbacks.receive(secret, values)).toBe('invalid-body');
		expect(taken).toEqual([]);
	});
});
