import { expect, test } from 'vitest';
import { readSmppReceipt } from './sms-smpp-receipt.ts';

const text = (stat: string) =>
	`id:0123456789 sub:001 dlvrd:001 submit date:2603111000 done date:2603111001 stat:${stat} err:000 text:Missed call`;
const receipt = (change: object = {}) => ({
	esm_class: 4,
	short_message: { message: text('DELIVRD') },
	...change
});

test.each([
	['DELIVRD', 'delivered'],
	['EXPIRED', 'expired'],
	['DELETED', 'failed'],
	['UNDELIV', 'failed'],
	['REJECTD', 'failed']
])('the text of appendix B with %s says %s', (stat, delivery) => {
	const pdu = receipt({ short_message: { message: text(stat) } });
	const key = 'smpp 0123456789';
	expect(readSmppReceipt(pdu)).toEqual({ key, delivery, said: `${stat} err:000` });
});

test.each([
	[2, 'delivered'],
	[3, 'expired'],
	[4, 'failed'],
	[5, 'failed'],
	[8, 'failed']
])('optional parameters count more than the text: state %i is %s', (message_state, delivery) => {
	const pdu = receipt({ receipted_message_id: 'M1', message_state });
	expect(readSmppReceipt(pdu)).toMatchObject({ key: 'smpp M1', delivery });
	const bare = { esm_class: 4, receipted_message_id: 'M1', message_state };
	expect(readSmppReceipt(bare)).toMatchObject({ said: `message_state ${message_state}` });
});

test.each([
	['a message that somebody sent', receipt({ esm_class: 0 })],
	['a notification of another kind', receipt({ esm_class: 0x20 })],
	['a message that is on its way', receipt({ short_message: { message: text('ENROUTE') } })],
	['a message that was accepted', receipt({ message_state: 6 })],
	['a state that nobody knows', receipt({ message_state: 250 })],
	['no id', receipt({ short_message: { message: 'stat:DELIVRD' } })],
	[
		'an id that only the text has',
		receipt({ short_message: { message: 'text:id:1 stat:DELIVRD' } })
	],
	[
		'an id with a control character',
		receipt({ short_message: { message: 'id:a\u0000b stat:DELIVRD' } })
	],
	['no text', { esm_class: 4 }],
	['octets for a text', receipt({ short_message: { message: Buffer.from(text('DELIVRD')) } })],
	['no PDU', undefined]
])('nothing is read from %s', (_, pdu) => {
	expect(readSmppReceipt(pdu)).toBeUndefined();
});

test('what it says is one clean line', () => {
	const message = 'id:M1 stat:UNDELIV err:\u202e\u0007x text:';
	expect(readSmppReceipt({ esm_class: 4, short_message: { message } })?.said).toBe(
		'UNDELIV err: x'
	);
});
