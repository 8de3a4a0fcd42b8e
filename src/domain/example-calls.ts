import type { CallerIdentity } from './caller-identity.ts';
import type { Contact } from './contact.ts';
import { emptyHotline, type Hotline } from './hotline.ts';
import type { NotificationFacts } from './notification-values.ts';

/** Calls that nobody made, to show what a notification would say. */
export const EXAMPLE_CALLS = ['known', 'unknown', 'withheld', 'no-hotline'] as const;
export type ExampleCall = (typeof EXAMPLE_CALLS)[number];

/** Numbers set aside for fiction (Bundesnetzagentur) and example domains (RFC 2606). */
const CALLED = '+493023125100';
const UNKNOWN_CALLER = '+493023125042';

interface KnownCaller {
	/** E.164 */
	readonly number: string;
	readonly email: string;
}
const ERIKA: KnownCaller = { number: '+491713920010', email: 'erika@mustermann.example' };

const HOTLINE: Hotline = {
	...emptyHotline('example'),
	name: 'Practice line',
	company: 'Dr. Weber',
	contact: { name: 'Dr. Weber', number: '030 23125-101', email: 'weber@practice.example' },
	numbers: [CALLED],
	color: '#147a45'
};

/**
 * What is known of an example call.
 *
 * @param now when it is said to have ended, UTC epoch ms
 * @param caller whose number and address the known caller has
 */
export function exampleCall(
	example: ExampleCall,
	now: number,
	caller: KnownCaller = ERIKA
): Pick<NotificationFacts, 'call' | 'hotline' | 'lookup' | 'callsToday'> {
	const isKnown = example === 'known' || example === 'no-hotline';
	return {
		call: {
			outcome: 'missed',
			caller: callerOf(example, caller.number),
			called: {
				source: 'to',
				header: 'To',
				number: { raw: CALLED, e164: CALLED },
				divertedFrom: []
			},
			startedAt: now - 14_000,
			endedAt: now,
			ringMs: 12_000
		},
		...(example !== 'no-hotline' && { hotline: HOTLINE }),
		lookup: [
			isKnown
				? {
						source: 'example',
						status: 'found',
						matches: [{ contact: contactOf(caller), certain: true }]
					}
				: { source: 'example', status: 'none' }
		],
		callsToday: isKnown ? 2 : 1
	};
}

function callerOf(example: ExampleCall, known: string): CallerIdentity {
	if (example === 'withheld') return { kind: 'withheld' };
	const e164 = example === 'unknown' ? UNKNOWN_CALLER : known;
	return { kind: 'number', number: { raw: e164, e164 }, source: 'from' };
}

function contactOf({ number, email }: KnownCaller): Contact {
	return {
		id: 'example',
		source: 'example',
		name: 'Erika Mustermann',
		company: 'Mustermann GmbH',
		numbers: [{ type: 'mobile', raw: number, e164: number }],
		emails: [email],
		notes: ''
	};
}
