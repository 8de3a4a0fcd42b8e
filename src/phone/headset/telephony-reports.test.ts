import { describe, expect, test } from 'vitest';
import { KEY_UNIT, MIXED_HEADSET, RANGE_UNIT } from './sample-headsets.ts';
import { lightReports, pressesIn, telephonyReports } from './telephony-reports.ts';

const DARK = { offHook: false, ring: false, mute: false, hold: false };

/** What a device says with these reports of one byte, one after the other. */
function presses(collections: HIDCollectionInfo[], reportId: number, ...reports: number[]) {
	const found = telephonyReports(collections);
	if (!found) throw new Error('no telephone buttons');
	let before = new Uint8Array();
	return reports.map((report) => {
		const bytes = new Uint8Array([report]);
		const said = pressesIn(found, reportId, bytes, before);
		before = bytes;
		return said;
	});
}

function lights(collections: HIDCollectionInfo[], lit: Partial<typeof DARK>) {
	const found = telephonyReports(collections);
	return found && [...lightReports(found, { ...DARK, ...lit })].map(([id, all]) => [id, [...all]]);
}

describe('buttons', () => {
	test('a hook that is a state is told each time it changes', () => {
		const hook = (isOn: boolean) => [{ button: 'hook', isOn }];
		expect(presses(MIXED_HEADSET, 0x20, 0, 1, 1, 0)).toEqual([[], hook(true), [], hook(false)]);
	});

	test('each 1 of a change is a press, also without a 0 between', () => {
		const mute = [{ button: 'mute' }];
		expect(presses(MIXED_HEADSET, 0x20, 2, 2, 0, 2)).toEqual([mute, mute, [], mute]);
	});

	test('a key that springs back is one press, however long it is held', () => {
		const keys = presses(KEY_UNIT, 0, 1, 1, 0, 4, 6, 0);
		expect(keys.map((said) => said.map(({ button }) => button))).toEqual([
			...[['hook'], [], []],
			...[['drop'], ['mute'], []]
		]);
	});

	test('ranges of usages are counted, and the switch behind them found', () => {
		expect(presses(RANGE_UNIT, 5, 4, 5)).toEqual([
			[{ button: 'mute', isOn: true }],
			[{ button: 'hook', isOn: true }]
		]);
	});

	test('reports of other ids, and too short ones, say nothing', () => {
		expect(presses(MIXED_HEADSET, 1, 255)).toEqual([[]]);
		const found = telephonyReports(MIXED_HEADSET);
		expect(found && pressesIn(found, 0x20, new Uint8Array(), new Uint8Array())).toEqual([]);
	});
});

describe('lights', () => {
	test('stand behind the padding, across the bytes', () => {
		expect(lights(MIXED_HEADSET, { offHook: true })).toEqual([[0x21, [0, 2]]]);
		expect(lights(MIXED_HEADSET, { ring: true, mute: true, hold: true })).toEqual([
			[0x21, [0, 28]]
		]);
	});

	test('a ringer is the light of a ringing call; a device without lights gets no report', () => {
		expect(lights(RANGE_UNIT, { ring: true, offHook: true })).toEqual([[6, [1]]]);
		expect(lights(KEY_UNIT, { ring: true })).toEqual([]);
	});
});

test('a device without telephone buttons is none, nor one whose report has no end', () => {
	expect(telephonyReports([])).toBeUndefined();
	expect(telephonyReports(MIXED_HEADSET.slice(0, 1))).toBeUndefined();
	const [unit] = KEY_UNIT;
	const item = { ...unit?.inputReports?.[0]?.items?.[0], reportCount: 2 ** 32 - 1 };
	expect(
		telephonyReports([{ ...unit, inputReports: [{ reportId: 0, items: [item] }] }])
	).toBeUndefined();
});
