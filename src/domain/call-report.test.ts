import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { CALLED_NUMBER_SOURCES } from './called-number-source.ts';
import { callReportBatchSchema, callReportSchema, PBX_DEVICE_ID } from './call-report.ts';
import { INCOMING_OUTCOMES, OUTGOING_OUTCOMES } from './call-outcome.ts';
import { joinReports } from './join-reports.ts';
import { incomingReport, numberCaller, phoneNumber } from './sample-calls.ts';

const accepts = (report: object) => v.is(callReportSchema, report);
/** What is only said of incoming calls is left out by the schema. */
const outgoing = {
	...incomingReport(),
	direction: 'outgoing',
	outcome: 'no-answer',
	dialled: phoneNumber('0171 3920010')
};

describe('what a device may report', () => {
	test('every outcome, caller and source; it comes out as it went in', () => {
		for (const outcome of INCOMING_OUTCOMES)
			expect(accepts(incomingReport({ outcome }))).toBe(true);
		for (const outcome of OUTGOING_OUTCOMES) expect(accepts({ ...outgoing, outcome })).toBe(true);
		const callers = [
			numberCaller('0171 3920010'),
			numberCaller('100'),
			{ kind: 'user', user: 'a', domain: 'b', displayName: 'c', source: 'from' },
			{ kind: 'withheld' },
			{ kind: 'unavailable' }
		] as const;
		for (const caller of callers) expect(accepts(incomingReport({ caller }))).toBe(true);
		for (const source of [...CALLED_NUMBER_SOURCES, 'none'] as const) {
			expect(accepts(incomingReport({ called: { source, divertedFrom: [] } }))).toBe(true);
		}
		const report = incomingReport({
			markedInternal: false,
			connectedAt: incomingReport().startedAt,
			called: {
				number: phoneNumber('100'),
				source: 'header',
				header: 'X',
				divertedFrom: [phoneNumber('200')]
			}
		});
		expect(v.parse(callReportSchema, structuredClone(report))).toEqual(report);
		expect(joinReports([v.parse(callReportSchema, report) as typeof report])).toMatchObject({
			caller: report.caller,
			called: report.called
		});
	});

	test('what was dialled need not be a number', () => {
		expect(accepts({ ...outgoing, dialled: { raw: 'reception' } })).toBe(true);
	});

	test('a withheld caller brings nothing along', () => {
		const secret = { kind: 'withheld', number: phoneNumber('100'), displayName: 'Secret' };
		const parsed = v.parse(callReportSchema, { ...incomingReport(), caller: secret });
		expect(parsed).toMatchObject({ caller: { kind: 'withheld' } });
		expect(JSON.stringify(parsed)).not.toContain('Secret');
	});

	test('times of a wrong clock, or of a device that slept: a refused report is a lost call', () => {
		const far = Date.UTC(2099, 0, 1);
		expect(accepts(incomingReport({ startedAt: far, endedAt: far + 1 }))).toBe(true);
		expect(accepts(incomingReport({ startedAt: 0, endedAt: 0, ringMs: 0 }))).toBe(true);
		const week = 7 * 86_400_000;
		const { startedAt } = incomingReport();
		expect(accepts(incomingReport({ endedAt: startedAt + week, ringMs: week }))).toBe(true);
	});
});

describe('who was put through', () => {
	const read = (facts: object) => v.parse(callReportSchema, { ...incomingReport(), ...facts });

	test('comes with the report, on one line and cut where it is long', () => {
		const said = { transferredBy: 'Carla\r\nVia: x', transferredTo: 'b'.repeat(300) };
		expect(read(said)).toMatchObject({
			transferredBy: 'Carla Via: x',
			transferredTo: 'b'.repeat(256)
		});
		expect(v.parse(callReportSchema, { ...outgoing, transferredTo: 'Ben' })).toMatchObject({
			transferredTo: 'Ben'
		});
	});

	test.each([[null], [7], [{}], [''], ['\u202e']])(
		'is left out where it is %j',
		(transferredBy) => {
			expect(read({ transferredBy })).toEqual(incomingReport());
		}
	);
});

describe('the contact of a device', () => {
	const caller = numberCaller('0171 3920010');
	const numbers = [{ type: 'mobile', raw: '0171 3920010', e164: '+491713920010' }];
	const contact = {
		id: 'a',
		source: 'local:Praxis',
		name: 'Erika',
		company: '',
		numbers,
		emails: []
	};
	const read = (facts: object) => {
		const report = v.parse(callReportSchema, { ...incomingReport({ caller }), ...facts });
		return report.direction === 'incoming' ? report.contact : 'outgoing';
	};

	test('comes with the report, without notes and picture; a report of an older device has none', () => {
		expect(read({ contact: { ...contact, notes: 'private', picture: 'data:' } })).toEqual(contact);
		expect(read({})).toBeUndefined();
	});

	test.each<[string, object]>([
		[
			'has the number only in part',
			{ contact: { ...contact, numbers: [{ ...numbers[0], e164: '+4920010' }] } }
		],
		['has no numbers', { contact: { ...contact, numbers: [] } }],
		['is of a caller who withholds the number', { contact, caller: { kind: 'withheld' } }],
		['is of a caller without a number', { contact, caller: { kind: 'unavailable' } }],
		[
			'is of a SIP user',
			{ contact, caller: { kind: 'user', user: 'a', domain: 'b', source: 'from' } }
		],
		['came from the PBX', { contact, deviceId: PBX_DEVICE_ID }],
		['has too many numbers', { contact: { ...contact, numbers: Array(51).fill(numbers[0]) } }],
		['is none', { contact: 'Erika' }]
	])('is left out where it %s; the call is not lost', (_what, facts) => {
		expect(read(facts)).toBeUndefined();
	});

	test('is cleaned: long and many-lined names, addresses that are none', () => {
		const hostile = `Eve\r\nBcc: all@example.org\u0000\u202e${'x'.repeat(10_000)}`;
		const emails = ['a@b.example', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example'];
		const known = read({ contact: { ...contact, name: hostile, company: hostile, emails } });
		expect(known).toMatchObject({ emails: ['a@b.example'] });
		const text = JSON.stringify(known);
		expect(text).not.toMatch(/\\[rnu]|\u202e/);
		expect(text.length).toBeLessThan(1_000);
	});
});

describe('what is refused', () => {
	const { startedAt, endedAt } = incomingReport();
	test.each<[string, object]>([
		['an end before the start', { endedAt: startedAt - 1 }],
		['an answer before the start', { connectedAt: startedAt - 1 }],
		['an answer after the end', { connectedAt: endedAt + 1 }],
		['a time that no date can hold', { endedAt: 8_640_000_000_000_001 }],
		['a fraction of a millisecond', { startedAt: startedAt - 0.5 }],
		['a negative ring time', { ringMs: -1 }],
		['another version', { version: 2 }],
		['no id', { reportId: '1' }],
		['no Call-ID', { callId: '' }],
		['a huge Call-ID', { callId: 'x'.repeat(513) }],
		['an unknown outcome', { outcome: 'ignored' }],
		['an outgoing outcome', { outcome: 'cancelled' }],
		['no direction', { direction: 'sideways' }],
		['a number with markup', { caller: { ...numberCaller('100'), number: { raw: '<b>' } } }],
		[
			'a number that is not E.164',
			{ caller: { ...numberCaller('100'), number: { raw: '1', e164: '1' } } }
		],
		['an unknown kind of caller', { caller: { kind: 'ghost' } }],
		[
			'too many diverting numbers',
			{ called: { source: 'to', divertedFrom: Array(21).fill(phoneNumber('100')) } }
		]
	])('%s', (_name, wrong) => expect(accepts({ ...incomingReport(), ...wrong })).toBe(false));
});

test('a batch holds 1 to 100 reports, whatever they are: each gets its own answer', () => {
	expect(v.is(callReportBatchSchema, { reports: [] })).toBe(false);
	expect(v.is(callReportBatchSchema, { reports: Array(101).fill(1) })).toBe(false);
	expect(v.is(callReportBatchSchema, { reports: Array(100).fill({ nonsense: true }) })).toBe(true);
});
