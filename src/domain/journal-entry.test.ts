import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { OutgoingReport } from './call-report.ts';
import { callStatusSchema, entryOfReport } from './journal-entry.ts';
import { incomingReport, phoneNumber } from './sample-calls.ts';

const names = { hotline: { id: 'weber', name: 'Line', company: 'Dr. Weber', color: '#147a45' } };

test('an incoming call leaves its facts and the names of the moment', () => {
	const report = incomingReport({ connectedAt: incomingReport().startedAt + 1 });
	const { callId, startedAt, endedAt, connectedAt, ringMs, direction, outcome, caller, called } =
		report;
	expect(entryOfReport(report, names)).toStrictEqual({
		...{ callId, startedAt, endedAt, connectedAt, ringMs, direction, outcome, caller, called },
		...names
	});
	expect(entryOfReport(incomingReport(), {})).not.toHaveProperty('connectedAt');
});

test('an outgoing call leaves what was dialled', () => {
	const { callId, startedAt, endedAt, ringMs, reportId, deviceId } = incomingReport();
	const report: OutgoingReport = {
		...{ version: 1, reportId, deviceId, callId, startedAt, endedAt, ringMs },
		direction: 'outgoing',
		outcome: 'busy',
		dialled: phoneNumber('0171 3920010')
	};
	expect(entryOfReport(report, {})).toStrictEqual({
		...{ callId, startedAt, endedAt, ringMs },
		direction: 'outgoing',
		outcome: 'busy',
		dialled: '01713920010'
	});
});

test('a status is read only if it is one', () => {
	const status = {
		callId: 'c1',
		outcome: 'missed',
		decidedAt: 1,
		decision: { notify: true, verdicts: [] },
		processed: null,
		messages: [
			{
				channel: 'mail',
				state: 'waiting',
				attempts: 1,
				lastError: 'refused',
				sentAt: null,
				response: null
			}
		]
	};
	expect(v.parse(callStatusSchema, status)).toEqual(status);
	expect(v.is(callStatusSchema, { ...status, decidedAt: null, decision: null, messages: [] })).toBe(
		true
	);
	expect(v.is(callStatusSchema, { ...status, decision: 'yes' })).toBe(false);
	expect(
		v.is(callStatusSchema, { ...status, messages: [{ channel: 'mail', state: 'lost' }] })
	).toBe(false);
});
