import { describe, expect, test } from 'vitest';
import { INCOMING_OUTCOMES, type IncomingOutcome } from './call-outcome.ts';
import { callerIdentity } from './caller-identity.ts';
import type { SourceAnswer } from './contact.ts';
import {
	decide,
	EXCEPTIONS,
	isUnanswered,
	type CallHistory,
	type Exception,
	type JoinedCall
} from './notification-rules.ts';
import {
	contactSample,
	joinedCall,
	numberCaller,
	PLAN,
	SETTINGS,
	sipHeaders
} from './sample-calls.ts';
import type { Settings } from './settings.ts';

const HISTORY: CallHistory = { notifiedStarts: [], sipDomain: 'pbx.example' };
const FOUND: SourceAnswer = {
	source: 'own',
	status: 'found',
	matches: [{ contact: contactSample(), certain: true }]
};
const NONE: SourceAnswer = { source: 'own', status: 'none' };
const TIMED_OUT: SourceAnswer = { source: 'ldap', status: 'failed', error: 'timeout' };

const ALL_OFF = Object.fromEntries(EXCEPTIONS.map((name) => [name, false])) as Record<
	Exception,
	false
>;

interface Given {
	readonly call?: Partial<JoinedCall>;
	readonly history?: Partial<CallHistory>;
	readonly lookup?: readonly SourceAnswer[];
	readonly settings?: Partial<Settings>;
	readonly exceptions?: Partial<Settings['exceptions']>;
}

/** Decides with only this exception switched on, and gives its verdict beside the decision. */
function judge(exception: Exception, given: Given) {
	const settings: Settings = {
		...SETTINGS,
		...given.settings,
		exceptions: { ...SETTINGS.exceptions, ...ALL_OFF, [exception]: true, ...given.exceptions }
	};
	const decision = decide(
		joinedCall(given.call),
		{ ...HISTORY, ...given.history },
		given.lookup ?? [FOUND],
		settings
	);
	const verdict = decision.verdicts.find((one) => one.exception === exception);
	if (!verdict) throw new Error(`no verdict: ${exception}`);
	return { ...decision, verdict };
}

type Row = [name: string, given: Given, matches: boolean, code: string];

/** Each row with its exception switched on (it suppresses exactly when it matches) and off (it never does). */
function rows(exception: Exception, table: readonly Row[]): void {
	describe(exception, () => {
		test.each(table)('%s', (_, given, matches, code) => {
			const on = judge(exception, given);
			expect(on.verdict).toMatchObject({ enabled: true, matches, code });
			expect(on.notify).toBe(!matches);
			const off = judge(exception, {
				...given,
				exceptions: { ...given.exceptions, [exception]: false }
			});
			expect(off.verdict).toMatchObject({ enabled: false, matches, code });
			expect(off.notify).toBe(true);
		});
	});
}

const from = (fields: Record<string, string>): Partial<JoinedCall> => ({
	caller: callerIdentity(sipHeaders(fields), PLAN)
});
const user = (address: string) => from({ From: `<sip:${address}>` });
const RANGES = {
	extensionRanges: [
		{ from: '500', to: '599' },
		{ from: '0070', to: '0079' }
	]
};
const NO_MAIN = { numbering: { ...PLAN, mainNumber: '' } };

rows('internal', [
	['marked by the PBX', { call: { markedInternal: true } }, true, 'marked-internal'],
	[
		'marked as external by the PBX, whatever the number says',
		{ call: { caller: numberCaller('100'), markedInternal: false } },
		false,
		'marked-external'
	],
	[
		'first of a range',
		{ call: { caller: numberCaller('500') }, settings: RANGES },
		true,
		'extension-range'
	],
	[
		'last of a range',
		{ call: { caller: numberCaller('599') }, settings: RANGES },
		true,
		'extension-range'
	],
	[
		'before a range',
		{
			call: { caller: numberCaller('499') },
			settings: { ...RANGES, numbering: { ...PLAN, maxExtensionDigits: 0, areaCode: '' } }
		},
		false,
		'outside'
	],
	[
		'in a range, dialled as a whole number',
		{ call: { caller: numberCaller('030 23125-550') }, settings: RANGES },
		true,
		'extension-range'
	],
	[
		'an extension with a leading 0',
		{ call: { caller: numberCaller('0075') }, settings: RANGES },
		true,
		'extension-range'
	],
	[
		'the same digits, another length',
		{ call: { caller: numberCaller('075') }, settings: RANGES },
		true,
		'few-digits'
	],
	[
		'as many digits as an extension has',
		{ call: { caller: numberCaller('999') } },
		true,
		'few-digits'
	],
	[
		'as many digits, although they could be a number of the country',
		{
			call: {
				caller: numberCaller('01234', { ...PLAN, areaCode: '', maxExtensionDigits: 5 })
			},
			settings: { numbering: { ...PLAN, areaCode: '', maxExtensionDigits: 5 } }
		},
		true,
		'few-digits'
	],
	['one digit more', { call: { caller: numberCaller('9999') } }, false, 'outside'],
	[
		'the main number and an extension',
		{ call: { caller: numberCaller('+49 30 23125-999') } },
		true,
		'main-number-extension'
	],
	[
		'the main number and too many digits',
		{ call: { caller: numberCaller('+49 30 23125-9999') } },
		false,
		'outside'
	],
	['the main number itself', { call: { caller: numberCaller('+49 30 23125') } }, false, 'outside'],
	[
		'no main number configured',
		{ call: { caller: numberCaller('+49 30 23125-999', NO_MAIN.numbering) }, settings: NO_MAIN },
		false,
		'outside'
	],
	['a user of the own domain', { call: user('reception@PBX.example') }, true, 'own-domain-user'],
	[
		'a user of the own domain, which has a port',
		{ call: user('reception@pbx.example:5060'), history: { sipDomain: 'PBX.example:5060' } },
		true,
		'own-domain-user'
	],
	['a user of another domain', { call: user('reception@other.example') }, false, 'outside'],
	[
		'no domain is nobody’s own',
		{ call: from({ From: '<tel:reception>' }), history: { sipDomain: '' } },
		false,
		'outside'
	],
	[
		'forwarded by a colleague: the original caller is outside',
		{
			call: {
				...from({
					From: '<sip:+491713920010@trunk.example>',
					Diversion: '<sip:100@pbx.example>'
				}),
				called: { source: 'diversion', divertedFrom: [numberCaller('100').number] }
			}
		},
		false,
		'outside'
	],
	[
		'forwarded by a client: the original caller is inside',
		{
			call: {
				caller: numberCaller('100'),
				called: { source: 'diversion', divertedFrom: [numberCaller('+494066969300').number] }
			}
		},
		true,
		'few-digits'
	],
	['withheld', { call: { caller: { kind: 'withheld' } } }, false, 'outside'],
	[
		'withheld, but marked by the PBX',
		{ call: { caller: { kind: 'withheld' }, markedInternal: true } },
		true,
		'marked-internal'
	],
	['unavailable', { call: { caller: { kind: 'unavailable' } } }, false, 'outside']
]);

rows('withheld', [
	[
		'a number that the trunk passes all the same',
		{
			call: from({
				'P-Asserted-Identity': '<sip:+491713920010@trunk.example>',
				From: '<sip:+491713920010@trunk.example>',
				Privacy: 'id;critical'
			})
		},
		true,
		'withheld'
	],
	['anonymous', { call: from({ From: '<sip:anonymous@anonymous.invalid>' }) }, true, 'withheld'],
	['restricted', { call: user('restricted@trunk.example') }, true, 'withheld'],
	['unavailable', { call: user('unavailable@trunk.example') }, false, 'not-withheld'],
	['unknown', { call: user('unknown@unknown.invalid') }, false, 'not-withheld'],
	['a number', {}, false, 'not-withheld']
]);

rows('noContact', [
	[
		'all answered, nobody knows',
		{ lookup: [NONE, { ...NONE, source: 'ldap' }] },
		true,
		'no-contact'
	],
	['one knows', { lookup: [NONE, FOUND] }, false, 'contact-found'],
	['one knows, another failed', { lookup: [TIMED_OUT, FOUND] }, false, 'contact-found'],
	['one failed', { lookup: [NONE, { ...TIMED_OUT, error: 'refused' }] }, false, 'source-failed'],
	['one timed out', { lookup: [NONE, TIMED_OUT] }, false, 'source-failed'],
	[
		'found, but without any match',
		{ lookup: [{ source: 'own', status: 'found', matches: [] }] },
		true,
		'no-contact'
	],
	[
		'an uncertain match is one',
		{
			lookup: [
				{ source: 'own', status: 'found', matches: [{ contact: contactSample(), certain: false }] }
			]
		},
		false,
		'contact-found'
	],
	['nobody was asked', { lookup: [] }, false, 'nobody-asked'],
	['withheld', { call: { caller: { kind: 'withheld' } }, lookup: [] }, true, 'no-number'],
	['unavailable', { call: { caller: { kind: 'unavailable' } }, lookup: [] }, true, 'no-number']
]);

const berlin = (utc: string) => Date.parse(utc);
/** Notified for a call at the first time; the call to be judged began at the second. */
const days = (before: string[], now: string, timeZone = 'Europe/Berlin'): Given => ({
	call: { startedAt: berlin(now) },
	history: { notifiedStarts: before.map(berlin) },
	settings: { timeZone }
});

rows('repeatedSameDay', [
	['the first call of all', days([], '2026-05-12T08:00Z'), false, 'first-that-day'],
	[
		'the second on one day',
		days(['2026-05-12T08:00Z'], '2026-05-12T20:00Z'),
		true,
		'notified-that-day'
	],
	['the day after', days(['2026-05-11T08:00Z'], '2026-05-12T08:00Z'), false, 'first-that-day'],
	[
		'one of many was that day',
		days(['2026-05-10T08:00Z', '2026-05-12T08:00Z'], '2026-05-12T09:00Z'),
		true,
		'notified-that-day'
	],
	[
		'at the same moment',
		days(['2026-05-12T08:00Z'], '2026-05-12T08:00Z'),
		true,
		'notified-that-day'
	],
	// Summer time begins: 29 March in Berlin lasts 23 hours, from 23:00Z to 22:00Z.
	[
		'23-hour day, first and last moment',
		days(['2026-03-28T23:00:00.000Z'], '2026-03-29T21:59:59.999Z'),
		true,
		'notified-that-day'
	],
	[
		'23-hour day, before its midnight',
		days(['2026-03-28T22:59:59.999Z'], '2026-03-28T23:00:00.000Z'),
		false,
		'first-that-day'
	],
	[
		'23-hour day, after its midnight',
		days(['2026-03-29T21:59:59.999Z'], '2026-03-29T22:00:00.000Z'),
		false,
		'first-that-day'
	],
	[
		'23 hours later is the next day',
		days(['2026-03-28T23:00Z'], '2026-03-29T22:00Z'),
		false,
		'first-that-day'
	],
	// Summer time ends: 25 October lasts 25 hours, from 22:00Z to 23:00Z.
	[
		'25-hour day, first and last moment',
		days(['2026-10-24T22:00:00.000Z'], '2026-10-25T22:59:59.999Z'),
		true,
		'notified-that-day'
	],
	[
		'25-hour day, before its midnight',
		days(['2026-10-24T21:59:59.999Z'], '2026-10-24T22:00:00.000Z'),
		false,
		'first-that-day'
	],
	[
		'25-hour day, after its midnight',
		days(['2026-10-25T22:59:59.999Z'], '2026-10-25T23:00:00.000Z'),
		false,
		'first-that-day'
	],
	[
		'24 hours later is still the same day',
		days(['2026-10-24T22:00Z'], '2026-10-25T22:00Z'),
		true,
		'notified-that-day'
	],
	[
		'02:30 happens twice on that day',
		days(['2026-10-25T00:30Z'], '2026-10-25T01:30Z'),
		true,
		'notified-that-day'
	],
	[
		'the zone is the account’s',
		days(['2026-05-12T03:00Z'], '2026-05-12T05:00Z', 'America/New_York'),
		false,
		'first-that-day'
	],
	[
		'only calls that were notified count: a suppressed one is not in the history',
		{ history: { notifiedStarts: [] } },
		false,
		'first-that-day'
	],
	[
		'never for withheld callers',
		{
			...days(['2026-05-12T08:00Z'], '2026-05-12T09:00Z'),
			call: { caller: { kind: 'withheld' }, startedAt: berlin('2026-05-12T09:00Z') }
		},
		false,
		'caller-not-known'
	],
	[
		'nor for callers without number',
		{
			...days(['2026-05-12T08:00Z'], '2026-05-12T09:00Z'),
			call: { caller: { kind: 'unavailable' }, startedAt: berlin('2026-05-12T09:00Z') }
		},
		false,
		'caller-not-known'
	]
]);

rows('repeatedWithoutLogin', [
	['never notified', { history: { lastActiveAt: 1_000 } }, false, 'never-notified'],
	[
		'notified, active since',
		{ history: { lastNotifiedAt: 1_000, lastActiveAt: 1_001 } },
		false,
		'active-since'
	],
	[
		'notified at the moment of the activity',
		{ history: { lastNotifiedAt: 1_000, lastActiveAt: 1_000 } },
		false,
		'active-since'
	],
	[
		'notified since the last activity',
		{ history: { lastNotifiedAt: 1_001, lastActiveAt: 1_000 } },
		true,
		'not-active-since'
	],
	['notified, never active', { history: { lastNotifiedAt: 1_000 } }, true, 'not-active-since'],
	[
		'withheld',
		{
			call: { caller: { kind: 'withheld' } },
			history: { lastNotifiedAt: 1_001, lastActiveAt: 1_000 }
		},
		false,
		'caller-not-known'
	]
]);

rows('shortRing', [
	['1,999 ms', { call: { ringMs: 1_999 } }, true, 'too-short'],
	['exactly 2,000 ms', { call: { ringMs: 2_000 } }, false, 'long-enough'],
	['2,001 ms', { call: { ringMs: 2_001 } }, false, 'long-enough'],
	['0 ms', { call: { ringMs: 0 } }, true, 'too-short'],
	[
		'another threshold',
		{ call: { ringMs: 4_999 }, exceptions: { shortRingMs: 5_000 } },
		true,
		'too-short'
	],
	['no threshold', { call: { ringMs: 0 }, exceptions: { shortRingMs: 0 } }, false, 'long-enough'],
	[
		'no device that could ring',
		{ call: { ringMs: 0, outcome: 'unreachable' } },
		false,
		'could-not-ring'
	],
	['a busy device', { call: { ringMs: 0, outcome: 'busy' } }, false, 'could-not-ring']
]);

rows('listed', [
	['exact, in another form', { exceptions: { list: ['0171/3920-010'] } }, true, 'listed'],
	['another number', { exceptions: { list: ['0171/3920-011'] } }, false, 'not-listed'],
	['* as E.164', { exceptions: { list: ['+49171*'] } }, true, 'listed'],
	['* as dialled nationally', { exceptions: { list: ['0171*'] } }, true, 'listed'],
	['? for one digit', { exceptions: { list: ['+49171392001?'] } }, true, 'listed'],
	['? is exactly one', { exceptions: { list: ['+49171392001??'] } }, false, 'not-listed'],
	[
		'an extension',
		{ call: { caller: numberCaller('100') }, exceptions: { list: ['100'] } },
		true,
		'listed'
	],
	[
		'an extension, called as a whole',
		{ call: { caller: numberCaller('+493023125100') }, exceptions: { list: ['10?'] } },
		true,
		'listed'
	],
	[
		'a SIP user',
		{ call: user('reception@pbx.example'), exceptions: { list: ['recept*'] } },
		true,
		'listed'
	],
	['an empty list', { exceptions: { list: [] } }, false, 'not-listed'],
	[
		'withheld is in no list',
		{ call: { caller: { kind: 'withheld' } }, exceptions: { list: ['*', '?*'] } },
		false,
		'not-listed'
	],
	[
		'unavailable is in no list',
		{ call: { caller: { kind: 'unavailable' } }, exceptions: { list: ['*'] } },
		false,
		'not-listed'
	]
]);

describe('the decision', () => {
	const everythingOn = Object.fromEntries(EXCEPTIONS.map((name) => [name, true])) as Record<
		Exception,
		true
	>;

	test.each(INCOMING_OUTCOMES)(
		'%s: all seven verdicts are there, with what they looked at',
		(outcome) => {
			const { verdicts } = judge('internal', { call: { outcome } });
			expect(verdicts.map(({ exception }) => exception)).toEqual(EXCEPTIONS);
			for (const { inputs, code } of verdicts) {
				expect(Object.keys(inputs).length).toBeGreaterThan(0);
				expect(code).toMatch(/^[a-z-]+$/);
			}
		}
	);

	test('verdicts name their inputs', () => {
		const { verdicts } = judge('listed', {
			call: { ringMs: 1_500 },
			lookup: [NONE, TIMED_OUT],
			history: { notifiedStarts: [joinedCall().startedAt], lastNotifiedAt: 7, lastActiveAt: 5 },
			exceptions: { list: ['100', '0171*'] }
		});
		expect(
			Object.fromEntries(verdicts.map(({ exception, inputs }) => [exception, inputs]))
		).toEqual({
			internal: { caller: '+491713920010' },
			withheld: { kind: 'number' },
			noContact: { sources: ['own: none', 'ldap: failed'] },
			repeatedSameDay: { day: '2026-05-12', timeZone: 'Europe/Berlin', notifiedBefore: 1 },
			repeatedWithoutLogin: { lastActiveAt: 5, lastNotifiedAt: 7 },
			shortRing: { ringMs: 1_500, shortRingMs: 2_000 },
			listed: { entries: 2, entry: '0171*' }
		});
	});

	test('one that is on and matches suppresses; the others are still judged', () => {
		const { notify, verdicts } = judge('shortRing', {
			call: { ringMs: 10, caller: numberCaller('100') },
			exceptions: everythingOn
		});
		expect(notify).toBe(false);
		expect(verdicts.filter(({ matches }) => matches).map(({ exception }) => exception)).toEqual([
			'internal',
			'shortRing'
		]);
	});

	test('nothing matches: notify, with every exception on', () => {
		expect(judge('internal', { exceptions: everythingOn })).toMatchObject({ notify: true });
	});

	test('nothing of a withheld identity is in any verdict', () => {
		const call = from({
			'P-Asserted-Identity': '"Secret Name" <sip:+491713920010@secret.example>',
			'Remote-Party-ID': '"Secret Name" <sip:+491713920010@secret.example>',
			From: '"Secret Name" <sip:+491713920010@secret.example>',
			Privacy: 'id'
		});
		const { verdicts } = judge('withheld', {
			call,
			lookup: [],
			exceptions: { ...everythingOn, list: ['0171*', 'secret*'] },
			history: { notifiedStarts: [joinedCall().startedAt], lastNotifiedAt: 1 }
		});
		expect(JSON.stringify(verdicts)).not.toMatch(/secret|3920010|171/i);
	});

	test('answers never notify, and say why', () => {
		for (const outcome of ['answered', 'answered-elsewhere'] as const) {
			const { notify, notUnanswered } = judge('internal', { call: { outcome } });
			expect({ notify, notUnanswered }).toEqual({ notify: false, notUnanswered: outcome });
		}
		expect(judge('internal', {})).not.toHaveProperty('notUnanswered');
	});
});

describe('what counts as unanswered', () => {
	const on = {
		...SETTINGS,
		unanswered: { ...SETTINGS.unanswered, declined: true, voicemail: true }
	};
	const off = {
		...SETTINGS,
		unanswered: { ...SETTINGS.unanswered, declined: false, voicemail: false }
	};

	test.each<[IncomingOutcome, default_: boolean, on: boolean, off: boolean]>([
		['missed', true, true, true],
		['timed-out', true, true, true],
		['busy', true, true, true],
		['unreachable', true, true, true],
		['declined', false, true, false],
		['voicemail', true, true, false],
		['answered', false, false, false],
		['answered-elsewhere', false, false, false]
	])('%s', (outcome, ...wanted) => {
		expect([SETTINGS, on, off].map((settings) => isUnanswered(outcome, settings))).toEqual(wanted);
		expect(judge('internal', { call: { outcome }, settings: off }).notify).toBe(wanted[2]);
	});
});
