import { describe, expect, test } from 'vitest';
import {
	incomingOutcome,
	isAnsweredElsewhere,
	outgoingOutcome,
	type EndCause,
	type IncomingOutcome,
	type OutgoingOutcome
} from './call-outcome.ts';
import { parseReasons } from './call-reasons.ts';

const ELSEWHERE = parseReasons(['SIP;cause=200;text="Call completed elsewhere"']);
const cancelled = (reasons = parseReasons([])): EndCause => ({ kind: 'cancelled', reasons });
const hangup = (by: 'us' | 'them', reasons = parseReasons([])): EndCause => ({
	kind: 'hangup',
	by,
	reasons
});
const refused = (status: number): EndCause => ({ kind: 'refused', status, reasons: [] });

describe('incoming calls that were never connected', () => {
	test.each<[string, EndCause, IncomingOutcome]>([
		['the caller gave up', cancelled(), 'missed'],
		['CANCEL: another device answered', cancelled(ELSEWHERE), 'answered-elsewhere'],
		['CANCEL: busy everywhere', cancelled(parseReasons(['SIP;cause=600'])), 'missed'],
		['BYE by the far side', hangup('them'), 'missed'],
		['BYE: another device answered', hangup('them', ELSEWHERE), 'answered-elsewhere'],
		['hung up by us before the ACK', hangup('us'), 'declined'],
		['abandoned', { kind: 'abandoned' }, 'declined'],
		['refused with 486', { kind: 'rejected', status: 486 }, 'busy'],
		['refused with 600', { kind: 'rejected', status: 600 }, 'busy'],
		['refused with 603', { kind: 'rejected', status: 603 }, 'declined'],
		['refused with 480', { kind: 'rejected', status: 480 }, 'declined'],
		['refused by the far side', refused(486), 'missed'],
		['nobody answered', { kind: 'no-answer' }, 'timed-out'],
		['no microphone', { kind: 'failed', failure: 'no-microphone' }, 'missed'],
		['no media', { kind: 'failed', failure: 'media' }, 'missed'],
		['no transport', { kind: 'failed', failure: 'transport' }, 'missed'],
		['internal', { kind: 'failed', failure: 'internal' }, 'missed']
	])('%s: %s', (_, cause, outcome) => {
		expect(incomingOutcome(cause, false)).toBe(outcome);
		expect(incomingOutcome(cause, true)).toBe('answered');
	});
});

describe('outgoing calls that were never connected', () => {
	test.each<[string, EndCause, OutgoingOutcome]>([
		['cancelled', cancelled(), 'cancelled'],
		['hung up by us', hangup('us'), 'cancelled'],
		['hung up by the far side', hangup('them'), 'failed'],
		['abandoned', { kind: 'abandoned' }, 'cancelled'],
		['rejected by us', { kind: 'rejected', status: 488 }, 'failed'],
		['486', refused(486), 'busy'],
		['600', refused(600), 'busy'],
		['403', refused(403), 'declined'],
		['603', refused(603), 'declined'],
		['404', refused(404), 'unknown-number'],
		['410', refused(410), 'unknown-number'],
		['484', refused(484), 'unknown-number'],
		['485', refused(485), 'unknown-number'],
		['604', refused(604), 'unknown-number'],
		['408', refused(408), 'no-answer'],
		['487', refused(487), 'no-answer'],
		['480', refused(480), 'unreachable'],
		['503', refused(503), 'unreachable'],
		['488', refused(488), 'failed'],
		['500', refused(500), 'failed'],
		['no answer', { kind: 'no-answer' }, 'no-answer'],
		['failed', { kind: 'failed', failure: 'media' }, 'failed']
	])('%s: %s', (_, cause, outcome) => {
		expect(outgoingOutcome(cause, false)).toBe(outcome);
		expect(outgoingOutcome(cause, true)).toBe('answered');
	});
});

describe('answered elsewhere', () => {
	test.each([
		['SIP;cause=200', true],
		['sip ; cause = 200 ; text="anything"', true],
		['SIP;text="Call completed elsewhere"', true],
		['SIP;cause=0;text="call COMPLETED elsewhere "', true],
		['Q.850;cause=26', true],
		['q.850;cause=26;text="Non-selected user clearing"', true],
		['Q.850;cause=16, SIP;cause=200', true],
		['Q.850;cause=200', false],
		['SIP;cause=26', false],
		['Q.850;cause=16;text="Normal call clearing"', false],
		['SIP;cause=486', false],
		['SIP;cause=2000', false],
		['SIP;text="Not call completed elsewhere"', false],
		['', false]
	])('%s: %s', (field, elsewhere) => {
		expect(isAnsweredElsewhere(parseReasons([field]))).toBe(elsewhere);
	});

	test('may stand in any of several fields', () => {
		expect(isAnsweredElsewhere(parseReasons(['Q.850;cause=16', 'SIP;cause=200']))).toBe(true);
	});
});
