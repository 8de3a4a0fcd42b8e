import { expect, test } from 'vitest';
import { fittingAnswer } from './answer-direction.ts';

const answer = (...attributes: string[]) =>
	['v=0', 's=-', 'm=audio 4000 RTP/AVP 8', ...attributes, ''].join('\r\n');

test.each([
	['sendrecv', 'sendrecv'],
	['sendrecv', 'sendonly'],
	['sendrecv', 'inactive'],
	['sendonly', 'recvonly'],
	['sendonly', 'inactive'],
	['recvonly', 'sendonly'],
	['inactive', 'inactive']
] as const)('to %s, %s is an answer as it is', (offered, direction) => {
	const sdp = answer('a=ptime:20', `a=${direction}`);
	expect(fittingAnswer(sdp, offered)).toBe(sdp);
});

test.each([
	['sendonly', 'sendrecv', 'recvonly'],
	['sendonly', 'sendonly', 'inactive'],
	['recvonly', 'sendrecv', 'sendonly'],
	['inactive', 'sendrecv', 'inactive'],
	['inactive', 'recvonly', 'inactive']
] as const)('to %s, %s can only mean %s', (offered, direction, meant) => {
	expect(fittingAnswer(answer(`a=${direction}`, 'a=ptime:20'), offered)).toBe(
		answer(`a=${meant}`, 'a=ptime:20')
	);
});

test('an answer that says nothing means sendrecv, and to a hold recvonly', () => {
	expect(fittingAnswer(answer('a=ptime:20'), 'sendrecv')).toBe(answer('a=ptime:20'));
	expect(fittingAnswer(answer('a=ptime:20'), 'sendonly')).toBe(answer('a=ptime:20', 'a=recvonly'));
});
