import { expect, test } from 'vitest';
import { readMessageSummary } from './message-summary.ts';

const DOMAIN = 'pbx.example';
const read = (...lines: string[]) => readMessageSummary(lines.join('\r\n'), DOMAIN);

test('RFC 3842’s own example is read', () => {
	const summary = read(
		'Messages-Waiting: yes',
		'Message-Account: sip:alice@vmail.example',
		'Voice-Message: 4/8 (1/2)'
	);
	expect(summary).toEqual({ isWaiting: true, unheard: 4, urgent: 1, account: undefined });
});

test('what a PBX says less is not made up', () => {
	expect(read('Messages-Waiting: no')).toEqual({
		...{ isWaiting: false, unheard: undefined, urgent: 0, account: undefined }
	});
	expect(read('messages-waiting:YES', 'voice-message:2/0')).toMatchObject({
		...{ isWaiting: true, unheard: 2 }
	});
});

test.each([
	['sip:*97@pbx.example', '*97'],
	['sips:box@PBX.example;transport=tcp', 'box'],
	['sip:box@evil.example', undefined],
	['tel:+4990012345', undefined],
	['sip:<script>@pbx.example', undefined]
])('of %s %s is called', (address, account) => {
	expect(read('Messages-Waiting: yes', `Message-Account: ${address}`)?.account).toBe(account);
});

test.each(['', 'Voice-Message: 2/0', 'Messages-Waiting: perhaps', '<xml/>', '\0'])(
	'%j says nothing',
	(body) => {
		expect(readMessageSummary(body, DOMAIN)).toBeUndefined();
	}
);

test('numbers that no box has are kept in bounds', () => {
	expect(read('Messages-Waiting: yes', 'Voice-Message: 999999999/0')?.unheard).toBe(9_999);
	expect(read('Messages-Waiting: yes', `Voice-Message: ${'9'.repeat(400)}/0`)?.unheard).toBe(
		undefined
	);
});
