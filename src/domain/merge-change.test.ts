import { expect, test } from 'vitest';
import { entryOfReport, type CallChange } from './journal-entry.ts';
import { mergeChange } from './merge-change.ts';
import { incomingReport } from './sample-calls.ts';

const report = incomingReport();
const contact = { name: 'Zacharias', company: 'Mustermann GmbH' };
const before = entryOfReport(report, { contact });

const change = (caller: typeof report.caller): CallChange => {
	const { startedAt, endedAt, ringMs, called } = report;
	return {
		changedAt: 1,
		status: {
			...{ callId: report.callId, outcome: 'missed', decidedAt: null },
			...{ decision: null, processed: null, messages: [] }
		},
		facts: {
			...{ direction: 'incoming', outcome: 'missed' },
			...{ startedAt, endedAt, ringMs, caller, called }
		},
		contact
	};
};

test('a name stays as it was when it rang', () => {
	expect(mergeChange(before, change(report.caller), false, () => undefined)).toMatchObject({
		contact
	});
});

test('nothing is left of a caller who was withheld on another device', () => {
	const merged = mergeChange(before, change({ kind: 'withheld' }), false, () => undefined);
	expect(merged).toMatchObject({ caller: { kind: 'withheld' } });
	expect(JSON.stringify(merged)).not.toMatch(/Zacharias|3920010/);
});
