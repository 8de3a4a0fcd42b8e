import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PBX_DEVICE_ID, type IncomingReport } from './call-report.ts';
import { INCOMING_OUTCOMES, type IncomingOutcome } from './call-outcome.ts';
import { joinReports, prevails } from './join-reports.ts';
import { incomingReport, numberCaller, phoneNumber } from './sample-calls.ts';

const id = (at: number) => `7c9e6679-7425-40de-944b-${String(at).padStart(12, '0')}`;
const join = (...parts: Partial<IncomingReport>[]) => {
	const [first, ...rest] = parts.map((facts, at) => incomingReport({ reportId: id(at), ...facts }));
	if (!first) throw new Error('no report');
	return joinReports([first, ...rest]);
};

/** behaviour: answered over everything, then answered elsewhere, then the rest. */
const ORDER: readonly IncomingOutcome[] = [
	'answered',
	'answered-elsewhere',
	'voicemail',
	'declined',
	'busy',
	'timed-out',
	'missed',
	'unreachable'
];
const pairs = ORDER.flatMap((a, at) => ORDER.slice(at).map((b) => [a, b] as const));

describe('the outcome of several devices', () => {
	test.each(pairs)('%s beats %s', (winner, other) => {
		expect(join({ outcome: winner }, { outcome: other }).outcome).toBe(winner);
		expect(join({ outcome: other }, { outcome: winner }).outcome).toBe(winner);
		expect(prevails(winner, other)).toBe(winner !== other);
		expect(prevails(other, winner)).toBe(false);
	});

	test('every outcome has its place', () =>
		expect(ORDER.toSorted()).toEqual(INCOMING_OUTCOMES.toSorted()));
});

describe('whom a device knows the caller as', () => {
	const caller = numberCaller('0171 3920010');
	const contact = {
		...{ id: 'a', source: 'local:Praxis', name: 'Erika', company: '', emails: [] },
		numbers: [{ type: 'mobile' as const, raw: '0171 3920010', e164: '+491713920010' }]
	};

	test('is known of the call, whichever report carries it', () => {
		expect(join({ caller, contact }, { caller }).contact).toEqual(contact);
		expect(join({ caller }, { caller, contact }).contact).toEqual(contact);
	});

	test('is not of a caller who is withheld, or another one, on another device', () => {
		expect(join({ caller, contact }, { caller: { kind: 'withheld' } })).not.toHaveProperty(
			'contact'
		);
		const other = { caller: numberCaller('0171 3920011'), startedAt: 0 };
		expect(join(other, { caller, contact })).not.toHaveProperty('contact');
	});
});

describe('who was put through', () => {
	test('is told by the device that was spoken on, else by any', () => {
		const ringing = { outcome: 'answered-elsewhere', transferredBy: 'carla' } as const;
		const spoken = { outcome: 'answered', transferredBy: 'Carla', transferredTo: 'Ben' } as const;
		const both = { transferredBy: 'Carla', transferredTo: 'Ben' };
		expect(join(ringing, spoken)).toMatchObject(both);
		expect(join(spoken, ringing)).toMatchObject(both);
		expect(join(ringing, { outcome: 'answered' })).toMatchObject({ transferredBy: 'carla' });
		expect(join({})).not.toHaveProperty('transferredBy');
	});
});

describe('the part of the PBX', () => {
	const pbx = (outcome: IncomingOutcome) => ({ outcome, deviceId: PBX_DEVICE_ID });

	test('is all where no device reported', () => {
		expect(join(pbx('unreachable')).pbx).toBe('alone');
		expect(join(pbx('missed'), pbx('answered')).pbx).toBe('alone');
	});

	test('is the outcome where no device saw it', () => {
		expect(join({ outcome: 'missed' }, pbx('answered'))).toMatchObject({
			...{ outcome: 'answered', pbx: 'outcome' }
		});
	});

	test.each(['answered', 'missed', 'unreachable'] as const)(
		'is not told where a device saw what counts, and the PBX says %s',
		(said) => {
			expect(join({ outcome: 'answered' }, pbx(said))).not.toHaveProperty('pbx');
		}
	);
});

describe('the facts of several devices', () => {
	test('the longest ring time, the first start, the last end', () => {
		const { startedAt } = incomingReport();
		expect(
			join(
				{ startedAt: startedAt + 400, endedAt: startedAt + 9_000, ringMs: 8_600 },
				{ startedAt, endedAt: startedAt + 2_000, ringMs: 2_000 }
			)
		).toMatchObject({ startedAt, endedAt: startedAt + 9_000, ringMs: 8_600 });
	});

	test('withheld on one device is withheld, and nothing else of the caller is left', () => {
		const joined = join({ caller: numberCaller('0171 3920010') }, { caller: { kind: 'withheld' } });
		expect(joined.caller).toStrictEqual({ kind: 'withheld' });
		expect(JSON.stringify(joined)).not.toContain('3920010');
	});

	test('who is known to one device is known', () => {
		const user = { kind: 'user', user: 'anna', domain: 'pbx.example', source: 'from' } as const;
		const unavailable = { kind: 'unavailable' } as const;
		expect(join({ caller: unavailable }, { caller: user }).caller).toEqual(user);
		expect(join({ caller: user }, { caller: numberCaller('100') }).caller).toMatchObject({
			kind: 'number'
		});
		expect(join({ caller: unavailable }).caller).toEqual(unavailable);
	});

	test('a called number before a called user before nothing', () => {
		const none = { source: 'none', divertedFrom: [] } as const;
		const user = { source: 'to', user: 'anna', divertedFrom: [] } as const;
		const number = { source: 'header', number: phoneNumber('100'), divertedFrom: [] } as const;
		const of = (...all: (typeof none | typeof user | typeof number)[]) =>
			join(...all.map((called) => ({ called: { ...called, divertedFrom: [] } }))).called;
		expect(of(none, user)).toMatchObject({ user: 'anna' });
		expect(of(none, user, number)).toMatchObject({ number: { extension: '100' } });
		expect(of(none)).toEqual(none);
	});

	test('the PBX’s mark counts if any device saw it', () => {
		expect(join({}, { markedInternal: false })).toMatchObject({ markedInternal: false });
		expect(join({}, { markedInternal: true })).toMatchObject({ markedInternal: true });
		expect(join({}, {})).not.toHaveProperty('markedInternal');
	});
});

test('the order in which the reports came changes nothing', () => {
	const anyReport = fc.record({
		outcome: fc.constantFrom(...INCOMING_OUTCOMES),
		startedAt: fc.integer({ min: 1_000, max: 1_003 }),
		endedAt: fc.integer({ min: 2_000, max: 3_000 }),
		ringMs: fc.integer({ min: 0, max: 2_000 }),
		caller: fc.constantFrom<IncomingReport['caller']>(
			numberCaller('100'),
			numberCaller('0171 3920010'),
			{ kind: 'user', user: 'anna', domain: 'pbx.example', source: 'from' },
			{ kind: 'withheld' },
			{ kind: 'unavailable' }
		),
		called: fc.constantFrom<IncomingReport['called']>(
			{ source: 'none', divertedFrom: [] },
			{ source: 'none', divertedFrom: [phoneNumber('200')] },
			{ source: 'to', user: 'anna', divertedFrom: [] },
			{ source: 'to', number: phoneNumber('100'), divertedFrom: [] },
			{ source: 'header', number: phoneNumber('101'), divertedFrom: [] }
		),
		markedInternal: fc.constantFrom(undefined, true, false)
	});
	const twoOrders = fc
		.array(anyReport, { minLength: 1, maxLength: 5 })
		.map((all) => all.map((facts, at) => incomingReport({ ...facts, reportId: id(at) })))
		.chain((reports) =>
			fc.tuple(
				fc.constant(reports),
				fc.shuffledSubarray(reports, { minLength: reports.length, maxLength: reports.length })
			)
		);
	fc.assert(
		fc.property(twoOrders, ([reports, shuffled]) => {
			const joined = joinReports(reports as [IncomingReport, ...IncomingReport[]]);
			expect(joinReports(shuffled as [IncomingReport, ...IncomingReport[]])).toEqual(joined);
		}),
		{ numRuns: 300 }
	);
});
