import { beforeEach, describe, expect, test } from 'vitest';
import type { JournalEntry } from '#domain/journal-entry.ts';
import type { ContactNames, RemoteParty } from '#domain/journal-filter.ts';
import type { CallMark } from '#domain/processed.ts';
import { Journal } from './journal.svelte.ts';
import type { ServerFailure } from './ask-server.ts';
import { START } from './test-line.ts';

type Part = Parameters<ConstructorParameters<typeof Journal>[0]['watch']>[0];

interface Watch {
	readonly part: Part;
	readonly changed: (entries: JournalEntry[]) => void;
	readonly failed: (error: unknown) => void;
	stopped: boolean;
}

interface ContactWatch {
	readonly search: string;
	readonly changed: (contacts: ContactNames[]) => void;
	stopped: boolean;
}

/** The storage and the server, as the test lets them answer. */
class World {
	readonly watches: Watch[] = [];
	readonly contactWatches: ContactWatch[] = [];
	readonly remotes = new Map<string, RemoteParty>();
	readonly marks: CallMark[] = [];
	failure: ServerFailure | undefined;
	tellOpen: (count: number) => void = () => {};
	now = START;
	#ids = 0;

	readonly journal = new Journal({
		watch: (part, changed, failed) => {
			const watch = { part, changed, failed, stopped: false };
			this.watches.push(watch);
			return () => (watch.stopped = true);
		},
		watchContacts: (search, changed) => {
			const watch = { search, changed, stopped: false };
			this.contactWatches.push(watch);
			return () => (watch.stopped = true);
		},
		watchOpen: (changed) => {
			this.tellOpen = changed;
			return () => {};
		},
		remoteParty: (entry) => this.remotes.get(entry.callId),
		mark: async (mark) => void this.marks.push(mark),
		retryMessage: async () => this.failure,
		now: () => this.now,
		newId: () => `id-${(this.#ids += 1)}`
	});

	/** What is read of the journal now. */
	get open(): Watch[] {
		return this.watches.filter(({ stopped }) => !stopped);
	}

	/** The names of what is in sight. */
	get shown(): string[] | undefined {
		return this.journal.entries?.map(({ callId }) => callId);
	}
}

let world: World;
beforeEach(() => {
	world = new World();
});

function entry(callId: string, startedAt: number): JournalEntry {
	return {
		callId,
		startedAt,
		endedAt: startedAt + 1,
		direction: 'incoming',
		outcome: 'missed',
		caller: { kind: 'withheld' },
		called: { source: 'none', divertedFrom: [] }
	};
}

/** A full page whose calls begin one after the other, newest first. */
function full(name: string, newest: number): JournalEntry[] {
	return Array.from({ length: 100 }, (_, at) => entry(`${name}${at}`, newest - at));
}

describe('the pages', () => {
	test('begin with the newest, unknown until they are read', () => {
		expect(world.journal.entries).toBeUndefined();
		expect(world.open.map(({ part }) => part)).toEqual([
			{ filter: { state: 'all', hotline: '', search: '' }, limit: 100 }
		]);
		world.open[0]?.changed([entry('a', START)]);
		expect(world.shown).toEqual(['a']);
	});

	test('go on where the last one ends, which from then on reaches as far as its oldest call', () => {
		world.open[0]?.changed(full('a', START));
		world.journal.more();
		const filter = world.journal.filter;
		expect(world.open.map(({ part }) => part)).toEqual([
			{ filter, from: START - 99 },
			{ filter, before: START - 99, limit: 100 }
		]);
		expect(world.shown).toHaveLength(100);
		world.open[1]?.changed([entry('b', START - 200)]);
		world.open[0]?.changed([entry('new', START + 1), ...full('a', START)]);
		expect(world.shown).toHaveLength(102);
		expect([world.shown?.[0], world.shown?.at(-1)]).toEqual(['new', 'b']);
	});

	test('end: there is nothing to read on after a page that is not full, or not read yet', () => {
		world.journal.more();
		world.open[0]?.changed([entry('a', START)]);
		world.journal.more();
		expect(world.watches).toHaveLength(1);
	});

	test('far out of sight are let go, and read again when they come near', () => {
		world.open[0]?.changed(full('a', START));
		for (let page = 1; page < 6; page += 1) {
			world.journal.more();
			world.open.at(-1)?.changed(full(`p${page}-`, START - page * 100));
		}
		expect(world.open).toHaveLength(6);
		world.journal.see(550, 560);
		const starts = world.open.map(({ part }) => part.before);
		// The newest, in which calls come in; those around what is in sight; the last.
		expect(starts).toEqual([undefined, START - 399, START - 499]);
		expect(world.shown).toHaveLength(600);
		expect(world.journal.entries?.[150]).toEqual({
			...{ callId: 'p1-50', startedAt: START - 150, isFar: true }
		});
		world.journal.see(140, 150);
		expect(world.open.at(-1)?.part.before).toBe(START - 199);
		const again = world.open.find(({ part }) => part.before === START - 99);
		again?.changed(full('p1-', START - 100));
		expect(world.journal.entries?.[150]).not.toHaveProperty('isFar');
	});

	test('of another filter replace those before, which stay in sight until then', () => {
		world.open[0]?.changed(full('a', START));
		world.journal.more();
		world.journal.show({ state: 'open', search: 'eri' });
		expect(world.open.map(({ part }) => part)).toEqual([
			{ filter: { state: 'open', hotline: '', search: 'eri' }, limit: 100 }
		]);
		expect(world.shown).toHaveLength(100);
		world.open[0]?.changed([]);
		expect(world.shown).toEqual([]);
	});

	test('say that they cannot be read', () => {
		world.open[0]?.failed(new Error('no storage'));
		expect(world.journal.failed).toBe(true);
	});

	test('are no longer watched once the journal is closed', () => {
		world.open[0]?.changed(full('a', START));
		world.journal.more();
		world.journal.close();
		expect(world.open).toEqual([]);
	});
});

describe('a mark', () => {
	test('is the opposite of what the call is, and can be undone by a later wish', async () => {
		await world.journal.toggleProcessed(entry('a', START));
		expect(world.marks).toEqual([{ callId: 'a', processed: true, at: START, id: 'id-1' }]);
		expect(world.journal.marked).toEqual(world.marks[0]);
		world.now += 1;
		await world.journal.undo();
		expect(world.marks[1]).toEqual({ callId: 'a', processed: false, at: START + 1, id: 'id-2' });
		expect(world.journal.marked).toBeUndefined();
		await world.journal.undo();
		expect(world.marks).toHaveLength(2);
	});

	test('opens a call that another wish of this device has processed', async () => {
		const pendingMark = { callId: 'a', processed: true, at: 1, id: 'x' };
		await world.journal.toggleProcessed({ ...entry('a', START), pendingMark });
		expect(world.marks).toMatchObject([{ processed: false }]);
	});

	test('stays where its notice is put away', async () => {
		await world.journal.toggleProcessed(entry('a', START));
		world.journal.dismiss();
		expect(world.journal.marked).toBeUndefined();
		expect(world.marks).toHaveLength(1);
	});
});

describe('a message that is sent again', () => {
	test('says why it could not be, until it can or the notice is put away', async () => {
		world.failure = { kind: 'unreachable' };
		await world.journal.retryMessage('a', 'mail');
		expect(world.journal.retryFailure).toEqual({ kind: 'unreachable' });
		world.journal.dismiss();
		expect(world.journal.retryFailure).toBeUndefined();
		await world.journal.retryMessage('a', 'mail');
		world.failure = undefined;
		await world.journal.retryMessage('a', 'mail');
		expect(world.journal.retryFailure).toBeUndefined();
	});
});

describe('one contact’s calls', () => {
	test('are shown whatever was chosen before, and not for somebody whom nobody can tell', () => {
		const erika = { kind: 'contact', name: 'Erika', company: '' } as const;
		world.remotes.set('a', erika);
		world.journal.show({ state: 'open', search: 'eri' });
		world.journal.showCallsWith(entry('withheld', START));
		expect(world.journal.filter).toMatchObject({ state: 'open', search: 'eri' });
		world.journal.showCallsWith(entry('a', START));
		const filter = { state: 'all', hotline: '', search: '', remote: erika };
		expect(world.open.map(({ part }) => part.filter)).toEqual([filter]);
	});

	test('are chosen from the contacts that were looked for last', () => {
		world.journal.findContacts('e');
		world.journal.findContacts('er');
		const [first, second] = world.contactWatches;
		expect([first?.stopped, second?.stopped]).toEqual([true, false]);
		second?.changed([{ name: 'Erika', company: '' }]);
		expect(world.journal.contacts).toEqual([{ name: 'Erika', company: '' }]);
		world.journal.close();
		expect(second?.stopped).toBe(true);
	});
});

test('the number of open calls is known whatever is shown', () => {
	world.tellOpen(3);
	world.journal.show({ state: 'unanswered' });
	expect(world.journal.openCount).toBe(3);
});
