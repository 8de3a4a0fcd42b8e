import { Invitation, Inviter, SessionState, type Session } from 'sip.js';
import { expect, test } from 'vitest';
import { replacedSession } from './replaced-session.ts';

const called = inOwnWords(Inviter, SessionState.Established, ['one@ours', 'our-1', 'their-1']);
const calling = inOwnWords(Invitation, SessionState.Established, [
	'two@theirs',
	'our-2',
	'their-2'
]);
const being = inOwnWords(Inviter, SessionState.Establishing, ['three@ours', 'our-3', 'their-3']);
const ringing = inOwnWords(Invitation, SessionState.Initial, ['four@theirs', 'our-4', 'their-4']);
const sessions = [called, calling, being, ringing];

test('an INVITE without Replaces asks for nothing', () => {
	expect(replacedSession(invitation(), sessions)).toBeUndefined();
});

test('a call that is connected can be taken over, whoever has begun it, and one that we are making', () => {
	expect(asked('one@ours;to-tag=our-1;from-tag=their-1')).toBe(called);
	expect(asked('two@theirs;to-tag=our-2;from-tag=their-2')).toBe(calling);
	expect(asked('three@ours;to-tag=our-3;from-tag=their-3')).toBe(being);
	expect(asked('three@ours;to-tag=our-3;from-tag=their-3;early-only')).toBe(being);
});

test('who wanted it only as long as it rang learns that it is answered', () => {
	expect(asked('one@ours;to-tag=our-1;from-tag=their-1;early-only')).toBe(486);
});

test.each([
	// A call that rings here is answered here, by a person.
	'four@theirs;to-tag=our-4;from-tag=their-4',
	'one@ours;to-tag=our-1;from-tag=guessed',
	'one@ours;to-tag=guessed;from-tag=their-1',
	'one@ours;to-tag=their-1;from-tag=our-1',
	'other@ours;to-tag=our-1;from-tag=their-1',
	'three@ours;to-tag=our-3;from-tag=guessed',
	// The same letters, parted elsewhere.
	'three@oursour;to-tag=-3their;from-tag=-3',
	'three@ours;to-tag=our-3their;from-tag=-3'
])('%s is no call of ours', (header) => {
	expect(asked(header)).toBe(481);
});

test('what is malformed, or said twice, is refused as that', () => {
	const right = 'one@ours;to-tag=our-1;from-tag=their-1';
	expect(asked('one@ours')).toBe(400);
	expect(replacedSession(invitation(right, right), sessions)).toBe(400);
});

function asked(header: string) {
	return replacedSession(invitation(header), sessions);
}

function invitation(...headers: string[]): Invitation {
	return { request: { getHeaders: () => headers } } as unknown as Invitation;
}

function inOwnWords(
	kind: typeof Inviter | typeof Invitation,
	state: SessionState,
	[callId, localTag, remoteTag]: [string, string, string]
): Session {
	const isConfirmed = state === SessionState.Established;
	const dialogs = new Map([[callId + localTag + remoteTag, {}]]);
	return Object.create(kind.prototype as object, {
		state: { value: state },
		dialog: { value: isConfirmed ? { callId, localTag, remoteTag } : undefined },
		request: { value: { callId, fromTag: kind === Inviter ? localTag : remoteTag } },
		userAgent: { value: { userAgentCore: { dialogs } } }
	}) as Session;
}
