import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	diallingCall,
	ringingCall,
	transition,
	type Call,
	type CallEvent,
	type Transition
} from './call.ts';
import { joinedCall } from './sample-calls.ts';

const START = 1_000_000;
const { caller, called } = joinedCall();
const incoming = ringingCall({
	id: '1',
	callId: 'c1',
	startedAt: START,
	caller,
	called,
	markedInternal: true
});
const outgoing = diallingCall({ id: '2', callId: 'c2', startedAt: START, dialled: '0171 3920010' });

const EVENTS = {
	accept: (at: number): CallEvent => ({ type: 'accept', at }),
	progress: (at: number): CallEvent => ({ type: 'progress', at }),
	connected: (at: number): CallEvent => ({ type: 'connected', at }),
	ended: (at: number): CallEvent => ({
		type: 'ended',
		at,
		cause: { kind: 'hangup', by: 'them', reasons: [] }
	})
};
type EventName = keyof typeof EVENTS;

/** The call after these events, a second apart; every one must be legal. */
function after(call: Call, ...names: EventName[]): Call {
	return names.reduce((moved, name, at) => {
		const result = transition(moved, EVENTS[name](START + (at + 1) * 1_000));
		expect(result).toMatchObject({ ok: true });
		return result.call;
	}, call);
}

const CALLS = {
	'incoming ringing': incoming,
	'incoming answering': after(incoming, 'accept'),
	'incoming connected': after(incoming, 'accept', 'connected'),
	'incoming ended': after(incoming, 'ended'),
	'outgoing dialling': outgoing,
	'outgoing alerting': after(outgoing, 'progress'),
	'outgoing connected': after(outgoing, 'connected'),
	'outgoing ended': after(outgoing, 'ended')
} satisfies Record<string, Call>;

/** The diagram above the type, as a table: where each event leads, or that it is illegal. */
const DIAGRAM: Record<keyof typeof CALLS, Record<EventName, Call['state'] | 'illegal'>> = {
	'incoming ringing': {
		accept: 'answering',
		progress: 'illegal',
		connected: 'illegal',
		ended: 'ended'
	},
	'incoming answering': {
		accept: 'illegal',
		progress: 'illegal',
		connected: 'connected',
		ended: 'ended'
	},
	'incoming connected': {
		accept: 'illegal',
		progress: 'illegal',
		connected: 'illegal',
		ended: 'ended'
	},
	'incoming ended': {
		accept: 'illegal',
		progress: 'illegal',
		connected: 'illegal',
		ended: 'illegal'
	},
	'outgoing dialling': {
		accept: 'illegal',
		progress: 'alerting',
		connected: 'connected',
		ended: 'ended'
	},
	// A proxy forwards several 18x, one per branch.
	'outgoing alerting': {
		accept: 'illegal',
		progress: 'alerting',
		connected: 'connected',
		ended: 'ended'
	},
	'outgoing connected': {
		accept: 'illegal',
		progress: 'illegal',
		connected: 'illegal',
		ended: 'ended'
	},
	'outgoing ended': {
		accept: 'illegal',
		progress: 'illegal',
		connected: 'illegal',
		ended: 'illegal'
	}
};

const pairs = Object.entries(DIAGRAM).flatMap(([name, row]) =>
	Object.entries(row).map(([event, to]) => ({ name, event, to }))
);

describe('every state and every event', () => {
	test.each(pairs)('$name, $event: $to', ({ name, event, to }) => {
		const call = CALLS[name as keyof typeof CALLS];
		const result: Transition = transition(call, EVENTS[event as EventName](START + 9_000));
		if (to === 'illegal') {
			expect(result).toEqual({
				ok: false,
				call,
				illegal: `${event} while ${call.state} (${call.direction})`
			});
			expect(result.call).toBe(call);
		} else {
			expect(result).toMatchObject({ ok: true, call: { state: to } });
			const { id, callId, startedAt, direction } = call;
			expect(result.call).toMatchObject({ id, callId, startedAt, direction });
		}
	});

	test('who calls, who is called and the PBX’s mark stay through the call’s life', () => {
		for (const call of [CALLS['incoming connected'], CALLS['incoming ended']]) {
			expect(call).toMatchObject({ caller, called, markedInternal: true });
		}
		expect(CALLS['outgoing ended']).toMatchObject({ dialled: '0171 3920010' });
	});

	test('a second 18x does not move the time of the first', () => {
		const alerting = CALLS['outgoing alerting'];
		expect(transition(alerting, EVENTS.progress(START + 9_000)).call).toBe(alerting);
	});
});

describe('the times of an ended call', () => {
	const end = (call: Call, at: number) => transition(call, EVENTS.ended(at)).call;

	test.each([
		['given up while it rang', incoming, { endedAt: START + 9_000, ringMs: 9_000 }],
		['given up after it was accepted', CALLS['incoming answering'], { ringMs: 1_000 }],
		['answered', CALLS['incoming connected'], { connectedAt: START + 2_000, ringMs: 2_000 }],
		['not answered by the far side', CALLS['outgoing alerting'], { ringMs: 9_000 }]
	])('%s', (_, call, times) => {
		const ended = end(call, START + 9_000);
		expect(ended).toMatchObject({ state: 'ended', endedAt: START + 9_000, ...times });
		if (call.state !== 'connected') expect(ended).not.toHaveProperty('connectedAt');
	});

	test('only what was connected is answered', () => {
		expect(end(CALLS['incoming connected'], START + 9_000)).toMatchObject({ outcome: 'answered' });
		expect(end(CALLS['incoming answering'], START + 9_000)).toMatchObject({ outcome: 'missed' });
		expect(end(CALLS['outgoing connected'], START + 9_000)).toMatchObject({ outcome: 'answered' });
		expect(end(CALLS['outgoing alerting'], START + 9_000)).toMatchObject({ outcome: 'failed' });
	});

	test('stay in order whatever the clock does meanwhile', () => {
		const at = fc.integer({ min: 0, max: 3 * START });
		const names = fc.array(fc.constantFrom(...(Object.keys(EVENTS) as EventName[])), {
			maxLength: 6
		});
		fc.assert(
			fc.property(
				fc.constantFrom<Call>(incoming, outgoing),
				names,
				fc.array(at, { minLength: 7 }),
				(first, events, times) => {
					let call: Call = first;
					for (const [index, name] of [...events, 'ended' as const].entries()) {
						call = transition(call, EVENTS[name](times[index] ?? 0)).call;
					}
					if (call.state !== 'ended') throw new Error('not ended');
					const { startedAt, connectedAt = startedAt, endedAt, ringMs } = call;
					expect(ringMs).toBeGreaterThanOrEqual(0);
					expect(connectedAt).toBeGreaterThanOrEqual(startedAt);
					expect(endedAt).toBeGreaterThanOrEqual(connectedAt);
				}
			),
			{ numRuns: 500 }
		);
	});
});

describe('two who are connected', () => {
	const connected = CALLS['incoming connected'];
	const at = START + 9_000;

	test('each hold and resume the call for themselves', () => {
		const ours = transition(connected, { type: 'held', by: 'us', at }).call;
		expect(ours).toMatchObject({ state: 'connected', held: { byUs: true, byThem: false } });
		const both = transition(ours, { type: 'held', by: 'them', at }).call;
		expect(both).toMatchObject({ held: { byUs: true, byThem: true } });
		const theirs = transition(both, { type: 'resumed', by: 'us', at }).call;
		expect(theirs).toMatchObject({ held: { byUs: false, byThem: true } });
		const none = transition(theirs, { type: 'resumed', by: 'them', at }).call;
		expect(none).toEqual(connected);
	});

	test('mute and hold are apart: to resume does not unmute', () => {
		const muted = transition(connected, { type: 'muted', at }).call;
		const held = transition(muted, { type: 'held', by: 'us', at }).call;
		const resumed = transition(held, { type: 'resumed', by: 'us', at }).call;
		expect(resumed).toEqual({ ...connected, muted: true });
		expect(transition(resumed, { type: 'unmuted', at }).call).toEqual(connected);
	});

	test('lose the way of their sound, and find another, whoever holds the call', () => {
		const held = transition(connected, { type: 'held', by: 'them', at }).call;
		const lost = transition(held, { type: 'interrupted', at }).call;
		expect(lost).toMatchObject({ isInterrupted: true, held: { byThem: true } });
		expect(transition(lost, { type: 'restored', at }).call).toEqual(held);
	});

	test.each(['incoming ringing', 'incoming ended', 'outgoing alerting'] as const)(
		'no others: %s',
		(name) => {
			const call = CALLS[name];
			expect(transition(call, { type: 'held', by: 'us', at })).toMatchObject({ ok: false, call });
			expect(transition(call, { type: 'muted', at })).toMatchObject({ ok: false, call });
		}
	);
});
