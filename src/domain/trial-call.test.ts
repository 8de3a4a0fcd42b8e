import { expect, test } from 'vitest';
import { HotlineIndex } from './hotline-index.ts';
import { greetings } from './hotline.ts';
import { hotlineSample, PLAN, SETTINGS } from './sample-calls.ts';
import { tryCall } from './trial-call.ts';

const HOTLINES = [
	hotlineSample({
		numbers: ['030 23125-1*'],
		greeting: { de: greetings('Praxis {{ called.number }}'), en: greetings() }
	}),
	hotlineSample({ id: 'north', company: 'Nordlicht', divertingNumbers: ['040 66969 300'] })
];
const facts = {
	settings: SETTINGS,
	hotlines: new HotlineIndex(HOTLINES, PLAN),
	user: { name: 'Anna' },
	sipDomain: 'pbx.example',
	now: Date.UTC(2026, 4, 12, 10)
};

test('a number reaches a hotline by one of its entries, and is greeted', () => {
	expect(tryCall(' 0049 30 23125 177 ', facts)).toMatchObject({
		called: { number: { e164: '+493023125177' }, source: 'none' },
		match: { hotline: { id: 'weber' }, entry: '030 23125-1*', by: 'called' },
		greeting: { text: 'Praxis 030 23125177', source: 'hotline' },
		isInternal: false
	});
});

test('an INVITE says which header won, whom it was forwarded from and who calls', () => {
	const invite = [
		'INVITE sip:k7f3d2@192.0.2.7 SIP/2.0',
		'From: "Erika" <sip:+491713920010@trunk.example>;tag=1',
		't: <sip:999@pbx.example>',
		'Diversion: <sip:+494066969300@client.example>'
	].join('\r\n');
	expect(tryCall(invite, facts)).toMatchObject({
		called: {
			header: 'Diversion',
			source: 'diversion',
			divertedFrom: [{ e164: '+494066969300' }]
		},
		caller: { kind: 'number', displayName: 'Erika', number: { e164: '+491713920010' } },
		match: { hotline: { id: 'north' }, by: 'diverting', entry: '040 66969 300' },
		greeting: { text: 'Nordlicht, mein Name ist Anna, guten Tag.', source: 'built-in' }
	});
});

test('a withheld caller stays withheld, an internal one is named so', () => {
	const withheld =
		'From: <sip:+491713920010@trunk.example>\nPrivacy: id\nTo: <sip:100@pbx.example>';
	expect(tryCall(withheld, facts)?.caller).toEqual({ kind: 'withheld' });
	expect(tryCall('From: <sip:101@pbx.example>\nTo: <sip:100@pbx.example>', facts)).toMatchObject({
		isInternal: true
	});
});

test('without a hotline the built-in greeting stands there; nonsense is nothing', () => {
	const unknown = tryCall('+49 89 99998 123', facts);
	expect(unknown?.match).toBeUndefined();
	expect(unknown?.greeting).toEqual({ text: 'Anna, guten Tag.', source: 'built-in' });
	expect(tryCall('call me', facts)).toBeUndefined();
	expect(tryCall('', facts)).toBeUndefined();
});
