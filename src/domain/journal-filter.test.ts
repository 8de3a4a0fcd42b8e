import { describe, expect, test } from 'vitest';
import type { CallStatus, JournalEntry } from './journal-entry.ts';
import {
	facetsOf,
	isUnansweredEntry,
	isWanted,
	matchesTerms,
	partyOf,
	processedOf,
	remotePartyOf,
	searchTerms,
	searchWords
} from './journal-filter.ts';
import { incomingReport, numberCaller } from './sample-calls.ts';
import { defaultSettings } from './settings.ts';

type Incoming = Extract<JournalEntry, { direction: 'incoming' }>;

const WEBER = { id: 'weber', name: 'Line', company: 'Dr. Weber', color: '#147a45' };
const NETWORK = { plan: defaultSettings('').numbering, sipDomain: 'demo.example' };
const MARK = { callId: 'c', at: 5, id: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c' };

function entry(differences: Partial<Incoming> = {}): Incoming {
	const { callId, startedAt, endedAt, ringMs, called } = incomingReport();
	return {
		...{ callId, startedAt, endedAt, ringMs, called },
		direction: 'incoming',
		outcome: 'missed',
		caller: numberCaller('0171 3920010'),
		...differences
	};
}

function outgoing(dialled: string): JournalEntry {
	return { callId: 'o', direction: 'outgoing', startedAt: 1, endedAt: 2, outcome: 'busy', dialled };
}

function status(differences: Partial<CallStatus>): CallStatus {
	return {
		...{ callId: 'c', outcome: 'missed', decidedAt: 1, decision: null, processed: null },
		messages: [],
		...differences
	};
}

describe('unanswered', () => {
	test.each(['missed', 'timed-out', 'busy', 'unreachable', 'voicemail'] as const)(
		'is %s, until the server says otherwise',
		(outcome) => {
			expect(isUnansweredEntry(entry({ outcome }))).toBe(true);
			const decision = { notify: false, notUnanswered: outcome, verdicts: [] };
			expect(isUnansweredEntry(entry({ outcome, status: status({ decision }) }))).toBe(false);
		}
	);

	test.each(['answered', 'answered-elsewhere'] as const)(
		'is never %s, whatever was decided before',
		(outcome) => {
			const decision = { notify: true, verdicts: [] };
			expect(isUnansweredEntry(entry({ outcome, status: status({ decision }) }))).toBe(false);
		}
	);

	test('is declined where the account counts it, as the decision says', () => {
		expect(isUnansweredEntry(entry({ outcome: 'declined' }))).toBe(false);
		const decision = { notify: true, verdicts: [] };
		expect(isUnansweredEntry(entry({ outcome: 'declined', status: status({ decision }) }))).toBe(
			true
		);
	});

	test('is no call that lives, and none that was made', () => {
		expect(isUnansweredEntry(entry({ endedAt: undefined, outcome: undefined }))).toBe(false);
		expect(isUnansweredEntry(outgoing('12'))).toBe(false);
	});
});

describe('processed', () => {
	const byCall = { at: 3, kind: 'auto', callId: 'later' } as const;

	test('is what the server says', () => {
		expect(processedOf(entry())).toBeUndefined();
		expect(processedOf(entry({ status: status({ processed: byCall }) }))).toEqual(byCall);
	});

	test('is what this device wishes, as long as the server does not know', () => {
		const wish = (processed: boolean) =>
			processedOf(
				entry({
					pendingMark: { ...MARK, processed },
					status: status({ processed: processed ? null : byCall })
				})
			);
		expect(wish(true)).toEqual({ at: 5, kind: 'account', name: '' });
		expect(wish(false)).toBeUndefined();
	});
});

describe('what an entry is found by', () => {
	const found = (of: JournalEntry) => facetsOf(of, NETWORK).map(([kind]) => kind);

	test('is its states, alone and with its hotline, and who was on the other side', () => {
		expect(found(entry({ hotline: WEBER }))).toEqual([
			...['all/', 'all/weber', 'unanswered/', 'unanswered/weber', 'open/', 'open/weber'],
			'party:+491713920010'
		]);
		const processed = { at: 3, kind: 'account', name: 'Anna' } as const;
		expect(found(entry({ status: status({ processed }) }))).toEqual([
			...['all/', 'unanswered/', 'party:+491713920010']
		]);
		expect(found(entry({ outcome: 'answered', caller: { kind: 'withheld' } }))).toEqual(['all/']);
	});

	test('stands in the order of the calls’ starts', () => {
		expect(facetsOf(entry({ startedAt: 42 }), NETWORK).every(([, at]) => at === 42)).toBe(true);
	});

	test('is wanted by its state and hotline', () => {
		const wanted = (state: 'all' | 'open', hotline: string) =>
			isWanted(entry({ hotline: WEBER }), { state, hotline, search: '' });
		expect([wanted('all', ''), wanted('open', 'weber'), wanted('open', 'sommer')]).toEqual([
			...[true, true, false]
		]);
	});
});

describe('the other side', () => {
	test.each([
		['a number', numberCaller('0171 3920010'), '0171 3920010', '+491713920010'],
		['an extension', numberCaller('12'), '12', 'ext:12'],
		[
			'a SIP user',
			{ kind: 'user', user: 'ben', domain: 'demo.example', source: 'from' } as const,
			'ben',
			'sip:ben@demo.example'
		]
	])('that is %s is the same in both directions', (_what, caller, dialled, party) => {
		expect(partyOf(entry({ caller }), NETWORK)).toBe(party);
		expect(partyOf(outgoing(dialled), NETWORK)).toBe(party);
	});

	test('is a contact where one was known, else the number', () => {
		const contact = { name: 'Erika Mustermann', company: '' };
		expect(remotePartyOf(entry({ contact }), NETWORK)).toEqual({ kind: 'contact', ...contact });
		const number = { kind: 'party', party: '+491713920010' };
		expect(remotePartyOf(entry(), NETWORK)).toEqual(number);
		expect(remotePartyOf(entry({ contact: { name: '', company: '' } }), NETWORK)).toEqual(number);
	});

	test('that is another contact at the same number is not wanted', () => {
		const erika = { name: 'Erika Mustermann', company: '' };
		const wanted = (contact?: typeof erika) =>
			isWanted(entry(contact && { contact }), {
				...{ state: 'all', hotline: '', search: '' },
				remote: { kind: 'contact', ...erika }
			});
		expect([wanted(erika), wanted(), wanted({ name: 'Max', company: '' })]).toEqual([
			...[true, true, false]
		]);
	});

	test('of a withheld or unavailable caller is nobody, and nothing finds it', () => {
		for (const kind of ['withheld', 'unavailable'] as const) {
			expect(partyOf(entry({ caller: { kind } }), NETWORK)).toBeUndefined();
			expect(remotePartyOf(entry({ caller: { kind } }), NETWORK)).toBeUndefined();
			expect(searchWords(entry({ caller: { kind } }), NETWORK)).toEqual([]);
		}
	});
});

describe('a search', () => {
	const finds = (search: string, of: JournalEntry) =>
		matchesTerms(searchWords(of, NETWORK), searchTerms(search));
	const erika = entry({
		contact: { name: 'Erika Mustermann', company: 'Müller & Söhne' },
		caller: { ...numberCaller('0171 3920010'), displayName: 'E. Muster' }
	});

	test.each([
		['the beginnings of words, in any order and case', 'MUSTER eri'],
		['a company', 'söhne'],
		['what the network called the caller', 'e muster'],
		['a number as people write it', '0171 39200-10'],
		['an international number', '+49 (171) 3920010'],
		['the last digits of a number', '20010'],
		['part of a number', '3920'],
		['nothing but spaces', '   ']
	])('finds by %s', (_what, search) => {
		expect(finds(search, erika)).toBe(true);
	});

	test.each([
		['the middle of a word', 'ustermann'],
		['a word too many', 'erika schmidt'],
		['another number', '0171 3920011']
	])('does not find by %s', (_what, search) => {
		expect(finds(search, erika)).toBe(false);
	});

	test.each(['+49 171 3920010', '0171 3920010', '0171', '20010'])(
		'finds a call by %s that was dialled without the country',
		(search) => {
			expect(finds(search, outgoing('0171 3920010'))).toBe(true);
		}
	);

	test('does not find a party by what its key is told apart with', () => {
		expect(['sip', 'ext', 'raw'].filter((word) => finds(word, outgoing('ben')))).toEqual([]);
	});

	test('finds a SIP user and short extensions', () => {
		const user = { kind: 'user', user: 'ben.k', domain: 'demo.example', source: 'from' } as const;
		expect(finds('ben', entry({ caller: user }))).toBe(true);
		expect(finds('12', entry({ caller: numberCaller('12') }))).toBe(true);
	});

	test('tells composed and decomposed letters alike', () => {
		expect(finds('so\u0308hne', erika)).toBe(true);
	});

	test('keeps each word once: they stand in an index', () => {
		const words = searchWords(erika, NETWORK);
		expect(new Set(words).size).toBe(words.length);
	});
});
