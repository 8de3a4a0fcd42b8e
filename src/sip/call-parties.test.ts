import type { Invitation } from 'sip.js';
import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { invitationParties } from './call-parties.ts';

const NOW = Date.parse('2026-03-11T10:00:00Z');

/** What of an invitation is read: its request's line and header fields. */
function invitation(fields: Record<string, string[]>): Invitation {
	const byName = new Map(
		Object.entries(fields).map(([name, values]) => [name.toLowerCase(), values])
	);
	return {
		request: {
			callId: 'call-1@pbx.example',
			ruri: { toString: () => 'sip:k3j2h1@abc.invalid;transport=ws' },
			getHeaders: (name: string) => byName.get(name.toLowerCase()) ?? []
		}
	} as unknown as Invitation;
}

function parties(fields: Record<string, string[]>, differences: Partial<Settings> = {}) {
	const settings = { ...defaultSettings('anna@demo.example'), ...differences };
	return invitationParties(invitation(fields), settings, 'id-1', NOW);
}

const FROM = { From: ['"Erika" <sip:+493023125010@pbx.example>;tag=1'] };

test('who calls, which number was dialled, and the call’s ids', () => {
	expect(
		parties({ ...FROM, To: ['<sip:anna@pbx.example>'], 'X-Hotline': ['+493023125100'] })
	).toMatchObject({
		id: 'id-1',
		callId: 'call-1@pbx.example',
		startedAt: NOW,
		direction: 'incoming',
		caller: { kind: 'number', number: { e164: '+493023125010' }, displayName: 'Erika' },
		called: { number: { e164: '+493023125100' }, source: 'header', header: 'X-Hotline' }
	});
});

test('every value of a repeated header field counts: the oldest diversion is the bottom-most', () => {
	const { called } = parties({
		...FROM,
		To: ['<sip:anna@pbx.example>'],
		Diversion: ['<sip:+493023125205@pbx.example>', '<sip:+493023125100@pbx.example>']
	});
	expect(called).toMatchObject({ number: { e164: '+493023125100' }, source: 'diversion' });
});

test('a withheld caller leaves no trace, whatever the trunk passes', () => {
	const found = parties({
		From: ['"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1'],
		'P-Asserted-Identity': ['<sip:+493023125010@pbx.example>'],
		Privacy: ['id']
	});
	expect(found.caller).toEqual({ kind: 'withheld' });
	expect(JSON.stringify(found)).not.toContain('23125010');
});

test('without a configured header the PBX says nothing of internal calls', () => {
	expect(parties({ ...FROM, 'X-Internal': ['1'] })).not.toHaveProperty('markedInternal');
});

test.each([
	['1', true],
	['yes', true],
	['internal', true],
	['0', false],
	['no', false],
	[' False ', false],
	['external', false]
])('an internal header of %j marks the call internal: %s', (value, internal) => {
	const found = parties({ ...FROM, 'X-Internal': [value] }, { internalHeader: 'X-Internal' });
	expect(found.markedInternal).toBe(internal);
});

test('an internal header that is absent says nothing', () => {
	expect(parties(FROM, { internalHeader: 'X-Internal' })).not.toHaveProperty('markedInternal');
});
