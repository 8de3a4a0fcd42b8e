import { beforeEach, describe, expect, test } from 'vitest';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import type { OutgoingMessage, Sender, SendResult } from '#server/outbox/sender.ts';
import { TestMessages } from './test-messages.ts';

const ANNA = { id: 'anna', email: 'anna@office.example' };
const BEN = { id: 'ben', email: 'ben@office.example' };

let settings: Settings;
let now: number;
let outgoing: OutgoingMessage[];
let answer: SendResult;
let delivered: string[];
let messages: TestMessages;

function sender(channel: string): Sender {
	return {
		channel,
		concurrency: 1,
		async send(message) {
			outgoing.push(message);
			return answer;
		},
		close: async () => {}
	};
}

beforeEach(() => {
	settings = defaultSettings(ANNA.email);
	now = 1_790_000_000_000;
	outgoing = [];
	delivered = [];
	answer = { ok: true, response: '250 2.0.0 Ok: queued as 4F3A' };
	messages = new TestMessages({
		senders: [sender('mail'), sender('sms')],
		settings: async () => settings,
		delivered: async (channel) => void delivered.push(channel),
		now: () => now,
		systemAddress: 'anteroom@office.example',
		appUrl: 'https://anteroom.example',
		sms: { sender: 'Anteroom', anySender: true }
	});
});

describe('a test mail', () => {
	test('goes out at once, and tells the server’s own words', async () => {
		expect(await messages.send(ANNA, 'mail')).toEqual({
			ok: true,
			result: {
				delivered: true,
				recipient: ANNA.email,
				answer: '250 2.0.0 Ok: queued as 4F3A'
			}
		});
		expect(delivered).toEqual(['mail']);
		expect(outgoing).toHaveLength(1);
		expect(outgoing[0]?.messageId).toMatch(/^<[\w-]{36}@office\.example>$/);
		expect(outgoing[0]?.payload).toMatchObject({
			to: ANNA.email,
			subject: expect.stringMatching(/^Test: .*Erika Mustermann/)
		});
	});

	test('tells what went wrong', async () => {
		answer = {
			ok: false,
			permanent: false,
			error: 'Invalid login: 535 5.7.8 authentication failed'
		};
		expect(await messages.send(ANNA, 'mail')).toMatchObject({
			result: { delivered: false, answer: 'Invalid login: 535 5.7.8 authentication failed' }
		});
		expect(delivered).toEqual([]);
	});

	test('in the caller’s name comes from an address that exists', async () => {
		settings = { ...settings, email: { ...settings.email, callerAsSender: true } };
		await messages.send(ANNA, 'mail');
		expect(outgoing[0]?.payload).toMatchObject({ envelopeFrom: ANNA.email, dsnNever: true });
	});

	test('can be sent before notifications are switched on, but not without an address', async () => {
		settings = { ...settings, email: { ...settings.email, enabled: false } };
		expect(await messages.send(ANNA, 'mail')).toMatchObject({ ok: true });
		settings = { ...settings, email: { ...settings.email, address: '' } };
		expect(await messages.send(ANNA, 'mail')).toEqual({ ok: false, code: 'no-recipient' });
	});

	test('is sent five times a minute for each account, not more', async () => {
		for (let count = 1; count <= 5; count += 1) {
			expect(await messages.send(ANNA, 'mail')).toMatchObject({ ok: true });
		}
		expect(await messages.send(ANNA, 'mail')).toEqual({ ok: false, code: 'too-many-attempts' });
		expect(await messages.send(BEN, 'mail')).toMatchObject({ ok: true });
		now += 60_000;
		expect(await messages.send(ANNA, 'mail')).toMatchObject({ ok: true });
		expect(outgoing).toHaveLength(7);
	});
});

test('a test text names no stranger as its sender', async () => {
	const sms = { ...settings.sms, number: '+491713920077', callerAsSender: true };
	settings = { ...settings, sms };
	expect(await messages.send(ANNA, 'sms')).toMatchObject({ result: { recipient: sms.number } });
	expect(outgoing[0]?.payload).toMatchObject({ to: sms.number, from: sms.number });
});

test('a channel on which the installation does not send says so', async () => {
	const none = new TestMessages({
		senders: [],
		settings: async () => settings,
		delivered: async () => {},
		now: () => now,
		systemAddress: 'anteroom@office.example',
		appUrl: ''
	});
	expect(none.channels).toEqual([]);
	expect(await none.send(ANNA, 'mail')).toEqual({ ok: false, code: 'no-sender' });
});
