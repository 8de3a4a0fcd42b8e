import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
	areSameSettings,
	joinChanges,
	mergeSettings,
	settingsChangeSchema
} from './settings-merge.ts';
import { fieldProblems } from './field-problems.ts';
import { defaultSettings, settingsSchema, type Settings } from './settings.ts';

/** Settings that differ in fields of every kind and depth. */
const anySettings: fc.Arbitrary<Settings> = fc
	.record({
		locale: fc.constantFrom('de' as const, 'en' as const),
		address: fc.constantFrom('', 'anna@office.example', 'ben@office.example'),
		linkPrefix: fc.constantFrom('', 'tel:', 'phone:'),
		shortRing: fc.boolean(),
		shortRingMs: fc.integer({ min: 0, max: 3 }),
		list: fc.array(fc.constantFrom('100', '101'), { maxLength: 2 }),
		ranges: fc.array(fc.constant({ from: '100', to: '199' }), { maxLength: 1 }),
		sms: fc.constantFrom('', '{{ caller.title }}')
	})
	.map((some) => {
		const settings = defaultSettings(some.address);
		return {
			...settings,
			locale: some.locale,
			extensionRanges: some.ranges,
			email: { ...settings.email, linkPrefix: some.linkPrefix },
			exceptions: {
				...settings.exceptions,
				shortRing: some.shortRing,
				shortRingMs: some.shortRingMs,
				list: some.list
			},
			templates: { ...settings.templates, de: { ...settings.templates.de, sms: some.sms } }
		};
	});

/** Every field by its path; a list is one field. */
function fields(value: object, path = ''): Map<string, string> {
	const found = new Map<string, string>();
	for (const [key, inner] of Object.entries(value)) {
		const at = `${path}.${key}`;
		if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) {
			found.set(at, JSON.stringify(inner));
		} else for (const [deep, text] of fields(inner, at)) found.set(deep, text);
	}
	return found;
}

describe('two changes of the same settings', () => {
	test('keep what I changed, and theirs in every other field', () => {
		fc.assert(
			fc.property(anySettings, anySettings, anySettings, (base, mine, theirs) => {
				const merged = fields(mergeSettings(base, mine, theirs));
				const [was, wanted, there] = [fields(base), fields(mine), fields(theirs)];
				for (const [path, text] of merged) {
					const isMine = wanted.get(path) !== was.get(path);
					expect(text, path).toBe(isMine ? wanted.get(path) : there.get(path));
				}
				expect(merged.size).toBe(there.size);
			})
		);
	});

	test('give valid settings where all were valid, and touch none of the three', () => {
		fc.assert(
			fc.property(anySettings, anySettings, anySettings, (base, mine, theirs) => {
				const before = JSON.stringify([base, mine, theirs]);
				expect(v.is(settingsSchema, mergeSettings(base, mine, theirs))).toBe(true);
				expect(JSON.stringify([base, mine, theirs])).toBe(before);
			})
		);
	});

	test('can be taken twice: a device that got no answer sends its change again', () => {
		fc.assert(
			fc.property(anySettings, anySettings, anySettings, (base, mine, theirs) => {
				const once = mergeSettings(base, mine, theirs);
				expect(mergeSettings(base, mine, once)).toEqual(once);
			})
		);
	});

	test('of one device, one after the other, are one change', () => {
		fc.assert(
			fc.property(
				anySettings,
				anySettings,
				anySettings,
				anySettings,
				(base, first, second, theirs) => {
					const joined = joinChanges({ base, changed: first }, { base: first, changed: second });
					const apart = mergeSettings(first, second, mergeSettings(base, first, theirs));
					// Set and set back: apart, the first change would have undone theirs; joined it says nothing.
					const [was, then, now] = [fields(base), fields(first), fields(second)];
					const merged = fields(mergeSettings(joined.base, joined.changed, theirs));
					for (const [path, text] of fields(apart)) {
						if (then.get(path) !== was.get(path) && now.get(path) === was.get(path)) continue;
						expect(merged.get(path), path).toBe(text);
					}
				}
			)
		);
	});
});

test('settings are the same where every field is', () => {
	fc.assert(
		fc.property(anySettings, anySettings, (one, other) => {
			expect(areSameSettings(one, other)).toBe(JSON.stringify(one) === JSON.stringify(other));
		})
	);
});

test('a change that an older version of the app left behind is brought up to date', () => {
	const { sms, templates, calledContact, actions, ...known } =
		defaultSettings('anna@office.example');
	const old = { ...known, version: 1 };
	const read = v.parse(settingsChangeSchema, { base: old, changed: { ...old, locale: 'en' } });
	expect(read.base).toEqual({ ...known, sms, templates, calledContact, actions });
	expect(read.changed.locale).toBe('en');
});

describe('the problems of settings', () => {
	const settings = defaultSettings('anna@office.example');

	test('are none where they are valid', () => {
		expect(fieldProblems(settingsSchema, settings).size).toBe(0);
	});

	test('are told by the path of the field, a list as one', () => {
		const wrong = {
			...settings,
			timeZone: 'Europe/Atlantis',
			extensionRanges: [
				{ from: '100', to: '199' },
				{ from: '200', to: '1' }
			],
			email: { ...settings.email, address: 'anna@', linkPrefix: 'javascript:' },
			unanswered: { ...settings.unanswered, graceMs: 200_000 },
			exceptions: { ...settings.exceptions, list: ['100', ''] }
		};
		expect(Object.fromEntries(fieldProblems(settingsSchema, wrong))).toEqual({
			timeZone: 'format',
			extensionRanges: 'format',
			'email.address': 'format',
			'email.linkPrefix': 'format',
			'unanswered.graceMs': 'range',
			'exceptions.list': 'format'
		});
	});
});
