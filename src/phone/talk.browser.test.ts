import { beforeEach, describe, expect, test } from 'vitest';
import type { EndCause } from '#domain/call-outcome.ts';
import type { CallReport } from '#domain/call-report.ts';
import type { JournalEntry } from '#domain/journal-entry.ts';
import type { PhoneCall } from './phone-call.svelte.ts';
import { Phone } from './phone.svelte.ts';
import {
	incoming,
	ScriptedCall,
	ScriptedLine,
	sessionOf,
	SilentAudio,
	START
} from './test-line.ts';

const THEY_HUNG_UP: EndCause = { kind: 'hangup', by: 'them', reasons: [] };

let line: ScriptedLine;
let audio: SilentAudio;
let phone: Phone;
/** The journal's entries of calls that have ended. */
let entries: JournalEntry[];
/** What the server is told of them. */
let reports: CallReport[];

beforeEach(() => {
	entries = [];
	reports = [];
	audio = new SilentAudio();
	phone = new Phone({
		session: sessionOf(),
		deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
		audio,
		makeLine: (listener) => (line = new ScriptedLine(listener)),
		lookUp: () => () => {},
		rememberChoice: async () => true,
		keepForwarding: () => {},
		open: () => true,
		earlierCalls: () => new Promise(() => {}),
		recordBegin: async () => {},
		recordEnd: async (entry, report) => {
			entries.push(entry);
			reports.push(report);
		},
		now: () => START,
		newId: () => crypto.randomUUID(),
		complain: (problem) => {
			throw new Error(problem);
		}
	});
});

/** A caller who has been answered; `told` begins anew. */
function answered(): { call: PhoneCall; wire: ScriptedCall } {
	const wire = line.ring(incoming());
	const call = phone.calls.at(-1)!;
	phone.answer(call.id);
	wire.connect(START);
	wire.told.length = 0;
	return { call, wire };
}

/** Who hears us. */
const partners = () => phone.talk.partners.map(({ id }) => id);

describe('two callers', () => {
	test('never hear what is said to one of them: answering the second holds the first', () => {
		const first = answered();
		const second = answered();
		expect(first.wire.told).toEqual(['hold']);
		expect(first.call.call).toMatchObject({ state: 'connected', held: { byUs: true } });
		expect(partners()).toEqual([second.call.id]);
		expect([...audio.playing.keys()]).toEqual([second.call.id]);
	});

	test('are swapped by resuming the one who waits', () => {
		const first = answered();
		const second = answered();
		phone.talk.resume(first.call.id);
		expect(first.wire.told).toEqual(['hold', 'resume']);
		expect(second.wire.told).toEqual(['hold']);
		expect(partners()).toEqual([first.call.id]);
		expect([...audio.playing.keys()]).toEqual([first.call.id]);
	});

	test('one who is dialled lets the other wait from the first moment', () => {
		const first = answered();
		phone.dial('12');
		expect(first.wire.told).toEqual(['hold']);
		line.dialled[0]!.call.connect(START);
		expect(partners()).toEqual([phone.calls[1]!.id]);
	});

	test('of two that are answered in a hurry only the second hears us, whoever is connected first', () => {
		const slow = line.ring(incoming());
		const quick = line.ring(incoming());
		phone.answer(phone.calls[0]!.id);
		phone.answer(phone.calls[1]!.id);
		quick.connect(START);
		slow.connect(START);
		expect(partners()).toEqual([phone.calls[1]!.id]);
		expect(slow.told).toEqual(['accept', 'hold']);
	});

	test('the one who waits goes on waiting when the other hangs up', () => {
		const first = answered();
		answered().wire.end(THEY_HUNG_UP);
		expect(first.call.isHeldByUs).toBe(true);
		phone.talk.resume(first.call.id);
		expect(partners()).toEqual([first.call.id]);
	});
});

describe('hold', () => {
	test('twice is hold once, and a call that has ended is left alone', () => {
		const { call, wire } = answered();
		phone.talk.hold(call.id);
		phone.talk.hold(call.id);
		expect(wire.told).toEqual(['hold']);
		wire.end(THEY_HUNG_UP);
		phone.talk.resume(call.id);
		phone.talk.mute(call.id, true);
		expect(wire.told).toEqual(['hold']);
	});

	test('by the far side is told, and lets its music be heard', () => {
		const { call, wire } = answered();
		wire.onEvent({ type: 'held', by: 'them', at: START });
		expect(call.call).toMatchObject({ held: { byUs: false, byThem: true } });
		expect([...audio.playing.keys()]).toEqual([call.id]);
	});

	test('keeps mute: to resume does not unmute', () => {
		const { call, wire } = answered();
		phone.talk.mute(call.id, true);
		phone.talk.hold(call.id);
		phone.talk.resume(call.id);
		expect(call.call).toMatchObject({ muted: true, held: { byUs: false } });
		expect(wire.told).toEqual(['mute', 'hold', 'resume']);
	});
});

describe('a conference', () => {
	test('lets each hear the others; holding one takes it out', () => {
		const first = answered();
		const second = answered();
		phone.talk.merge();
		expect(first.wire.told).toEqual(['hold', 'resume']);
		expect(partners()).toEqual([first.call.id, second.call.id]);
		expect(first.wire.alsoSent).toEqual([second.wire.remoteAudio]);
		expect(second.wire.alsoSent).toEqual([first.wire.remoteAudio]);
		phone.talk.hold(second.call.id);
		expect(first.wire.alsoSent).toEqual([]);
		expect(second.wire.alsoSent).toEqual([]);
		expect(partners()).toEqual([first.call.id]);
	});

	test('of three goes on as a call of two when one hangs up', () => {
		const all = [answered(), answered(), answered()];
		phone.talk.merge();
		expect(all[0]!.wire.alsoSent).toEqual([all[1]!.wire.remoteAudio, all[2]!.wire.remoteAudio]);
		all[1]!.wire.end(THEY_HUNG_UP);
		expect(all[0]!.wire.alsoSent).toEqual([all[2]!.wire.remoteAudio]);
		expect(all[2]!.wire.alsoSent).toEqual([all[0]!.wire.remoteAudio]);
	});

	test('waits as a whole when another call is answered', () => {
		const [first, second] = [answered(), answered()];
		phone.talk.merge();
		const third = answered();
		expect(partners()).toEqual([third.call.id]);
		expect([first.wire.alsoSent, second.wire.alsoSent]).toEqual([[], []]);
	});

	test('is muted as a whole: it is one microphone', () => {
		const [first, second] = [answered(), answered()];
		phone.talk.merge();
		phone.talk.mute(second.call.id, true);
		expect([first.call.call, second.call.call]).toMatchObject([{ muted: true }, { muted: true }]);
		expect(first.wire.told).toContain('mute');
	});
});

describe('digits', () => {
	test('are sent as far as they are digits', () => {
		const { call, wire } = answered();
		expect(phone.talk.sendDigits(call.id, 'PIN 12-34#')).toBe('1234#');
		expect(phone.talk.sendDigits(call.id, 'none')).toBe('');
		expect(wire.told).toEqual(['digits 1234#']);
	});
});

describe('a transfer', () => {
	test('holds the caller, tells how it goes, and ends the call when it has come about', () => {
		const { call, wire } = answered();
		phone.talk.transfer(call.id, '12');
		expect(wire.told).toEqual(['hold', 'transfer 12']);
		expect(call.call).toMatchObject({ transfer: { state: 'asked', to: '12' } });
		wire.onEvent({ type: 'transfer', at: START, transfer: { state: 'ringing', to: '12' } });
		expect(call.call).toMatchObject({ transfer: { state: 'ringing', to: '12' } });
		wire.end({ kind: 'transferred', to: '12' });
		expect(call.call).toMatchObject({ state: 'ended', outcome: 'answered' });
		expect(entries).toMatchObject([{ transferredTo: '12' }]);
		expect(reports).toMatchObject([{ transferredTo: '12' }]);
	});

	test('that fails gives the caller back, with the reason', () => {
		const { call, wire } = answered();
		phone.talk.transfer(call.id, '12');
		const transfer = { state: 'failed', to: '12', why: 'busy' } as const;
		wire.onEvent({ type: 'transfer', at: START, transfer });
		expect(call.call).toMatchObject({ held: { byUs: false }, transfer });
		expect(partners()).toEqual([call.id]);
		phone.talk.dismissTransfer(call.id);
		expect(call.call).toMatchObject({ transfer: undefined });
	});

	test('that fails while another is spoken with does not let both hear', () => {
		const first = answered();
		phone.talk.transfer(first.call.id, '12');
		const second = answered();
		const transfer = { state: 'failed', to: '12', why: 'no-answer' } as const;
		first.wire.onEvent({ type: 'transfer', at: START, transfer });
		expect(partners()).toEqual([second.call.id]);
	});

	test('that hangs can be taken back, and is not asked for twice', () => {
		const { call, wire } = answered();
		phone.talk.transfer(call.id, '12');
		phone.talk.transfer(call.id, '13');
		expect(wire.told).toEqual(['hold', 'transfer 12']);
		phone.talk.takeBack(call.id);
		expect(partners()).toEqual([call.id]);
	});

	test('to another call holds both', () => {
		const [first, second] = [answered(), answered()];
		phone.talk.transferTo(first.call.id, second.call.id, 'Ben');
		expect(first.wire.told).toEqual(['hold', 'transfer to Ben']);
		expect(first.wire.transferredTo).toBe(second.wire);
		expect(second.wire.told).toEqual(['hold']);
		expect(partners()).toEqual([]);
		first.wire.end({ kind: 'transferred', to: '12' });
		expect(second.wire.told).toEqual(['hold', 'hang up']);
		expect(phone.calls).toEqual([]);
	});

	test('to another call that fails leaves both', () => {
		const [first, second] = [answered(), answered()];
		phone.talk.transferTo(first.call.id, second.call.id, 'Ben');
		const transfer = { state: 'failed', to: 'Ben', why: 'not-taken' } as const;
		first.wire.onEvent({ type: 'transfer', at: START, transfer });
		expect(partners()).toEqual([first.call.id]);
		first.wire.end(THEY_HUNG_UP);
		expect(phone.calls).toEqual([second.call]);
	});
});

describe('a call in the place of another', () => {
	/** Comes, and is connected once the test says so. */
	function comesFor({ wire }: { wire: ScriptedCall }): ScriptedCall {
		const call = new ScriptedCall();
		line.listener.takenOver(incoming(), call, wire);
		return call;
	}

	test('is spoken with at once, and the one before it ends only then', () => {
		const before = answered();
		const call = comesFor(before);
		expect(call.told).toEqual(['accept']);
		expect(before.wire.told).not.toContain('hang up');
		call.connect(START);
		expect(before.wire.told).toContain('hang up');
		expect(partners()).toEqual([phone.calls[0]!.id]);
		expect(phone.calls).toHaveLength(1);
		call.end(THEY_HUNG_UP);
		// Who has put us through is known as it was shown.
		for (const told of [entries, reports]) {
			expect(told.map(({ transferredBy }) => transferredBy)).toEqual([undefined, '+493023125010']);
		}
	});

	test('that does not come about leaves the other as it was', () => {
		const before = answered();
		comesFor(before).end({ kind: 'failed', failure: 'media' });
		expect(before.wire.told).toEqual(['hold', 'resume']);
		expect(partners()).toEqual([before.call.id]);
	});

	test('hears nothing before it is muted as the other was', () => {
		const before = answered();
		phone.talk.mute(before.call.id, true);
		const call = comesFor(before);
		expect(call.told).toEqual(['mute', 'accept']);
		call.connect(START);
		expect(call.told).not.toContain('unmute');
		expect(phone.calls[0]!.call).toMatchObject({ state: 'connected', muted: true });
	});

	test('waits where the other waited, and does not hear whom we speak with', () => {
		const waiting = answered();
		const partner = answered();
		const call = comesFor(waiting);
		call.connect(START);
		expect(call.told).toEqual(['mute', 'accept', 'hold', 'unmute']);
		expect(partners()).toEqual([partner.call.id]);
		expect(partner.wire.told).toEqual([]);
	});

	test('that we are making is picked up by somebody else', () => {
		phone.dial('12');
		const { call: wire } = line.dialled[0]!;
		wire.progress(START);
		const call = comesFor({ wire });
		expect(wire.told).toEqual(['invite', 'hang up']);
		call.connect(START);
		expect(partners()).toEqual([phone.calls[0]!.id]);
	});

	test('of which nobody here knows is refused', () => {
		const call = comesFor({ wire: new ScriptedCall() });
		expect(call.told).toEqual(['reject 486']);
		expect(phone.calls).toEqual([]);
	});
});
