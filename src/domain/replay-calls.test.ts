import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INCOMING_OUTCOMES } from './call-outcome.ts';
import { callerKey, type CallerIdentity } from './caller-identity.ts';
import type { SourceAnswer } from './contact.ts';
import { decide, EXCEPTIONS, type Decision, type JoinedCall } from './notification-rules.ts';
import {
	decidingVerdicts,
	readCallerAgain,
	replayCalls,
	type DecidedCall,
	type PastNotification
} from './replay-calls.ts';
import { contactSample, joinedCall, numberCaller, PLAN, SETTINGS } from './sample-calls.ts';
import type { Settings } from './settings.ts';

const DOMAIN = 'pbx.example';
const START = joinedCall().startedAt;
const HOUR = 3_600_000;

const withExceptions = (change: Partial<Settings['exceptions']>): Settings => ({
	...SETTINGS,
	exceptions: { ...SETTINGS.exceptions, shortRing: false, ...change }
});

interface Arrival {
	readonly call: JoinedCall;
	readonly decidedAt: number;
	readonly lastActiveAt: number | undefined;
	readonly lookup: readonly SourceAnswer[];
	readonly isAddressed: boolean;
}

/** What a server does as calls come in: each is decided on what has become of those before. */
function decideInTurn(
	arrivals: readonly Arrival[],
	settings: Settings,
	past: readonly PastNotification[] = []
): DecidedCall[] {
	const notified = [...past];
	return arrivals.map(({ call, decidedAt, lastActiveAt, lookup, isAddressed }) => {
		const key = callerKey(call.caller);
		const same = notified.filter((each) => each.callerKey === key);
		const lastNotifiedAt = same.map((each) => each.decidedAt).toSorted((a, b) => b - a)[0];
		const decision = decide(
			call,
			{
				notifiedStarts: same.map(({ startedAt }) => startedAt),
				...(lastActiveAt !== undefined && { lastActiveAt }),
				...(lastNotifiedAt !== undefined && { lastNotifiedAt }),
				sipDomain: DOMAIN
			},
			lookup,
			settings
		);
		if (decision.notify && isAddressed && key !== undefined) {
			notified.push({ callerKey: key, startedAt: call.startedAt, decidedAt });
		}
		// As the database gives it back.
		return { call, decidedAt, decision: JSON.parse(JSON.stringify(decision)), isAddressed };
	});
}

const CALLERS: readonly CallerIdentity[] = [
	numberCaller('0171 3920010'),
	numberCaller('0171 3920011'),
	numberCaller('123'),
	{ kind: 'user', user: 'Reception', domain: DOMAIN, source: 'from' },
	{ kind: 'withheld' },
	{ kind: 'unavailable' }
];
const LOOKUPS: readonly (readonly SourceAnswer[])[] = [
	[],
	[{ source: 'own', status: 'none' }],
	[{ source: 'own', status: 'found', matches: [] }],
	[
		{ source: 'own', status: 'found', matches: [{ contact: contactSample(), certain: false }] },
		{ source: 'directory: staff', status: 'failed', error: 'timeout' }
	],
	[{ source: 'own', status: 'failed', error: 'timeout' }]
];

const arrivals = fc
	.array(
		fc.record({
			gap: fc.integer({ min: 0, max: 30 * HOUR }),
			delay: fc.integer({ min: 0, max: 40 * HOUR }),
			active: fc.option(fc.integer({ min: -100 * HOUR, max: HOUR }), { nil: undefined }),
			caller: fc.constantFrom(...CALLERS),
			outcome: fc.constantFrom(...INCOMING_OUTCOMES),
			ringMs: fc.integer({ min: 0, max: 4_000 }),
			lookup: fc.constantFrom(...LOOKUPS),
			isAddressed: fc.boolean()
		}),
		{ maxLength: 40 }
	)
	.map((list): Arrival[] => {
		let decidedAt = START;
		return list.map(({ gap, delay, active, caller, outcome, ringMs, lookup, isAddressed }) => {
			decidedAt += gap;
			return {
				// Reports may wait for hours on a device.
				call: joinedCall({ caller, outcome, ringMs, startedAt: decidedAt - delay }),
				decidedAt,
				lastActiveAt: active === undefined ? undefined : decidedAt + active,
				lookup,
				isAddressed
			};
		});
	});

const settings = fc
	.record({
		exceptions: fc.record(
			Object.fromEntries(EXCEPTIONS.map((name) => [name, fc.boolean()])) as Record<
				(typeof EXCEPTIONS)[number],
				fc.Arbitrary<boolean>
			>
		),
		declined: fc.boolean(),
		list: fc.constantFrom<string[]>([], ['0171*'], ['reception'])
	})
	.map(({ exceptions, declined, list }): Settings => {
		const changed = withExceptions({ ...exceptions, list });
		return { ...changed, unanswered: { ...changed.unanswered, declined } };
	});

const past = fc.array(
	fc.record({
		callerKey: fc.constantFrom(...CALLERS.map((caller) => callerKey(caller) ?? 'nobody')),
		decidedAt: fc.integer({ min: START - 60 * HOUR, max: START - 1 }),
		delay: fc.integer({ min: 0, max: 40 * HOUR })
	})
);

describe('replaying', () => {
	test('with the settings that held changes nothing, not even a word of the explanation', () => {
		fc.assert(
			fc.property(arrivals, settings, past, (calls, held, before) => {
				const notifications = before.map(({ delay, ...each }) => ({
					...each,
					startedAt: each.decidedAt - delay
				}));
				const decided = decideInTurn(calls, held, notifications);
				expect(replayCalls(decided, notifications, held, DOMAIN)).toEqual(
					decided.map(({ decision }) => decision)
				);
			})
		);
	});

	test('with other settings decides as the server would have, had they held', () => {
		fc.assert(
			fc.property(arrivals, settings, settings, (calls, held, proposed) => {
				const again = replayCalls(decideInTurn(calls, held), [], proposed, DOMAIN);
				const wouldHaveBeen = decideInTurn(calls, proposed);
				expect(again).toEqual(wouldHaveBeen.map(({ decision }) => decision));
			})
		);
	});

	const arrival = (hours: number, call: Partial<JoinedCall> = {}): Arrival => ({
		call: joinedCall({ startedAt: START + hours * HOUR, ...call }),
		decidedAt: START + hours * HOUR + 20_000,
		lastActiveAt: undefined,
		lookup: [],
		isAddressed: true
	});
	const notifies = (decisions: readonly Decision[]) => decisions.map(({ notify }) => notify);

	test('a call that would have notified is history for those after it', () => {
		const held = withExceptions({ shortRing: true });
		const decided = decideInTurn([arrival(0, { ringMs: 500 }), arrival(1), arrival(2)], held);
		expect(notifies(decided.map(({ decision }) => decision))).toEqual([false, true, true]);
		const proposed = withExceptions({ repeatedSameDay: true });
		expect(notifies(replayCalls(decided, [], proposed, DOMAIN))).toEqual([true, false, false]);
	});

	test('a call that would not have notified is no history any more', () => {
		const decided = decideInTurn([arrival(0, { ringMs: 500 }), arrival(1)], withExceptions({}));
		const proposed = withExceptions({ shortRing: true, repeatedSameDay: true });
		expect(notifies(replayCalls(decided, [], proposed, DOMAIN))).toEqual([false, true]);
	});

	test('where no message could go out there is none to be repeated', () => {
		const decided = decideInTurn(
			[{ ...arrival(0), isAddressed: false }, arrival(1)],
			withExceptions({})
		);
		const proposed = withExceptions({ repeatedSameDay: true });
		expect(notifies(replayCalls(decided, [], proposed, DOMAIN))).toEqual([true, true]);
	});

	test('a notification of another call counts from when it was made', () => {
		const decided = decideInTurn([arrival(0), arrival(1)], withExceptions({}));
		const key = callerKey(joinedCall().caller) ?? '';
		const between = { callerKey: key, startedAt: START, decidedAt: START + HOUR / 2 };
		const proposed = withExceptions({ repeatedSameDay: true, shortRing: true, shortRingMs: 0 });
		const [first, second] = replayCalls(decided.slice(0, 2), [between], proposed, DOMAIN);
		expect([first?.notify, second?.notify]).toEqual([true, false]);
	});

	test('a caller who reads otherwise by the new plan is looked up anew', () => {
		const [call] = decideInTurn([arrival(0)], withExceptions({}));
		const proposed = withExceptions({ noContact: true });
		const lookup: SourceAnswer[] = [{ source: 'own', status: 'none' }];
		expect(notifies(replayCalls([call!], [], proposed, DOMAIN))).toEqual([true]);
		expect(notifies(replayCalls([{ ...call!, lookup }], [], proposed, DOMAIN))).toEqual([false]);
	});
});

test('a number is read again from what was dialled; nobody else changes', () => {
	const local = numberCaller('5551', { ...PLAN, maxExtensionDigits: 4 });
	expect(local.number.extension).toBe('5551');
	expect(readCallerAgain(local, PLAN)).toMatchObject({ number: { e164: '+49305551' } });
	for (const caller of CALLERS.filter(({ kind }) => kind !== 'number')) {
		expect(readCallerAgain(caller, PLAN)).toBe(caller);
	}
});

describe('what makes the difference', () => {
	const [shortCall] = decideInTurn(
		[
			{
				call: joinedCall({ ringMs: 500, outcome: 'declined' }),
				decidedAt: START,
				lastActiveAt: undefined,
				lookup: [],
				isAddressed: true
			}
		],
		SETTINGS
	);
	const counting = { ...SETTINGS, unanswered: { ...SETTINGS.unanswered, declined: true } };
	const decisionWith = (change: Settings) => replayCalls([shortCall!], [], change, DOMAIN)[0]!;
	const names = (before: Decision, after: Decision) =>
		decidingVerdicts(before, after).map(({ exception, enabled }) => ({ exception, enabled }));

	const shortRing = decisionWith(counting);
	const notifying = decisionWith({
		...counting,
		exceptions: { ...counting.exceptions, shortRing: false }
	});

	test('is the rule that suppresses now, or that no longer does', () => {
		expect(names(notifying, shortRing)).toEqual([{ exception: 'shortRing', enabled: true }]);
		expect(names(shortRing, notifying)).toEqual([{ exception: 'shortRing', enabled: false }]);
	});

	test('is no rule where it counts as unanswered in one of them alone', () => {
		const answered = decisionWith(SETTINGS);
		expect(answered.notUnanswered).toBe('declined');
		expect(names(answered, notifying)).toEqual([]);
		expect(names(notifying, answered)).toEqual([]);
	});
});
