import type { Invitation } from 'sip.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallEvent } from '#domain/call.ts';
import type { DialogElement } from '#domain/dialog-info.ts';
import { defaultSettings } from '#domain/settings.ts';
import { pickedUpParties } from './call-parties.ts';
import { PickUp } from './pick-up.ts';
import type { SipCall } from './sip-call.ts';

const DIALOG: DialogElement = {
	id: '1',
	state: 'early',
	direction: 'recipient',
	callId: 'their-call',
	localTag: 'ben',
	remoteTag: 'erika',
	remoteName: 'Erika "Eri" Mustermann',
	remoteIdentity: 'sip:+493023125010@pbx.example',
	remoteTarget: 'sip:trunk@192.0.2.7'
};
const SETTINGS = defaultSettings('anna@demo.example', {
	...{ locale: 'en', timeZone: 'Europe/Berlin', country: 'DE' }
});

let call: { onEvent: (event: CallEvent) => void; hungUp: number };
let answer: (answer: IncomingResponseMessage) => void;
let said: string[];
let pickUp: PickUp;

beforeEach(() => {
	vi.useFakeTimers();
	said = [];
	const made = {
		onEvent: () => {},
		hungUp: 0,
		invite: (answered: typeof answer) => (answer = answered),
		hangUp: () => (made.hungUp += 1)
	};
	call = made;
	pickUp = new PickUp({
		dialog: DIALOG,
		call: made as unknown as SipCall,
		taken: async () => {
			said.push('taken');
			call.onEvent = ({ type }) => said.push(type);
		},
		failed: () => said.push('failed')
	});
});

afterEach(() => vi.useRealTimers());

const answerOf = (headers: Record<string, string> = {}) =>
	({
		callId: 'our-call',
		getHeaders: (name: string) => [headers[name] ?? []].flat()
	}) as unknown as IncomingResponseMessage;
const invitation = (callId: string, fromTag: string) =>
	({ request: { callId, fromTag } }) as unknown as Invitation;
const refused = (status: number) =>
	call.onEvent({ type: 'ended', at: 0, cause: { kind: 'refused', status, reasons: [] } });

test('a PBX that answers has given us the call; what came before is told afterwards', async () => {
	call.onEvent({ type: 'progress', at: 0 });
	call.onEvent({ type: 'connected', at: 1 });
	answer(answerOf());
	await vi.advanceTimersByTimeAsync(0);
	expect(said).toEqual(['taken', 'connected']);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(call.hungUp).toBe(0);
});

test('a PBX that lets the call ring here ends what was asked; only that very call is taken', () => {
	refused(487);
	expect(said).toEqual([]);
	expect(pickUp.takes(invitation('their-call', 'somebody-else'))).toBe(false);
	expect(pickUp.takes(invitation('another-call', 'erika'))).toBe(false);
	expect(pickUp.takes(invitation('their-call', 'erika'))).toBe(true);
	expect(pickUp.takes(invitation('their-call', 'erika'))).toBe(false);
});

test.each([481, 486, 403])(
	'a call that is not given (%i) has failed, and is not taken later',
	(status) => {
		refused(status);
		expect(said).toEqual(['failed']);
		expect(pickUp.takes(invitation('their-call', 'erika'))).toBe(false);
	}
);

test('a PBX that does not answer, or does not send the call, is given up', async () => {
	await vi.advanceTimersByTimeAsync(10_000);
	expect(said).toEqual(['failed']);
	expect(call.hungUp).toBe(1);
});

test('who calls is what the line’s PBX said, or what its answer says; called is the line', () => {
	const line = { number: '0302312520', domain: 'pbx.example' };
	expect(pickedUpParties(DIALOG, answerOf(), line, SETTINGS, 5)).toMatchObject({
		...{ callId: 'our-call', startedAt: 5, direction: 'incoming' },
		caller: { displayName: 'Erika Eri Mustermann', number: { e164: '+493023125010' } },
		called: { source: 'to', number: { e164: '+49302312520' } }
	});
	const asserted = answerOf({ 'P-Asserted-Identity': '<sip:+493023125011@pbx.example>' });
	expect(pickedUpParties(DIALOG, asserted, line, SETTINGS, 5).caller).toMatchObject({
		...{ source: 'p-asserted-identity', number: { e164: '+493023125011' } }
	});
	const withheld = answerOf({ Privacy: 'id' });
	expect(pickedUpParties(DIALOG, withheld, line, SETTINGS, 5).caller).toEqual({ kind: 'withheld' });
});
