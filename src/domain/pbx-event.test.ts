import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { IncomingOutcome } from './call-outcome.ts';
import { callReportSchema, type IncomingReport } from './call-report.ts';
import {
	headersOf,
	PBX_END_REASONS,
	pbxEventSchema,
	reportOfEvents,
	type PbxEndReason,
	type ReadPbxEvent
} from './pbx-event.ts';

const AT = Date.UTC(2026, 0, 12, 9);
const IDS = { callId: 'call@trunk.example', reportId: '6b3f7a52-1c1e-4c55-9d0e-2a4f4d1f8a10' };
const PARTIES: Pick<IncomingReport, 'caller' | 'called'> = {
	caller: {
		kind: 'number',
		number: { raw: '+493023125010', e164: '+493023125010' },
		source: 'from'
	},
	called: { user: 'desk', source: 'to', header: 'To', divertedFrom: [] }
};

const ringing = (at: number): ReadPbxEvent => ({ type: 'ringing', at: AT + at, ...PARTIES });
const answered = (at: number): ReadPbxEvent => ({ type: 'answered', at: AT + at, ...PARTIES });
const ended = (at: number, reason: PbxEndReason, ringMs?: number): ReadPbxEvent => ({
	...{ type: 'ended', at: AT + at, reason, ...PARTIES },
	...(ringMs === undefined ? {} : { ringMs })
});

function report(...events: [ReadPbxEvent, ...ReadPbxEvent[]]) {
	const made = reportOfEvents(events, IDS);
	if (made) expect(v.is(callReportSchema, made)).toBe(true);
	return made;
}

const OUTCOMES: readonly [PbxEndReason, IncomingOutcome][] = [
	['completed', 'answered'],
	['answered-elsewhere', 'answered-elsewhere'],
	['cancelled', 'missed'],
	['no-answer', 'timed-out'],
	['busy', 'busy'],
	['declined', 'declined'],
	['unreachable', 'unreachable'],
	['failed', 'unreachable'],
	['voicemail', 'voicemail']
];

describe('the events of one call', () => {
	test.each(OUTCOMES)('that ended with %s make it %s', (reason, outcome) => {
		expect(report(ended(0, reason))?.outcome).toBe(outcome);
	});

	test('have an outcome for every reason', () => {
		expect(OUTCOMES.map(([reason]) => reason).sort()).toEqual(PBX_END_REASONS.toSorted());
	});

	test('say nothing while it only rings', () => {
		expect(report(ringing(0))).toBeUndefined();
	});

	test('tell how long it rang, in whatever order they come', () => {
		const wanted = { startedAt: AT, endedAt: AT + 7_500, ringMs: 7_000, outcome: 'missed' };
		const rang = [ringing(500), ended(7_500, 'cancelled')] as const;
		const begin = { ...wanted, startedAt: AT + 500 };
		expect(report(...rang)).toMatchObject(begin);
		expect(report(rang[1], rang[0])).toMatchObject(begin);
	});

	test('of which only the end is reported take its ring time', () => {
		expect(report(ended(20_000, 'no-answer', 15_000))).toMatchObject({
			...{ startedAt: AT + 5_000, endedAt: AT + 20_000, ringMs: 15_000, outcome: 'timed-out' }
		});
	});

	test('report an answer at once, and its end afterwards', () => {
		const begun = [ringing(0), answered(3_000)] as const;
		expect(report(...begun)).toMatchObject({
			...{ outcome: 'answered', connectedAt: AT + 3_000, endedAt: AT + 3_000, ringMs: 3_000 }
		});
		// The end is not what counts: a call that was answered was not missed.
		for (const reason of ['completed', 'cancelled', 'failed'] as const) {
			expect(report(...begun, ended(60_000, reason))).toMatchObject({
				...{ outcome: 'answered', endedAt: AT + 60_000, ringMs: 3_000 }
			});
		}
	});

	test('know that voicemail is no person', () => {
		expect(report(answered(3_000), ended(9_000, 'voicemail'))?.outcome).toBe('voicemail');
	});

	test('make a valid report whatever the PBX’s clock does', () => {
		expect(report(ringing(5_000), answered(1_000), ended(0, 'completed'))).toBeDefined();
		expect(report(ended(-AT, 'cancelled', 60_000))).toMatchObject({ startedAt: 0, endedAt: 0 });
		expect(report(ringing(5_000), ended(0, 'cancelled'))).toMatchObject({ ringMs: 0 });
	});
});

const event = {
	...{ version: 1, eventId: '1', callId: IDS.callId, type: 'ended', reason: 'busy', at: AT },
	...{ user: 'anna', domain: 'PBX.example', headers: { From: '<sip:a@b.example>' } }
};

describe('an event from the wire', () => {
	test('is taken, its domain in lower case', () => {
		expect(v.parse(pbxEventSchema, event)).toMatchObject({ domain: 'pbx.example' });
	});

	test.each<[string, object]>([
		['another version', { version: 2 }],
		['no id', { eventId: '' }],
		['no Call-ID', { callId: undefined }],
		['another type', { type: 'held' }],
		['an end without reason', { reason: undefined }],
		['another reason', { reason: 'tired' }],
		['a time that is no whole number', { at: 1.5 }],
		['no user', { user: '' }],
		['a header name that is none', { headers: { 'To:': 'x' } }],
		['a huge header', { headers: { To: 'x'.repeat(8_193) } }],
		['too many headers', { headers: Object.fromEntries(manyHeaders(51)) }],
		['too many values', { headers: { Diversion: Array(51).fill('<sip:1@b.example>') } }]
	])('is refused with %s', (_name, change) => {
		expect(v.is(pbxEventSchema, { ...event, ...change })).toBe(false);
	});

	test('gives its header fields by name in any case, one value or several', () => {
		const headers = { FROM: 'a', Diversion: ['1', '2'], diversion: '3' };
		const read = headersOf(v.parse(pbxEventSchema, { ...event, headers, requestUri: 'sip:x@y' }));
		expect(read.requestUri).toBe('sip:x@y');
		expect(read.all('From')).toEqual(['a']);
		expect(read.all('DIVERSION')).toEqual(['1', '2', '3']);
		expect(read.all('To')).toEqual([]);
	});
});

function manyHeaders(count: number): [string, string][] {
	return Array.from({ length: count }, (_, n) => [`X-${n}`, 'x']);
}
