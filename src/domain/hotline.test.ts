import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { CalledNumber } from './called-number.ts';
import { HotlineIndex } from './hotline-index.ts';
import { hotlineSchema, mayAnswer, type Hotline } from './hotline.ts';
import type { NumberingPlan } from './phone-number.ts';
import { hotlineSample, phoneNumber, PLAN } from './sample-calls.ts';

const hotline = (id: string, ...numbers: string[]): Hotline => hotlineSample({ id, numbers });

const called = (text: string, divertedFrom: readonly string[] = [], plan = PLAN): CalledNumber => ({
	number: phoneNumber(text, plan),
	source: 'to',
	header: 'To',
	divertedFrom: divertedFrom.map((number) => phoneNumber(number, plan))
});

const find = (number: string, hotlines: readonly Hotline[], plan: NumberingPlan = PLAN) =>
	new HotlineIndex(hotlines, plan).find(called(number, [], plan))?.hotline.id;

describe('which hotline was called', () => {
	test.each([
		['exact, as E.164', '+493023125100', '+49 30 23125-100'],
		['exact, nationally', '+493023125100', '(030) 23125-100'],
		['exact, with 00', '030 23125100', '0049 30 23125100'],
		['exact, local digits', '+493023125100', '23125100'],
		['exact, with the trunk prefix in brackets', '+493023125100', '+49 (0)30 23125-100'],
		['an extension, dialled as such', '100', '100'],
		['an extension, dialled as a whole number', '+493023125100', '100'],
		['a whole number, dialled as an extension', '100', '+493023125100'],
		['a pattern, as E.164', '030 23125100', '+49 30 23125*'],
		['a pattern, nationally', '+493023125100', '030 / 23125*'],
		['a pattern of local digits', '+493023125100', '23125*'],
		['a pattern with the trunk prefix in brackets', '+493023125100', '+49 (0) 30 231*'],
		['a pattern of extensions', '100', '1*'],
		['a pattern of extensions, dialled as a whole number', '+493023125100', '1*'],
		['every number', '+15551234567', '*']
	])('%s', (_, dialled, entry) => {
		expect(v.is(hotlineSchema, hotline('a', entry))).toBe(true);
		expect(find(dialled, [hotline('a', entry)])).toBe('a');
	});

	test.each([
		['another number', '+493023125101', '+493023125100'],
		['the same digits in another area', '+494023125100', '030 23125100'],
		['a number that only begins so', '+4930231251001', '+493023125100'],
		['a pattern of another country', '+393012345678', '030*'],
		['an extension of another length', '10', '100']
	])('not %s', (_, dialled, entry) => {
		expect(find(dialled, [hotline('a', entry)])).toBeUndefined();
	});

	test('no match gives no hotline, never somebody else’s', () => {
		expect(find('+493099999999', [hotline('a', '+493023125*')])).toBeUndefined();
		const name: CalledNumber = { user: 'reception', source: 'to', divertedFrom: [] };
		expect(new HotlineIndex([hotline('a', '*')], PLAN).find(name)).toBeUndefined();
	});

	test('the longest match wins, an exact number before any pattern', () => {
		const hotlines = [
			hotline('every', '*'),
			hotline('berlin', '030*'),
			hotline('office', '+493023125*'),
			hotline('tens', '+4930231251*'),
			hotline('exact', '23125100')
		];
		for (const order of [hotlines, hotlines.toReversed()]) {
			expect(find('+493023125100', order)).toBe('exact');
			expect(find('+493023125110', order)).toBe('tens');
			expect(find('0049 30 23125 210', order)).toBe('office');
			expect(find('030 99999999', order)).toBe('berlin');
			expect(find('040 99999999', order)).toBe('every');
		}
	});

	test('lengths are compared as E.164, however a pattern is written', () => {
		// `00493023125*` has more characters than the longer `+4930231251*`; an extension has fewer.
		expect(
			find('00493023125100', [hotline('short', '00493023125*'), hotline('long', '+4930231251*')])
		).toBe('long');
		expect(find('100', [hotline('office', '+493023125*'), hotline('tens', '10*')])).toBe('tens');
	});

	test('of two hotlines with the same number the first in the administrator’s order has it', () => {
		const [a, b] = [hotline('a', '+493023125100', '2*'), hotline('b', '030 23125100', '2*')];
		expect(find('100', [a, b])).toBe('a');
		expect(find('100', [b, a])).toBe('b');
		expect(find('201', [a, b])).toBe('a');
	});

	test('without a main number extensions stand for themselves', () => {
		const plan = { ...PLAN, mainNumber: '' };
		expect(find('30', [hotline('a', '30')], plan)).toBe('a');
		expect(find('31', [hotline('a', '3*')], plan)).toBe('a');
		expect(find('+493023125030', [hotline('a', '30')], plan)).toBeUndefined();
	});
});

describe('diverting numbers', () => {
	const index = new HotlineIndex(
		[hotline('client', '+494066969300'), hotline('other', '+4989*'), hotline('desk', '100')],
		PLAN
	);

	test('find the client who forwarded the own number, the oldest first', () => {
		expect(index.find(called('200', ['+494066969300', '+498912345']))).toMatchObject({
			hotline: { id: 'client' },
			number: { e164: '+494066969300' },
			by: 'diverting'
		});
		expect(index.find(called('200', ['+4940111111', '+498912345']))?.hotline.id).toBe('other');
	});

	test('count only where the called number has no hotline of its own', () => {
		expect(index.find(called('100', ['+494066969300']))).toMatchObject({
			hotline: { id: 'desk' },
			by: 'called'
		});
	});

	test('come before the hotline for every number', () => {
		const withEvery = new HotlineIndex(
			[hotline('every', '*'), hotline('client', '+494066969300')],
			PLAN
		);
		expect(withEvery.find(called('200', ['+494066969300']))?.hotline.id).toBe('client');
		expect(withEvery.find(called('200'))?.hotline.id).toBe('every');
	});
});

test('finding takes as many steps as a number has digits, with 10,000 hotlines too', () => {
	const hotlines = Array.from({ length: 10_000 }, (_, at) =>
		hotline(`h${at}`, `+4930${2_000_000 + at}`, `+4940${2_000_000 + at}*`)
	);
	const index = new HotlineIndex(hotlines, PLAN);
	const counted = (number: string) => {
		let steps = 0;
		const get = Map.prototype.get;
		Map.prototype.get = function (key) {
			steps += 1;
			return get.call(this, key);
		};
		try {
			return { id: index.find(called(number))?.hotline.id, steps: () => steps };
		} finally {
			Map.prototype.get = get;
		}
	};
	for (const [number, id] of [
		['+49302009999', 'h9999'],
		['+4940200999977', 'h9999'],
		['+498912345678', undefined]
	] as const) {
		const result = counted(number);
		expect(result.id).toBe(id);
		expect(result.steps()).toBeLessThan(200);
	}
});

describe('a hotline’s entries', () => {
	test.each(['', 'abc', '*1', '1*1', '12**', '<b>', '+49\n30'.padEnd(41, '1')])(
		'"%s" is none',
		(entry) => expect(v.is(hotlineSchema, hotline('a', entry))).toBe(false)
	);

	test('addresses cannot bring a second recipient or header', () => {
		for (const notifyAddress of [
			'a@b.example, c@d.example',
			'a@b.example\r\nBcc: c@d.example',
			'a'
		]) {
			expect(v.is(hotlineSchema, hotlineSample({ notifyAddress }))).toBe(false);
		}
		for (const color of ['red', '#fff', '#ffffff;x', 'url(x)']) {
			expect(v.is(hotlineSchema, hotlineSample({ color }))).toBe(false);
		}
	});
});

test.each([
	['+49 30 23125 100', 'weber'],
	['030/23125100', 'weber'],
	['0049 40 66969*', 'north'],
	['+49 40 66969 300', undefined],
	['no number', undefined]
])('who holds the entry %s is %s', (entry, holder) => {
	const hotlines = [hotline('weber', '23125 100'), hotline('north', '040 66969*')];
	expect(new HotlineIndex(hotlines, PLAN).holder(entry)?.id).toBe(holder);
});

test.each([
	[[], true],
	[['ben', 'anna'], true],
	[['ben'], false]
])('where %j may answer, Anna: %s', (answeredBy, expected) => {
	expect(mayAnswer({ answeredBy }, 'anna')).toBe(expected);
});
