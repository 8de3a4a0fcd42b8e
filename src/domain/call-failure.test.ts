import { expect, test } from 'vitest';
import { callFailure } from './call-failure.ts';
import type { EndCause } from './call-outcome.ts';

test.each([
	[401, 'forbidden'],
	[403, 'forbidden'],
	[404, 'unknown-number'],
	[407, 'forbidden'],
	[408, 'no-answer'],
	[410, 'unknown-number'],
	[415, 'no-codec'],
	[480, 'unreachable'],
	[484, 'incomplete-number'],
	[486, 'busy'],
	[488, 'no-codec'],
	[500, 'pbx'],
	[503, 'pbx'],
	[600, 'busy'],
	[603, 'declined'],
	[604, 'unknown-number'],
	[606, 'no-codec'],
	[400, 'failed']
])('a call refused with %i: %s', (status, reason) => {
	expect(callFailure({ kind: 'refused', status, reasons: [] })).toBe(reason);
});

test('what the telephone network says counts more than the status that a gateway made of it', () => {
	const reasons = [{ protocol: 'Q.850', cause: 1 }];
	expect(callFailure({ kind: 'refused', status: 503, reasons })).toBe('unknown-number');
	const unknown = [{ protocol: 'Q.850', cause: 99 }];
	expect(callFailure({ kind: 'refused', status: 486, reasons: unknown })).toBe('busy');
});

test.each<[EndCause, string | undefined]>([
	[{ kind: 'failed', failure: 'no-microphone' }, 'no-microphone'],
	[{ kind: 'failed', failure: 'media' }, 'media'],
	[{ kind: 'failed', failure: 'transport' }, 'network'],
	[{ kind: 'failed', failure: 'internal' }, 'failed'],
	[{ kind: 'no-answer' }, 'no-answer'],
	[{ kind: 'hangup', by: 'them', reasons: [] }, 'failed'],
	[{ kind: 'hangup', by: 'us', reasons: [] }, undefined],
	[{ kind: 'abandoned' }, undefined],
	[{ kind: 'transferred', to: '12' }, undefined]
])('%j: %s', (cause, reason) => {
	expect(callFailure(cause)).toBe(reason);
});
