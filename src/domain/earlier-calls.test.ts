import { describe, expect, test } from 'vitest';
import type { Contact } from './contact.ts';
import { earlierParties, MOST_EARLIER_CALLS, summariseEarlier } from './earlier-calls.ts';
import type { JournalEntry } from './journal-entry.ts';
import { PLAN } from './sample-calls.ts';

const ERIKA: Contact = {
	id: 'erika',
	source: 'own',
	name: 'Erika Mustermann',
	company: '',
	numbers: [
		{ type: 'work', raw: '030 23125-010', e164: '+493023125010' },
		{ type: 'mobile', raw: '0171 3920010', e164: '+491713920010' },
		{ type: 'other', raw: 'ask Ben' }
	],
	emails: [],
	notes: ''
};
const caller = {
	kind: 'number',
	number: { raw: '+493023125010', e164: '+493023125010' },
	source: 'from'
} as const;
const called = { source: 'none', divertedFrom: [] } as const;

describe('a caller is found', () => {
	test('by the own number, and all of a certain contact', () => {
		expect(earlierParties(caller, undefined, PLAN)).toEqual(['+493023125010']);
		expect(earlierParties(caller, ERIKA, PLAN)).toEqual(['+493023125010', '+491713920010']);
		const user = { kind: 'user', user: 'ben', domain: 'demo.example', source: 'from' } as const;
		expect(earlierParties(user, undefined, PLAN)).toEqual(['sip:ben@demo.example']);
	});

	test.each(['withheld', 'unavailable'] as const)(
		'not at all where the number is %s, whoever is said to be known',
		(kind) => expect(earlierParties({ kind }, ERIKA, PLAN)).toEqual([])
	);
});

describe('what came before', () => {
	const incoming = (callId: string, outcome: 'missed' | 'answered'): JournalEntry => ({
		...{ callId, startedAt: 1, endedAt: 2, ringMs: 1, outcome, caller, called },
		direction: 'incoming'
	});

	test('are incoming calls that are over; open ones are those for which nobody cared', () => {
		const mark = { callId: 'cared', processed: true, at: 3, id: crypto.randomUUID() };
		const entries: JournalEntry[] = [
			{ callId: 'live', startedAt: 1, direction: 'incoming', caller, called },
			incoming('open', 'missed'),
			{ callId: 'out', startedAt: 1, endedAt: 2, direction: 'outgoing', dialled: '+493023125010' },
			{ ...incoming('cared', 'missed'), pendingMark: mark },
			incoming('spoken', 'answered'),
			incoming('old', 'answered')
		];
		const earlier = summariseEarlier(entries);
		expect(earlier).toMatchObject({ count: 4, isCapped: false, open: 1 });
		expect(earlier.last.map(({ callId }) => callId)).toEqual(['open', 'cared', 'spoken']);
	});

	test('says where there may be more', () => {
		const entries = Array.from({ length: MOST_EARLIER_CALLS }, () => incoming('a', 'answered'));
		expect(summariseEarlier(entries).isCapped).toBe(true);
	});
});
