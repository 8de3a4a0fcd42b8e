import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { diallingCall, ringingCall, type Call } from '#domain/call.ts';
import type { CallReport } from '#domain/call-report.ts';
import type { Contact } from '#domain/contact.ts';
import type { JournalEntry } from '#domain/journal-entry.ts';
import { defaultSettings } from '#domain/settings.ts';
import { liveEntry } from './call-record.ts';
import { LiveCalls } from './live-calls.ts';
import { PhoneCall } from './phone-call.svelte.ts';
import { incoming, PRACTICE, ScriptedCall, START } from './test-line.ts';

const CONTACT: Contact = {
	id: 'erika',
	source: 'own',
	name: 'Erika Mustermann',
	company: '',
	numbers: [{ type: 'work', raw: '030 23125-010', e164: '+493023125010' }],
	emails: [],
	notes: ''
};

/** What the tabs of one browser have in common. */
class Browser {
	/** Locks are the real ones: no other test may have the same. */
	readonly account = crypto.randomUUID();
	unended: { call: Call; seenAt: number; entry: JournalEntry }[] = [];
	readonly finished: { entry: JournalEntry; report: CallReport }[] = [];
	readonly named: [string, unknown][] = [];
	readonly complaints: string[] = [];
	now = START;

	openTab(calls: readonly PhoneCall[] = []): LiveCalls {
		const tab = new LiveCalls({
			accountId: this.account,
			deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
			plan: () => defaultSettings('').numbering,
			calls: () => calls,
			begin: async (entry, call, seenAt) => void this.unended.push({ entry, call, seenAt }),
			seen: async (seen, at) => {
				this.unended = this.unended.map((row) => {
					const call = seen.find(({ callId }) => callId === row.call.callId);
					return call ? { ...row, call, seenAt: at } : row;
				});
			},
			name: async (callId, names) => void this.named.push([callId, names]),
			unended: async () => this.unended,
			finish: async (entry, report) => {
				this.finished.push({ entry, report });
				this.unended = this.unended.filter(({ call }) => call.callId !== report.callId);
			},
			now: () => this.now,
			newId: () => crypto.randomUUID(),
			complain: (problem) => this.complaints.push(problem)
		});
		onTestFinished(() => {
			tab.close();
			expect(this.complaints).toEqual([]);
		});
		return tab;
	}
}

let browser: Browser;
beforeEach(() => {
	browser = new Browser();
});

function ringing(): PhoneCall {
	return new PhoneCall(ringingCall(incoming()), new ScriptedCall(), PRACTICE);
}

/** What a page that was killed leaves behind: no lock, and what it wrote. */
function leaveBehind(phoneCall: PhoneCall, seenAt: number): void {
	browser.unended.push({ entry: liveEntry(phoneCall), call: phoneCall.call, seenAt });
}

describe('a call whose page was killed', () => {
	test('while it rang was missed, and rang as long as it was seen', async () => {
		const call = ringing();
		leaveBehind(call, START + 4_000);
		browser.openTab().start();
		await expect.poll(() => browser.finished).toHaveLength(1);
		const { entry, report } = browser.finished[0]!;
		expect(report).toMatchObject({
			callId: call.call.callId,
			outcome: 'missed',
			endedAt: START + 4_000,
			ringMs: 4_000
		});
		expect(entry).toMatchObject({
			interrupted: true,
			outcome: 'missed',
			hotline: { company: PRACTICE.company }
		});
		expect(browser.unended).toEqual([]);
	});

	test('while it was spoken on was answered', async () => {
		const call = ringing();
		call.move({ type: 'accept', at: START + 1_000 });
		call.move({ type: 'connected', at: START + 2_000 });
		leaveBehind(call, START + 60_000);
		browser.openTab().start();
		await expect.poll(() => browser.finished).toHaveLength(1);
		expect(browser.finished[0]?.report).toMatchObject({
			outcome: 'answered',
			connectedAt: START + 2_000,
			endedAt: START + 60_000
		});
	});

	test('while it was being made has failed', async () => {
		const facts = { id: 'x', callId: 'out', startedAt: START, dialled: '12' };
		leaveBehind(new PhoneCall(diallingCall(facts), new ScriptedCall()), START);
		browser.openTab().start();
		await expect.poll(() => browser.finished).toHaveLength(1);
		expect(browser.finished[0]?.report).toMatchObject({ direction: 'outgoing', outcome: 'failed' });
	});
});

describe('a call that lives', () => {
	test('in another tab is left alone, and closed once that tab has let go of it', async () => {
		const call = ringing();
		const tab = browser.openTab();
		await tab.begin(liveEntry(call), call.call);
		const dead = ringing();
		leaveBehind(dead, START);
		browser.openTab().start();
		await expect.poll(() => browser.finished).toHaveLength(1);
		expect(browser.finished[0]?.report.callId).toBe(dead.call.callId);
		expect(browser.unended.map(({ entry }) => entry.callId)).toEqual([call.call.callId]);

		tab.close();
		browser.openTab().start();
		await expect.poll(() => browser.finished).toHaveLength(2);
	});

	test('is noted as it goes on, and named when its contact is known', async () => {
		const call = ringing();
		const tab = browser.openTab([call]);
		await tab.begin(liveEntry(call), call.call);
		call.move({ type: 'accept', at: START + 500 });
		call.lookUp((answered) => {
			answered([
				{ source: 'own', status: 'found', matches: [{ contact: CONTACT, certain: true }] }
			]);
			return () => {};
		});
		browser.now = START + 1_000;
		await expect.poll(() => browser.named).toHaveLength(1);
		expect(browser.unended).toMatchObject([
			{ call: { state: 'answering' }, seenAt: START + 1_000 }
		]);
		expect(browser.named[0]?.[1]).toMatchObject({ contact: { name: 'Erika Mustermann' } });
	});
});
