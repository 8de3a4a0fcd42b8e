import { expect, test } from 'vitest';
import { decideDescribed, type CallDescription } from './described-call.ts';
import type { Exception } from './notification-rules.ts';
import { SETTINGS } from './sample-calls.ts';

const START = Date.UTC(2026, 4, 12, 8, 30);
const HOUR = 3_600_000;

const CALL: CallDescription = {
	caller: 'number',
	number: '0171 3920010',
	isKnown: true,
	outcome: 'missed',
	ringMs: 12_000,
	startedAt: START,
	lastNotifiedAt: undefined,
	lastActiveAt: undefined
};

const matching = (change: Partial<CallDescription>, settings = SETTINGS) =>
	decideDescribed({ ...CALL, ...change }, settings, 'pbx.example')
		?.verdicts.filter(({ matches }) => matches)
		.map(({ exception }) => exception);

const rows: [string, Partial<CallDescription>, Exception[]][] = [
	['a known caller', {}, []],
	['an unknown one', { isKnown: false }, ['noContact']],
	['a withheld number', { caller: 'withheld', number: '' }, ['withheld', 'noContact']],
	['no number', { caller: 'unavailable' }, ['noContact']],
	['an extension', { number: '123' }, ['internal']],
	['a user of the own domain', { number: 'door@PBX.example' }, ['internal']],
	['a user of another', { number: 'door@other.example' }, []],
	['a short ring', { ringMs: 1_999 }, ['shortRing']],
	[
		'notified an hour ago',
		{ lastNotifiedAt: START - HOUR },
		['repeatedSameDay', 'repeatedWithoutLogin']
	],
	[
		'notified an hour ago, active since',
		{ lastNotifiedAt: START - HOUR, lastActiveAt: START - HOUR + 1 },
		['repeatedSameDay']
	],
	[
		'notified yesterday, away since',
		{ lastNotifiedAt: START - 24 * HOUR, lastActiveAt: START - 25 * HOUR },
		['repeatedWithoutLogin']
	]
];
test.each(rows)('%s', (_, change, expected) => expect(matching(change)).toEqual(expected));

test('numbers are read by the settings’ numbering plan', () => {
	const listed = { ...SETTINGS, exceptions: { ...SETTINGS.exceptions, list: ['+4930555123'] } };
	expect(matching({ number: '555123' }, listed)).toEqual(['listed']);
});

test.each([
	['no number', { number: '' }],
	['text', { number: 'nobody' }],
	['two addresses', { number: 'a@b@c' }],
	['no ring time', { ringMs: Number.NaN }],
	['no time', { startedAt: Number.NaN }]
])('decides nothing with %s', (_, change) => {
	expect(decideDescribed({ ...CALL, ...change }, SETTINGS, 'pbx.example')).toBeUndefined();
});

test('says whether it notifies', () => {
	expect(decideDescribed(CALL, SETTINGS, '')?.notify).toBe(true);
	expect(decideDescribed({ ...CALL, ringMs: 500 }, SETTINGS, '')?.notify).toBe(false);
	expect(decideDescribed({ ...CALL, outcome: 'declined' }, SETTINGS, '')).toMatchObject({
		notify: false,
		notUnanswered: 'declined'
	});
});
