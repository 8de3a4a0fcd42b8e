import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
	defaultSettings,
	isLinkPrefix,
	readSettings,
	settingsSchema,
	type Settings
} from './settings.ts';

describe('the defaults', () => {
	test('are valid, in both languages, with and without address', () => {
		for (const locale of ['de', 'en'] as const) {
			for (const address of ['', 'anna@office.example']) {
				const settings = defaultSettings(address, {
					locale,
					timeZone: 'Europe/Vienna',
					country: 'AT'
				});
				expect(v.parse(settingsSchema, settings)).toEqual(settings);
			}
		}
	});

	test('are what the product promises', () => {
		expect(defaultSettings('anna@office.example')).toMatchObject({
			unanswered: { declined: false, voicemail: true, graceMs: 5_000, autoProcessed: true },
			email: { enabled: true, callerAsSender: false, vcard: '3.0', linkPrefix: 'tel:' },
			exceptions: { shortRingMs: 2_000 },
			calledNumber: { headers: ['X-Hotline', 'X-Called-Number'] }
		});
	});

	test('are made anew each time', () => {
		defaultSettings('').exceptions.list.push('100');
		expect(defaultSettings('').exceptions.list).toEqual([]);
	});
});

describe('the prefix of telephony links', () => {
	test.each(['', 'tel:', 'phone:', 'callto:', 'a:', 'sip:', 'SIP:', 'x-a+b.c9:', 'ninechars:'])(
		'"%s" is one',
		(prefix) => expect(isLinkPrefix(prefix)).toBe(true)
	);

	test.each([
		'data:',
		'file:',
		'blob:',
		'vbscript:',
		'javascript:',
		'DATA:',
		'JavaScript:',
		'VbScript:',
		'tel',
		':',
		'tenletters:',
		'1tel:',
		'-tel:',
		't l:',
		' tel:',
		'tel: ',
		'tel:\n',
		'java\nscript:',
		'tel::',
		'tel:x',
		'"><b>:',
		'tél:'
	])('"%s" is refused', (prefix) => expect(isLinkPrefix(prefix)).toBe(false));
});

describe('settings', () => {
	const settings = defaultSettings('anna@office.example');
	const valid = (part: { [Key in keyof Settings]?: Partial<Settings[Key]> }) => {
		const changed = Object.entries(part).map(([key, value]) => {
			const before = settings[key as keyof Settings];
			return [
				key,
				typeof before === 'object' && !Array.isArray(before)
					? { ...before, ...(value as object) }
					: value
			];
		});
		return readSettings({ ...settings, ...Object.fromEntries(changed) }).success;
	};

	test('refuse what would silently do nothing or too much', () => {
		expect(valid({ timeZone: 'Europe/Atlantis' } as Partial<Settings>)).toBe(false);
		expect(valid({ unanswered: { graceMs: 120_001 } })).toBe(false);
		expect(valid({ unanswered: { graceMs: -1 } })).toBe(false);
		expect(valid({ email: { address: 'a@b.example, c@d.example' } })).toBe(false);
		expect(valid({ email: { address: 'a@b.example\r\nBcc: c@d.example' } })).toBe(false);
		expect(valid({ email: { linkPrefix: 'javascript:' } })).toBe(false);
		expect(valid({ calledNumber: { order: [] } })).toBe(false);
		expect(valid({ calledNumber: { headers: ['X Y'] } })).toBe(false);
		expect(valid({ exceptions: { list: [''] } })).toBe(false);
		expect(valid({ numbering: { mainNumber: '0711' } })).toBe(false);
		expect(valid({ actions: { schemes: ['javascript'] } })).toBe(false);
	});

	test('accept what is meant', () => {
		expect(valid({ unanswered: { graceMs: 0 } })).toBe(true);
		expect(valid({ unanswered: { graceMs: 120_000 } })).toBe(true);
		expect(valid({ email: { address: '' } })).toBe(true);
		expect(valid({ timeZone: 'America/New_York' } as Partial<Settings>)).toBe(true);
		expect(valid({ calledNumber: { order: ['to'], headers: ['P-Dialled'] } })).toBe(true);
	});

	test.each([
		['100', '199', true],
		['100', '100', true],
		['0070', '0079', true],
		['200', '199', false],
		['1', '199', false],
		['a', 'b', false]
	])('an extension range from %s to %s: %s', (from, to, accepted) => {
		expect(valid({ extensionRanges: [{ from, to }] } as Partial<Settings>)).toBe(accepted);
	});

	test('of an unknown version are told, not reset', () => {
		expect(readSettings({ ...settings, version: 99 }).success).toBe(false);
		expect(readSettings(null).success).toBe(false);
		expect(readSettings('{}').success).toBe(false);
	});
});

describe('settings of an older version', () => {
	const { sms, templates, calledContact, actions, doNotDisturbUntil, ...rest } =
		defaultSettings('anna@office.example');
	const { speedDials, forwarding, tellPresence, ...known } = rest;
	const first = { ...known, version: 1, email: { ...known.email, linkPrefix: 'phone:' } };

	test('are brought up to this one, and keep what was chosen', () => {
		const read = readSettings(first);
		expect(read.success && read.output).toEqual({
			...first,
			version: 7,
			sms,
			templates,
			calledContact,
			actions,
			doNotDisturbUntil,
			...{ speedDials, forwarding, tellPresence }
		});
		const second = { ...first, version: 2, sms: { ...sms, enabled: true }, templates };
		const readSecond = readSettings(second);
		expect(readSecond.success && readSecond.output).toEqual({
			...second,
			version: 7,
			calledContact,
			actions,
			doNotDisturbUntil,
			...{ speedDials, forwarding, tellPresence }
		});
	});

	test('of a version that is not known are refused, not reset', () => {
		expect(readSettings({ ...first, version: 8 }).success).toBe(false);
		expect(readSettings({ ...first, version: undefined }).success).toBe(false);
		for (const stored of [null, 'settings', 7, []]) {
			expect(readSettings(stored).success).toBe(false);
		}
	});
});
