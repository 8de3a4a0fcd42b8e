import Dexie from 'dexie';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ringingCall, type Call } from '#domain/call.ts';
import type { CallReport, IncomingReport } from '#domain/call-report.ts';
import {
	entryOfReport,
	type CallChange,
	type CallStatus,
	type JournalEntry
} from '#domain/journal-entry.ts';
import { facetsOf, type JournalFilter } from '#domain/journal-filter.ts';
import { defaultSettings } from '#domain/settings.ts';
import { CallStore } from './call-store.ts';

const START = Date.parse('2026-03-11T10:00:00Z');

const NETWORK = { plan: defaultSettings('').numbering, sipDomain: 'demo.example' };
const ALL: JournalFilter = { state: 'all', hotline: '', search: '' };

/** Each test has an account, and so a database, of its own. */
let account = '';
beforeEach(() => {
	account = crypto.randomUUID();
});

describe('the journal', () => {
	test('has a call from its first ring on, before there is anything to report', async () => {
		const store = openStore();
		await begin(store, ringing('a'));
		expect(await journal(store)).toEqual([ringing('a')]);
		expect(await store.unsent(10)).toEqual([]);
	});

	test('shows the newest calls first and tells of each change', async () => {
		const store = openStore();
		await begin(store, ringing('early', 0));
		await begin(store, ringing('late', 5_000));
		await begin(store, ringing('between', 1_000));
		const seen: string[][] = [];
		const noticed = Promise.withResolvers<void>();
		const stop = store.watch(
			{ filter: ALL, limit: 2 },
			(entries) => {
				seen.push(entries.map(({ callId }) => callId));
				if (seen.length === 1) void begin(store, ringing('latest', 9_000));
				else noticed.resolve();
			},
			noticed.reject
		);
		await noticed.promise;
		stop();
		expect(seen).toEqual([
			['late', 'between'],
			['latest', 'late']
		]);
	});

	test('keeps what another tab has finished when a slower one begins', async () => {
		const [store, slow] = [openStore(), openStore()];
		const { entry, report } = ended('a', 'answered');
		await store.finish(entry, report);
		await begin(slow, ringing('a'));
		expect(await journal(store)).toEqual([entry]);
	});

	test.each([
		['answered', 'answered-elsewhere'],
		['answered', 'missed'],
		['declined', 'missed'],
		['answered-elsewhere', 'missed']
	] as const)('of two tabs, %s stands above %s, whichever comes first', async (more, less) => {
		const [one, other] = [openStore(), openStore()];
		for (const [callId, order] of [
			['a', [more, less]],
			['b', [less, more]]
		] as const) {
			const [first, second] = order.map((outcome) => ended(callId, outcome));
			await one.finish(first!.entry, first!.report);
			await other.finish(second!.entry, second!.report);
		}
		const outcomes = (await journal(one)).map(({ outcome }) => outcome);
		expect(outcomes).toEqual([more, more]);
		expect(await one.unsent(10)).toHaveLength(4);
	});

	test('of one account is not seen by another', async () => {
		const [anna, ben] = [openStore('anna'), openStore('ben')];
		const { entry, report } = ended('a', 'missed');
		await anna.finish(entry, report);
		expect(await journal(ben)).toEqual([]);
		expect(await ben.unsent(10)).toEqual([]);
	});
});

describe('a call that lives', () => {
	test('is known as it was seen last, until its end is written', async () => {
		const store = openStore();
		await begin(store, ringing('a'));
		const connected = {
			...callOf(ringing('a')),
			state: 'connected',
			connectedAt: START + 900
		} as Call;
		await store.seen([connected], START + 1_000);
		expect(await store.unended()).toEqual([
			{ call: connected, seenAt: START + 1_000, entry: ringing('a') }
		]);
		const { entry, report } = ended('a', 'missed');
		await store.finish(entry, report);
		await store.seen([connected], START + 2_000);
		expect(await store.unended()).toEqual([]);
	});

	test('stays ended where another tab begins to write it late', async () => {
		const [store, slow] = [openStore(), openStore()];
		const { entry, report } = ended('a', 'missed');
		await store.finish(entry, report);
		await begin(slow, ringing('a'));
		expect(await store.unended()).toEqual([]);
	});

	test('is named as soon as the contact is known, and found by that name', async () => {
		const store = openStore();
		const number = { raw: '+493023125010', e164: '+493023125010' };
		const caller = { kind: 'number', number, source: 'from' } as const;
		await begin(store, { ...ringing('a'), caller });
		const contact = { name: 'Erika Mustermann', company: '' };
		await store.name('a', { contact });
		expect(await journal(store, { ...ALL, search: 'erika' })).toMatchObject([{ contact }]);
		const { entry: over, report } = ended('a', 'missed');
		await store.finish(over, report);
		await store.name('a', { contact });
		expect((await journal(store))[0]).not.toHaveProperty('contact');
	});
});

describe('a journal of an earlier version', () => {
	test.each([1, 2, 3] as const)(
		'%i is taken over: its calls are found, those without end known',
		async (version) => {
			const named = {
				...change('a', 1).facts,
				callId: 'a',
				contact: { name: 'Erika', company: '' }
			} as JournalEntry;
			const dialled = outgoing('dialled', '030 23125010', 1_000).entry;
			const left = ringing('left', 5_000);
			const rows = [named, dialled, left];
			// Found by what was dialled, as the second and the third version wrote it.
			const facets = (row: JournalEntry) => [
				...facetsOf(row, NETWORK).filter(([kind]) => !kind.startsWith('party:')),
				...(row === dialled ? [['party:030 23125010', row.startedAt]] : [])
			];
			await writeVersion(version, {
				journal: rows.map((row) => (version === 1 ? row : { ...row, facets: facets(row) })),
				...(version > 1 && { parties: [{ party: '030 23125010', words: ['03023125010'] }] }),
				...(version > 2 && {
					live: [{ callId: 'left', call: callOf(left), seenAt: left.startedAt }]
				})
			});
			const store = openStore();
			expect(await journal(store)).toEqual([left, dialled, named]);
			expect(await journal(store, { ...ALL, state: 'open' })).toEqual([named]);
			expect(await store.unended()).toEqual([
				{ call: callOf(left), seenAt: START + 5_000, entry: left }
			]);
			const remote = { kind: 'contact', name: 'Erika', company: '' } as const;
			for (const filter of [{ search: 'erika' }, { search: '+49 30 23125010' }, { remote }]) {
				expect(await journal(store, { ...ALL, ...filter })).toEqual([dialled, named]);
			}
			expect(await store.knownChange()).toBe(0);
		}
	);
});

describe('a report', () => {
	test('is written with the end or not at all', async () => {
		const store = openStore();
		await begin(store, ringing('a'));
		const { entry, report } = ended('a', 'missed');
		// A function cannot be stored: the second write of the transaction fails.
		const unstorable = { ...report, extra: () => {} };
		await expect(store.finish(entry, unstorable)).rejects.toThrow();
		expect(await journal(store)).toEqual([ringing('a')]);
		await store.finish(entry, report);
		expect(await journal(store)).toEqual([entry]);
		expect(await store.unsent(10)).toEqual([report]);
	});

	test('waits through a restart, oldest first', async () => {
		const before = openStore();
		const [early, late] = [ended('a', 'missed', 0), ended('b', 'missed', 5_000)];
		await before.finish(late.entry, late.report);
		await before.finish(early.entry, early.report);
		before.close();
		const after = openStore();
		expect(await after.unsent(10)).toEqual([early.report, late.report]);
		expect(await after.unsent(1)).toEqual([early.report]);
	});

	test('is forgotten once settled, its call is not', async () => {
		const store = openStore();
		const [a, b] = [ended('a', 'missed', 0), ended('b', 'missed', 1)];
		await store.finish(a.entry, a.report);
		await store.finish(b.entry, b.report);
		await store.settle([a.report.reportId]);
		expect(await store.unsent(10)).toEqual([b.report]);
		expect(await journal(store)).toHaveLength(2);
	});

	test('that is refused leaves the queue, and the journal says why', async () => {
		const store = openStore();
		const { entry, report } = ended('a', 'missed');
		await store.finish(entry, report);
		await store.refuse(report, 'bad-report');
		expect(await store.unsent(10)).toEqual([]);
		expect(await journal(store)).toEqual([{ ...entry, refused: 'bad-report' }]);
		expect(await store.undecided(0)).toEqual([]);
	});
});

describe('the server’s decision', () => {
	test('is open for ended incoming calls of the given time alone, newest first', async () => {
		const store = openStore();
		for (const { entry, report } of [
			ended('old', 'missed', -10_000),
			ended('a', 'missed', 0),
			ended('b', 'declined', 1_000),
			outgoing('out')
		]) {
			await store.finish(entry, report);
		}
		await begin(store, ringing('live', 2_000));
		expect(await store.undecided(START)).toEqual(['b', 'a']);
	});

	test('stays open while a message waits, and is closed by its delivery or its end', async () => {
		const store = openStore();
		const { entry, report } = ended('a', 'missed');
		await store.finish(entry, report);
		const open = async () => (await store.undecided(0)).length > 0;
		await store.applyStatuses([status('a', null, [])]);
		expect(await open()).toBe(true);
		await store.applyStatuses([status('a', START, ['sent', 'waiting'])]);
		expect(await open()).toBe(true);
		await store.applyStatuses([status('a', START, ['sent', 'given-up'])]);
		expect(await open()).toBe(false);
		expect((await journal(store))[0]?.status?.messages).toHaveLength(2);
	});

	test('on a call that this browser never saw is left alone', async () => {
		const store = openStore();
		await store.applyStatuses([status('elsewhere', START, [])]);
		expect(await journal(store)).toEqual([]);
	});
});

describe('the joined journal', () => {
	test('takes over calls that only others saw, their names, and how far it has got', async () => {
		const store = openStore();
		await store.merge([change('a', 7)], () => HOTLINE);
		expect(await journal(store)).toMatchObject([
			{ callId: 'a', outcome: 'missed', hotline: HOTLINE, contact: { name: 'Erika Mustermann' } }
		]);
		expect(await store.knownChange()).toBe(7);
	});

	test('leaves a call that lives here, and one whose report waits, as this device knows them', async () => {
		const store = openStore();
		await begin(store, ringing('live'));
		const { entry, report } = ended('waits', 'answered');
		await store.finish(entry, report);
		await store.merge([change('live', 1), change('waits', 2)], () => undefined);
		const outcomes = (await journal(store)).map(({ callId, outcome }) => [callId, outcome]);
		expect(Object.fromEntries(outcomes)).toEqual({ live: undefined, waits: 'answered' });
		await store.settle([report.reportId]);
		await store.merge([change('waits', 3)], () => undefined);
		expect((await journal(store, { ...ALL, search: 'must' }))[0]?.outcome).toBe('missed');
	});

	test('shows a wish at once, keeps it through older news, and forgets it once it is known', async () => {
		const store = openStore();
		await store.merge([change('a', 1)], () => undefined);
		const open = async () => (await journal(store, { ...ALL, state: 'open' })).length;
		expect(await open()).toBe(1);
		const wish = { callId: 'a', processed: true, at: START, id: crypto.randomUUID() };
		await store.mark(wish);
		await store.merge([change('a', 2)], () => undefined);
		expect([await open(), await store.unsentMarks(9)]).toEqual([0, [wish]]);
		const newer = { ...wish, processed: false, id: crypto.randomUUID() };
		await store.mark(newer);
		await store.settleMarks([wish]);
		expect([await open(), await store.unsentMarks(9)]).toEqual([1, [newer]]);
		await store.settleMarks([newer]);
		expect([await open(), await store.unsentMarks(9)]).toEqual([1, []]);
	});

	test('a wish waits for the report of its call', async () => {
		const store = openStore();
		const { entry, report } = ended('a', 'missed');
		await store.finish(entry, report);
		await store.mark({ callId: 'a', processed: true, at: START, id: crypto.randomUUID() });
		expect(await store.unsentMarks(9)).toEqual([]);
		await store.settle([report.reportId]);
		expect(await store.unsentMarks(9)).toHaveLength(1);
	});

	test('a wish for a call that only a push message told of goes to the server', async () => {
		const store = openStore();
		const wish = { callId: 'a', processed: true, at: START, id: crypto.randomUUID() };
		await store.mark(wish);
		expect(await journal(store, ALL)).toEqual([]);
		expect(await store.unsentMarks(9)).toEqual([wish]);
		await store.settleMarks([wish]);
		expect(await store.unsentMarks(9)).toEqual([]);
	});

	test('is filtered and searched by state, hotline, words and numbers', async () => {
		const store = openStore();
		await store.merge([change('a', 1), change('b', 2, 1_000)], ({ source }) =>
			source === 'to' ? HOTLINE : undefined
		);
		const { entry, report } = ended('c', 'answered', 2_000);
		await store.finish(entry, report);
		const found = async (filter: Partial<JournalFilter>) =>
			(await journal(store, { ...ALL, ...filter })).map(({ callId }) => callId).join('');
		expect(await found({})).toBe('cba');
		expect(await found({ state: 'unanswered' })).toBe('ba');
		expect(await found({ state: 'open', hotline: 'weber' })).toBe('ba');
		expect(await found({ hotline: 'other' })).toBe('');
		expect(await found({ search: 'muster eri' })).toBe('ba');
		expect(await found({ search: '030 23125' })).toBe('ba');
		expect(await found({ search: '5010', state: 'open' })).toBe('ba');
		expect(await found({ search: 'nobody' })).toBe('');
	});

	test('shows a contact’s calls over all its numbers, both ways, and those that come', async () => {
		const store = openStore();
		const erika = { kind: 'contact', name: 'Erika Mustermann', company: '' } as const;
		await store.merge(
			[
				change('landline', 1, 0),
				calledFrom(change('mobile', 2, 1_000), '+491713920010'),
				{ ...calledFrom(change('nameless', 3, 2_000), '+491713920010'), contact: null },
				{ ...change('other', 4, 3_000), contact: { name: 'Max', company: '' } },
				{ ...calledFrom(change('stranger', 5, 4_000), '+493023125099'), contact: null }
			],
			() => undefined
		);
		const seen: string[] = [];
		const noticed = Promise.withResolvers<void>();
		const stop = store.watch(
			{ filter: { ...ALL, remote: erika } },
			(entries) => {
				seen.push(entries.map(({ callId }) => callId).join(' '));
				if (seen.length > 1) noticed.resolve();
				else {
					// Called back, as dialled.
					const { entry, report } = outgoing('back', '0171 3920010', 9_000);
					void store.finish(entry, report);
				}
			},
			noticed.reject
		);
		await noticed.promise;
		stop();
		expect(seen).toEqual(['nameless mobile landline', 'back nameless mobile landline']);
		const found = async (filter: Partial<JournalFilter>) =>
			(await journal(store, { ...ALL, ...filter })).map(({ callId }) => callId);
		expect(await found({ remote: erika, search: '3920010', state: 'open' })).toEqual([
			...['nameless', 'mobile']
		]);
		expect(await found({ remote: erika, search: 'max' })).toEqual(['landline']);
		expect(await found({ remote: { kind: 'party', party: '+493023125099' } })).toEqual([
			'stranger'
		]);
		expect(await found({ remote: { ...erika, company: 'Elsewhere' } })).toEqual([]);
	});

	test('offers its contacts: by name, and by what is typed', async () => {
		const store = openStore();
		const named = (callId: string, at: number, name: string, company = '') => ({
			...calledFrom(change(callId, at), `+4930231250${at}0`),
			contact: { name, company }
		});
		await store.merge(
			[
				named('a', 1, 'Max', 'Muster GmbH'),
				named('b', 2, 'Erika', ''),
				named('c', 3, 'Erika', ''),
				named('d', 4, '', '')
			],
			() => undefined
		);
		const offered = (search: string) =>
			new Promise((resolve, reject) => {
				const stop = store.watchContacts(
					search,
					(contacts) => {
						queueMicrotask(() => stop());
						resolve(contacts.map(({ name, company }) => `${name}/${company}`));
					},
					reject
				);
			});
		expect(await offered('')).toEqual(['Erika/', 'Max/Muster GmbH']);
		expect(await offered('muster')).toEqual(['Max/Muster GmbH']);
		expect(await offered('030 2312502')).toEqual(['Erika/']);
		expect(await offered('nobody')).toEqual([]);
	});

	test('tells the newest calls with somebody’s numbers before a moment', async () => {
		const store = openStore();
		await store.merge(
			[change('a', 1), change('b', 2, 1_000), change('c', 3, 2_000), change('d', 4, 3_000)],
			() => HOTLINE
		);
		const { entry, report } = ended('other', 'answered', 1_500);
		await store.finish(entry, report);
		const called = outgoing('out', '0171 3920010', 500);
		await store.finish(called.entry, called.report);
		const found = async (parties: string[], limit: number) =>
			(await store.callsWith(parties, START + 3_000, limit)).map(({ callId }) => callId);
		expect(await found(['+493023125010'], 2)).toEqual(['c', 'b']);
		expect(await found(['+493023125010', '+491713920010'], 4)).toEqual(['c', 'b', 'out', 'a']);
		expect(await found([], 4)).toEqual([]);
	});

	test('knows whom the account has called last', async () => {
		const store = openStore();
		expect(await store.lastDialled()).toBeUndefined();
		for (const [id, number, after] of [
			['first', '12', 500],
			['last', '0171 3920010', 1_500]
		] as const) {
			const called = outgoing(id, number, after);
			await store.finish(called.entry, called.report);
		}
		const { entry, report } = ended('came', 'answered', 2_500);
		await store.finish(entry, report);
		expect(await store.lastDialled()).toBe('0171 3920010');
	});

	test('reads no more of a long journal than it shows', async () => {
		const store = openStore();
		const many = Array.from({ length: 3_000 }, (_, at) => change(`call-${at}`, at + 1, at));
		await store.merge(many, () => HOTLINE);
		const read = vi.spyOn(IDBCursor.prototype, 'continue');
		const all = vi.spyOn(IDBObjectStore.prototype, 'getAll');
		const index = vi.spyOn(IDBIndex.prototype, 'getAll');
		const erika = { kind: 'contact', name: 'Erika Mustermann', company: '' } as const;
		for (const filter of [
			ALL,
			{ ...ALL, state: 'open' as const },
			{ ...ALL, search: 'erika' },
			{ ...ALL, remote: erika }
		]) {
			read.mockClear();
			const page = await new Promise<JournalEntry[]>((resolve, reject) => {
				const stop = store.watch(
					{ filter, limit: 100, before: START + 2_000 },
					(entries) => {
						queueMicrotask(() => stop());
						resolve(entries);
					},
					reject
				);
			});
			expect(page.map(({ callId }) => callId).slice(0, 2)).toEqual(['call-1999', 'call-1998']);
			expect(page).toHaveLength(100);
			expect(read.mock.calls.length).toBeLessThan(150);
		}
		// The options are given as an object where the browser reads backwards in bulk.
		const counts = [...all.mock.calls, ...index.mock.calls].map(
			([options]) => (options as unknown as { count?: number }).count ?? Infinity
		);
		expect(Math.max(0, ...counts)).toBeLessThanOrEqual(100);
	});
});

/** The tables of an earlier version, with these rows. */
async function writeVersion(
	version: 1 | 2 | 3,
	rows: Readonly<Record<string, readonly unknown[]>>
): Promise<void> {
	const old = new Dexie(`anteroom-calls-${account}-anna`);
	old.version(1).stores({ journal: 'callId, startedAt', unsent: 'reportId, endedAt' });
	if (version > 1) {
		old.version(2).stores({
			journal: 'callId, startedAt, *facets',
			parties: 'party, *words',
			unsent: 'reportId, endedAt, callId',
			marks: 'callId',
			known: 'key'
		});
	}
	if (version > 2) old.version(3).stores({ live: 'callId' });
	for (const [table, written] of Object.entries(rows)) await old.table(table).bulkPut([...written]);
	old.close();
}

const CALLED = { source: 'none', divertedFrom: [] } as const;
const HOTLINE = { id: 'weber', name: 'Line', company: 'Dr. Weber', color: '#147a45' };

function change(callId: string, changedAt: number, after = 0): CallChange {
	return {
		changedAt,
		status: status(callId, null, []),
		facts: {
			direction: 'incoming',
			outcome: 'missed',
			startedAt: START + after,
			endedAt: START + after + 3_000,
			ringMs: 3_000,
			caller: {
				kind: 'number',
				number: { raw: '+493023125010', e164: '+493023125010' },
				source: 'from'
			},
			called: { source: 'to', divertedFrom: [] }
		},
		contact: { name: 'Erika Mustermann', company: '' }
	};
}

function calledFrom(told: CallChange, e164: string): CallChange {
	const caller = { kind: 'number', number: { raw: e164, e164 }, source: 'from' } as const;
	return told.facts.direction === 'incoming' ? { ...told, facts: { ...told.facts, caller } } : told;
}

function openStore(person = 'anna'): CallStore {
	const store = new CallStore(`${account}-${person}`, () => NETWORK);
	onTestFinished(() => store.close());
	return store;
}

/** The journal as it stands now. */
function journal(store: CallStore, filter: JournalFilter = ALL): Promise<JournalEntry[]> {
	return new Promise((resolve, reject) => {
		const stop = store.watch(
			{ filter },
			(entries) => {
				queueMicrotask(() => stop());
				resolve(entries);
			},
			reject
		);
	});
}

function begin(store: CallStore, entry: JournalEntry, at = entry.startedAt): Promise<void> {
	return store.begin(entry, callOf(entry), at);
}

function callOf({ callId, startedAt }: JournalEntry): Call {
	const caller = { kind: 'withheld' } as const;
	return ringingCall({ id: callId, callId, startedAt, caller, called: CALLED });
}

function ringing(callId: string, after = 0): Extract<JournalEntry, { direction: 'incoming' }> {
	return {
		callId,
		startedAt: START + after,
		direction: 'incoming',
		caller: { kind: 'withheld' },
		called: { source: 'none', divertedFrom: [] }
	};
}

function ended(
	callId: string,
	outcome: IncomingReport['outcome'],
	after = 0
): { entry: JournalEntry; report: CallReport } {
	const report: CallReport = {
		version: 1,
		reportId: crypto.randomUUID(),
		deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
		callId,
		startedAt: START + after,
		endedAt: START + after + 3_000,
		ringMs: 3_000,
		direction: 'incoming',
		outcome,
		caller: { kind: 'withheld' },
		called: { source: 'none', divertedFrom: [] }
	};
	return { entry: entryOfReport(report, {}), report };
}

function outgoing(
	callId: string,
	dialled = '12',
	after = 0
): { entry: JournalEntry; report: CallReport } {
	const report: CallReport = {
		version: 1,
		reportId: crypto.randomUUID(),
		deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
		callId,
		startedAt: START + after,
		endedAt: START + after + 3_000,
		ringMs: 3_000,
		direction: 'outgoing',
		outcome: 'busy',
		dialled: { raw: dialled }
	};
	return { entry: entryOfReport(report, {}), report };
}

function status(
	callId: string,
	decidedAt: number | null,
	states: CallStatus['messages'][number]['state'][]
): CallStatus {
	return {
		callId,
		outcome: 'missed',
		decidedAt,
		decision: null,
		processed: null,
		messages: states.map((state) => ({
			channel: 'mail',
			state,
			attempts: 1,
			lastError: null,
			sentAt: null,
			response: null
		}))
	};
}
