import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Forwarding } from '#domain/forwarding.ts';
import { Forwarder } from './forwarder.svelte.ts';
import { ScriptedLine, type ScriptedCall } from './test-line.ts';

let line: ScriptedLine;
let kept: Forwarding;
let forwarder: Forwarder;

beforeEach(() => {
	vi.useFakeTimers();
	line = new ScriptedLine({
		...{ registration: () => {}, ringing: () => {}, pickedUp: () => {}, pickUpFailed: () => {} },
		...{ takenOver: () => {}, voicemail: () => {}, lines: () => {}, presenceRefused: () => {} }
	});
	kept = { beginCode: '*21*{number}#', endCode: '#21#', number: '', isOn: false };
	forwarder = new Forwarder({ line, kept: () => kept, keep: (changed) => (kept = changed) });
});

afterEach(() => vi.useRealTimers());

/** The call of the code that was dialled last, and the code. */
function last(): { target: string; call: ScriptedCall } {
	const dialled = line.dialled.at(-1);
	if (!dialled) throw new Error('nothing was dialled');
	return dialled;
}

test('a code that the PBX answers is kept as done, and its call ended', () => {
	forwarder.begin('03012345');
	const { target, call } = last();
	expect(target).toBe('*21*03012345#');
	expect(call.told).toEqual(['invite']);
	expect(forwarder.step).toBe('asked');
	expect(kept.isOn).toBe(false);
	// Not twice while the PBX has not answered.
	forwarder.begin('777');
	forwarder.dismiss();
	expect(line.dialled).toHaveLength(1);
	call.connect(1);
	expect(forwarder.step).toBe('done');
	expect(kept).toMatchObject({ number: '03012345', isOn: true });
	expect(call.told).toEqual(['invite', 'hang up']);
	forwarder.end();
	expect(last().target).toBe('#21#');
	last().call.connect(2);
	expect(kept).toMatchObject({ number: '03012345', isOn: false });
	forwarder.dismiss();
	expect(forwarder.step).toBeUndefined();
});

test('a code that is refused, or ends otherwise, changes nothing', () => {
	forwarder.begin('03012345');
	last().call.end({ kind: 'refused', status: 403, reasons: [] });
	expect(forwarder.step).toBe('refused');
	forwarder.begin('03012345');
	last().call.end({ kind: 'failed', failure: 'transport' });
	expect(forwarder.step).toBe('no-answer');
	expect(kept.isOn).toBe(false);
});

test('a PBX that does not answer is given up, and what it says later counts for nothing', async () => {
	forwarder.begin('03012345');
	const { call } = last();
	await vi.advanceTimersByTimeAsync(15_000);
	expect(forwarder.step).toBe('no-answer');
	expect(call.told).toEqual(['invite', 'hang up']);
	call.connect(1);
	expect(kept.isOn).toBe(false);
});

test('without a connection that is said', () => {
	line.connected = false;
	forwarder.end();
	expect(forwarder.step).toBe('not-connected');
});
