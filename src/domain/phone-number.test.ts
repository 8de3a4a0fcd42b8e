import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { callReportSchema } from './call-report.ts';
import {
	formatPhoneNumber,
	internationalPattern,
	matchesNumberList,
	parsePhoneNumber,
	sameLastDigits,
	sameNumber,
	telephonyLink,
	type NumberingPlan,
	type PhoneNumber
} from './phone-number.ts';
import { incomingReport, phoneNumber, PLAN } from './sample-calls.ts';

/** Many runs: how long they take says something of the machine only (ms). */
const PATIENCE = 60_000;

const digits = (min: number, max: number) =>
	fc
		.tuple(
			fc.integer({ min: 1, max: 9 }),
			fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min - 1, maxLength: max - 1 })
		)
		.map(([first, rest]) => [first, ...rest].join(''));
const separators = fc.array(fc.constantFrom('', '', ' ', '-', '/', '.', '\u00a0', '–', '‑'), {
	minLength: 1,
	maxLength: 12
});
/** The digits with what people put between them. */
const spaced = (text: string, between: readonly string[]) =>
	[...text].map((digit, at) => digit + (between[at % between.length] ?? '')).join('');

/** A Berlin number in every way in which people and networks write it. */
const waysToWrite = fc
	.record({
		area: fc.constantFrom('30', '40', '711'),
		local: digits(5, 8),
		between: separators,
		way: fc.constantFrom('+', '00', '+(0)', '00(0)', '0', '(0)')
	})
	.map(({ area, local, between, way }) => {
		const rest = spaced(local, between);
		const text = {
			'+': `+49 ${area} ${rest}`,
			'00': `0049${area}${rest}`,
			'+(0)': `+49 (0) ${area} ${rest}`,
			'00(0)': `0049 (0)${area}-${rest}`,
			'0': `0${area}/${rest}`,
			'(0)': `(0${area}) ${rest}`
		}[way];
		return { text, e164: `+49${area}${local}`, area, local, rest };
	});

describe('comparing numbers', () => {
	test('gives the same E.164 however a number is written', () => {
		fc.assert(
			fc.property(waysToWrite, ({ text, e164 }) => {
				expect(parsePhoneNumber(text, PLAN)?.e164).toBe(e164);
			}),
			{ numRuns: 200 }
		);
	});

	test('completes local digits with the area code, entered with or without its 0', () => {
		fc.assert(
			fc.property(waysToWrite, fc.constantFrom('', '0'), ({ area, rest, e164 }, zero) => {
				const plan = { ...PLAN, areaCode: zero + area };
				expect(parsePhoneNumber(rest, plan)?.e164).toBe(e164);
			})
		);
	});

	const anyNumber = fc.oneof(
		waysToWrite.map(({ text }) => text),
		fc.constantFrom('23125100', '030 23125-100', '+493023125100', '100', '0', '007', '*21#', '110'),
		digits(1, 20),
		digits(1, 20).map((text) => `+${text}`)
	);

	test('is symmetric and transitive, and never equal for different E.164', () => {
		const parsed = anyNumber.map((text) => phoneNumber(text));
		fc.assert(
			fc.property(parsed, parsed, parsed, (a, b, c) => {
				expect(sameNumber(a, a)).toBe(true);
				expect(sameNumber(a, b)).toBe(sameNumber(b, a));
				if (sameNumber(a, b) && sameNumber(b, c)) expect(sameNumber(a, c)).toBe(true);
				if (a.e164 && b.e164 && a.e164 !== b.e164) expect(sameNumber(a, b)).toBe(false);
			}),
			{ numRuns: 300 }
		);
	});

	test('never throws, and gives only what a call report can carry', { timeout: PATIENCE }, () => {
		const text = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 80 }),
			fc.string({ unit: fc.constantFrom(...'0123456789+()-/ *#'), maxLength: 80 }),
			digits(15, 40).map((long) => `+49${long}`)
		);
		const country = fc.constantFrom('DE', 'IT', 'US', 'FR', 'XX', '');
		fc.assert(
			fc.property(text, country, (raw, of) => {
				const number = parsePhoneNumber(raw, { ...PLAN, country: of });
				if (!number) return;
				const report = incomingReport({ caller: { kind: 'number', number, source: 'from' } });
				expect(v.is(callReportSchema, report)).toBe(true);
			}),
			{ numRuns: 300 }
		);
	});

	test('an extension of the main number is the same as the whole number', () => {
		expect(sameNumber(phoneNumber('100'), phoneNumber('030 23125-100'))).toBe(true);
		expect(sameNumber(phoneNumber('100'), phoneNumber('030 23125-101'))).toBe(false);
		expect(phoneNumber('030 23125-100')).toEqual({
			raw: '03023125100',
			e164: '+493023125100',
			extension: '100'
		});
	});

	test.each(['', '  ', 'anna', '+', '++49', '12a', '4+9', '1'.repeat(65), '\u0661\u0662\u0663'])(
		'"%s" is no number',
		(text) => expect(parsePhoneNumber(text, PLAN)).toBeUndefined()
	);

	test('keeps star codes as dialled', () => {
		expect(phoneNumber('*21*0171#')).toEqual({ raw: '*21*0171#' });
	});

	test('a number longer than E.164 allows is kept as dialled only', () => {
		expect(phoneNumber('+4930' + '1'.repeat(12))).toEqual({ raw: '+4930' + '1'.repeat(12) });
	});

	test('keeps the leading 0 of countries whose numbers have one', () => {
		const rome: NumberingPlan = { ...PLAN, country: 'IT', areaCode: '06', mainNumber: '' };
		expect(phoneNumber('06 1234567', rome).e164).toBe('+39061234567');
		expect(phoneNumber('1234567', rome).e164).toBe('+39061234567');
		expect(internationalPattern('06123*', rome)).toBe('+3906123*');
	});

	test('a match on the last digits is a different question', () => {
		const berlin = phoneNumber('030 2312500');
		expect(sameLastDigits(berlin, phoneNumber('040 2312500'))).toBe(true);
		expect(sameLastDigits(berlin, phoneNumber('040 2312501'))).toBe(false);
		expect(sameLastDigits(phoneNumber('100'), phoneNumber('100'))).toBe(false);
		expect(sameNumber(berlin, phoneNumber('040 2312500'))).toBe(false);
	});
});

describe('showing and linking numbers', () => {
	test('writes own-country numbers nationally, others internationally, extensions bare', () => {
		expect(formatPhoneNumber(phoneNumber('+493023125100'), PLAN)).toBe('030 23125100');
		expect(formatPhoneNumber(phoneNumber('+442079460123'), PLAN)).toBe('+44 20 7946 0123');
		expect(formatPhoneNumber(phoneNumber('100'), PLAN)).toBe('100');
		expect(formatPhoneNumber({ raw: 'x', e164: '+999123' }, PLAN)).toBe('+999123');
	});

	test('links carry +digits, and no character that would end the number', () => {
		expect(telephonyLink(phoneNumber('030 23125-100'), 'tel:')).toBe('tel:+493023125100');
		expect(telephonyLink(phoneNumber('100'), 'callto:')).toBe('callto:100');
		expect(telephonyLink(phoneNumber('*21#'), 'tel:')).toBe('tel:*21%23');
		expect(telephonyLink(phoneNumber('100'), '')).toBeUndefined();
	});
});

describe('the list of numbers', () => {
	const listed = (text: string, ...patterns: string[]) =>
		matchesNumberList({ number: phoneNumber(text) }, patterns, PLAN);

	test.each([
		// exact, in whatever form
		['+493023125100', '030 23125-100', true],
		['030 23125-100', '0049 30 23125100', true],
		['100', '030 23125-100', true],
		['030 23125-100', '100', true],
		['+493023125100', '23125100', true],
		['+493023125101', '23125100', false],
		// as dialled
		['*21#', '*21#', true],
		['0', '0', true],
		// * and ?, as E.164 and as dialled
		['+493023125100', '+4930*', true],
		['+493023125100', '030*', true],
		['+493023125100', '(030) 231*', true],
		['+493023125100', '+49 (0) 30 23125*', true],
		['+493023125100', '23125*', true],
		['+493023125100', '004930*', true],
		['+493023125100', '*100', true],
		['+493023125100', '03023125?00', true],
		['+493023125100', '03023125?0', false],
		['+493023125100', '040*', false],
		['+393023125100', '030*', false],
		['100', '1??', true],
		['100', '1?', false],
		['030 23125-100', '1??', true],
		['+441632960001', '00441632*', true],
		['100', '*', true],
		['100', '**?**', true],
		// what looks like a regular expression is none
		['100', '1.0', false],
		['100', '[0-9]*', false],
		['100', '1|2*', false]
	])('%s with entry %s: %s', (number, pattern, matches) => {
		expect(listed(number, pattern) !== undefined).toBe(matches);
	});

	test('says which entry matched', () => {
		expect(listed('100', '2*', '1??', '100')).toBe('1??');
		expect(listed('100')).toBeUndefined();
	});

	test('compares SIP users too, without regard to case', () => {
		expect(matchesNumberList({ user: 'Reception' }, ['recep*'], PLAN)).toBe('recep*');
		expect(matchesNumberList({ user: 'reception' }, ['100'], PLAN)).toBeUndefined();
	});

	test('who has neither number nor user matches nothing, not even *', () => {
		expect(matchesNumberList({}, ['*', '?'], PLAN)).toBeUndefined();
	});

	/** The plain meaning of the wildcards, by trying everything. */
	const reference = (text: string, pattern: string): boolean =>
		pattern === ''
			? text === ''
			: pattern[0] === '*'
				? reference(text, pattern.slice(1)) || (text !== '' && reference(text.slice(1), pattern))
				: text !== '' &&
					(pattern[0] === '?' || pattern[0] === text[0]) &&
					reference(text.slice(1), pattern.slice(1));

	test('wildcards mean what they say', () => {
		const users = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 8 });
		const patterns = fc.string({
			unit: fc.constantFrom('a', 'b', '*', '?'),
			minLength: 1,
			maxLength: 8
		});
		fc.assert(
			fc.property(users, patterns, (user, pattern) => {
				expect(matchesNumberList({ user }, [pattern], PLAN) !== undefined).toBe(
					reference(user, pattern)
				);
			}),
			{ numRuns: 500 }
		);
	});

	/** What an exact entry means, without any shortcut. */
	const readInFull = (number: PhoneNumber, entry: string, plan: NumberingPlan) => {
		const exact = parsePhoneNumber(entry, plan);
		return exact !== undefined && (sameNumber(exact, number) || exact.raw === number.raw);
	};

	test(
		'an exact entry is what its whole number says, in every numbering plan',
		() => {
			const plans = fc.record({
				country: fc.constantFrom('DE', 'AT', 'IT', 'US', 'BR', 'AR', 'MX', 'CO', 'SM', 'SG', 'XX'),
				areaCode: fc.constantFrom('', '30', '030', '11', '212'),
				mainNumber: fc.constantFrom('', '+493023125', '+4930', '+12125550'),
				maxExtensionDigits: fc.integer({ min: 0, max: 4 })
			});
			const prefixes = [
				'',
				'',
				'0',
				'00',
				'+',
				'+49',
				'0049',
				'+49 (0)',
				'(030) ',
				'030',
				'0 11 15 '
			];
			const written = fc
				.tuple(fc.constantFrom(...prefixes), digits(1, 10), separators)
				.map(([prefix, number, between]) => prefix + spaced(number, between));
			const forms = fc.record({ e164: fc.nat(3), extension: fc.nat(3), raw: fc.nat(3) });
			// A device's report may give any of the three forms, or none that fits the others.
			const cut = ({ raw, e164, extension }: PhoneNumber, keep: Record<string, number>) => ({
				raw: keep.raw === 0 ? '7' : raw,
				...(e164 !== undefined && keep.e164 !== 0 && { e164 }),
				...(extension !== undefined && keep.extension !== 0 && { extension })
			});
			let same = 0;
			const compared = fc.property(plans, written, written, forms, (plan, entry, other, keep) => {
				const numbers = [entry, other, entry.slice(2), `+49${entry}`, entry.slice(-2)];
				for (const text of numbers) {
					const parsed = parsePhoneNumber(text, plan);
					if (!parsed) continue;
					const number = cut(parsed, keep);
					const inFull = readInFull(number, entry, plan);
					same += inFull ? 1 : 0;
					expect(matchesNumberList({ number }, [entry], plan) !== undefined).toBe(inFull);
				}
			});
			fc.assert(compared, { numRuns: 5_000 });
			expect(same).toBeGreaterThan(1_000);
		},
		PATIENCE
	);

	test.each([
		// The entry is an extension's whole number; all that is known of the caller is the extension.
		['+493023125 9', { raw: '9', extension: '9' }],
		['+49 (0) 5', { raw: '+495', e164: '+495' }],
		['110', { raw: '*110', e164: '+4930110' }]
	])('%s is found by what its end leaves open', (entry, number) => {
		const plan = { ...PLAN, mainNumber: '+493023125', maxExtensionDigits: 2 };
		expect(matchesNumberList({ number }, [entry], plan) !== undefined).toBe(
			readInFull(number, entry, plan)
		);
		expect(readInFull(number, entry, plan)).toBe(true);
	});

	test('no entry can make the comparison explode', () => {
		// A backtracking regular expression takes about a thousand million steps for this one.
		const user = 'a'.repeat(45);
		expect(matchesNumberList({ user }, [`${'*a'.repeat(9)}*b`], PLAN)).toBeUndefined();
	});
});

describe('numbers that are not looked up in the metadata', () => {
	test.each(['31', '32', '33', '41', '43', '44', '45', '46', '49'])(
		'+%s: it would not have changed them, whatever they begin with and however long they are',
		(code) => {
			for (let start = 100; start < 1_000; start += 1) {
				for (const rest of [
					'',
					'0',
					'12',
					'345',
					'6789',
					'01234',
					'567890',
					'1234567',
					'12345678'
				]) {
					const number = `+${code}${start}${rest}`;
					const asked = parsePhoneNumberFromString(number, 'DE')?.number ?? number;
					const { e164 } = parsePhoneNumber(number, PLAN) ?? {};
					if (asked !== (e164 ?? number)) expect.fail(`${number} is ${asked}`);
				}
			}
		},
		PATIENCE
	);
});
