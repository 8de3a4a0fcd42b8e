import { describe, expect, test, vi } from 'vitest';
import type { CallChange, JournalEntry } from './journal-entry.ts';
import { entryOfReport } from './journal-entry.ts';
import { mergeChange } from './merge-change.ts';
import { incomingReport, numberCaller } from './sample-calls.ts';

const WEBER = { id: 'weber', name: 'Line', company: 'Dr. Weber', color: '#147a45' };
const SOMMER = { ...WEBER, id: 'sommer', company: 'Sommer' };
const ERIKA = { name: 'Erika Mustermann', company: '' };
const before = entryOfReport(incomingReport(), {});

function change(differences: Partial<CallChange> = {}): CallChange {
	const { startedAt, endedAt, ringMs, called } = incomingReport();
	return {
		changedAt: 7,
		status: {
			callId: before.callId,
			outcome: 'answered',
			decidedAt: 1,
			decision: null,
			processed: null,
			messages: []
		},
		facts: {
			direction: 'incoming',
			outcome: 'answered',
			startedAt,
			endedAt: endedAt + 60_000,
			connectedAt: endedAt,
			ringMs,
			caller: numberCaller('0171 3920010'),
			called
		},
		contact: ERIKA,
		...differences
	};
}

describe('a change of a call', () => {
	test('that this device never saw is all there is to know, with the hotline found here', () => {
		const news = change();
		const hotlineOf = vi.fn(() => WEBER);
		expect(mergeChange(undefined, news, false, hotlineOf)).toStrictEqual({
			...news.facts,
			callId: before.callId,
			status: news.status,
			hotline: WEBER,
			contact: ERIKA
		});
		expect(hotlineOf).toHaveBeenCalledExactlyOnceWith(
			news.facts.direction === 'incoming' && news.facts.called
		);
	});

	test('stands above what this device saw', () => {
		const merged = mergeChange(before, change(), false, () => undefined);
		expect(merged).toMatchObject({ outcome: 'answered', endedAt: change().facts.endedAt });
	});

	test('of a server that does not know who was put through here leaves that', () => {
		const put = { ...before, transferredBy: 'Carla', transferredTo: 'Ben' };
		const merged = mergeChange(put, change(), false, () => undefined);
		expect(merged).toMatchObject({ transferredBy: 'Carla', transferredTo: 'Ben' });
	});

	test('tells who was put through on another device; what this one saw stands', () => {
		const news = change();
		const put = { ...news, facts: { ...news.facts, transferredBy: 'carla', transferredTo: 'Ben' } };
		const own = { ...before, transferredBy: 'Carla' };
		expect(mergeChange(own, put, false, () => undefined)).toMatchObject({
			transferredBy: 'Carla',
			transferredTo: 'Ben'
		});
	});

	test.each<[string, JournalEntry, boolean]>([
		['that lives here', { ...before, outcome: undefined, endedAt: undefined }, false],
		['whose report waits', before, true]
	])('%s leaves its facts alone', (_what, own, isReportWaiting) => {
		const news = change();
		expect(mergeChange(own, news, isReportWaiting, () => WEBER)).toStrictEqual({
			...own,
			status: news.status
		});
	});

	test('leaves the names as they were when it rang', () => {
		const named = { ...before, hotline: WEBER, contact: { name: 'Erika M.', company: '' } };
		const merged = mergeChange(named, change(), false, () => SOMMER);
		expect(merged).toMatchObject({ hotline: WEBER, contact: named.contact });
	});

	test('names nobody where nobody is known, and no hotline of a call that was made', () => {
		const { startedAt, endedAt, ringMs } = before as Required<JournalEntry>;
		const made = change({
			facts: {
				direction: 'outgoing',
				outcome: 'busy',
				dialled: '12',
				startedAt,
				endedAt,
				ringMs
			},
			contact: null
		});
		const merged = mergeChange(undefined, made, false, () => WEBER);
		expect(merged).not.toHaveProperty('hotline');
		expect(merged).not.toHaveProperty('contact');
	});

	test('keeps a wish that the server does not know yet, and why a report was refused', () => {
		const pendingMark = {
			callId: before.callId,
			processed: true,
			at: 5,
			id: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c'
		};
		const kept = { pendingMark, refused: 'bad-report' };
		expect(mergeChange({ ...before, ...kept }, change(), false, () => undefined)).toMatchObject(
			kept
		);
	});

	test('says that this browser was closed in between, until others know how it ended', () => {
		const interrupted = { ...before, interrupted: true };
		const facts = { ...change().facts, endedAt: incomingReport().endedAt };
		const merge = (news: CallChange) => mergeChange(interrupted, news, false, () => undefined);
		expect(merge(change({ facts }))).toMatchObject({ interrupted: true });
		expect(merge(change())).not.toHaveProperty('interrupted');
	});

	test('leaves nothing of a caller who was withheld on another device', () => {
		const named = { ...before, contact: { name: 'Zacharias', company: '' } };
		const { facts } = change();
		const withheld = { ...facts, caller: { kind: 'withheld' } } as CallChange['facts'];
		const merged = mergeChange(named, change({ facts: withheld }), false, () => undefined);
		expect(merged).toMatchObject({ caller: { kind: 'withheld' } });
		expect(JSON.stringify(merged)).not.toMatch(/Zacharias|3920010/);
	});
});
