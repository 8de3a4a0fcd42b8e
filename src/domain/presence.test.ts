import { expect, test } from 'vitest';
import { UNTIL_ENDED } from './do-not-disturb.ts';
import { ownPresence, presenceDocument } from './presence.ts';
import { defaultSettings } from './settings.ts';

const NOW = Date.parse('2026-03-11T10:00:00Z');
const settings = defaultSettings('anna@office.example');

test('nothing is told unless the person has allowed it', () => {
	expect(ownPresence(settings, true, NOW)).toBeUndefined();
});

test('a conversation and the wish for quiet are told, the latter until it ends', () => {
	const told = { ...settings, tellPresence: true };
	expect(ownPresence(told, false, NOW)).toEqual({ isOnThePhone: false, isQuiet: false });
	expect(ownPresence(told, true, NOW)).toEqual({ isOnThePhone: true, isQuiet: false });
	const quiet = { ...told, doNotDisturbUntil: UNTIL_ENDED };
	expect(ownPresence(quiet, true, NOW)).toEqual({ isOnThePhone: true, isQuiet: true });
	expect(ownPresence({ ...told, doNotDisturbUntil: NOW }, false, NOW)?.isQuiet).toBe(false);
});

test.each([
	[false, false, []],
	[true, false, ['on-the-phone']],
	[false, true, ['busy']],
	[true, true, ['on-the-phone', 'busy']]
])('on the phone %s, quiet %s: the activities %j', (isOnThePhone, isQuiet, activities) => {
	const document = presenceDocument({ isOnThePhone, isQuiet }, 'sip:anna@pbx.example', 'x');
	expect(document).toContain('<basic>open</basic>');
	expect([...document.matchAll(/<rpid:([\w-]+)\/>/g)].map(([, name]) => name)).toEqual(activities);
	expect(document.includes('dm:person')).toBe(activities.length > 0);
});

test('what a SIP user may be called does not break the document', () => {
	const document = presenceDocument(
		{ isOnThePhone: false, isQuiet: false },
		`sip:a&b"<c>@pbx.example`,
		'x'
	);
	expect(document).toContain('entity="sip:a&amp;b&quot;&lt;c&gt;@pbx.example"');
});
