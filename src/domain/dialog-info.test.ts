import { describe, expect, it, test } from 'vitest';
import {
	canBeReplaced,
	lineState,
	replacesHeader,
	ringingDialog,
	takeDialogInfo,
	type DialogElement,
	type DialogInfo
} from './dialog-info.ts';

const RINGS: DialogElement = {
	...{ id: 'a', state: 'early', direction: 'recipient' },
	...{ callId: 'call@pbx.example', localTag: 'desk', remoteTag: 'caller' },
	...{ remoteName: 'Erika', remoteIdentity: 'sip:030@pbx.example', remoteTarget: '' }
};
const full = (version: number, ...dialogs: DialogElement[]): DialogInfo => ({
	...{ version, isFull: true, dialogs }
});
const partial = (version: number, ...dialogs: DialogElement[]): DialogInfo => ({
	...{ version, isFull: false, dialogs }
});

describe('takeDialogInfo', () => {
	it('follows a line from free to ringing, speaking and free', () => {
		const states = [];
		let { known } = takeDialogInfo(undefined, full(0));
		states.push(lineState(known));
		for (const [at, state] of (['early', 'confirmed', 'terminated'] as const).entries()) {
			({ known } = takeDialogInfo(known, partial(at + 1, { ...RINGS, state })));
			states.push(lineState(known));
		}
		expect(states).toEqual(['idle', 'ringing', 'busy', 'idle']);
	});

	it('tells of a gap, and is not turned back by what comes late', () => {
		const { known } = takeDialogInfo(undefined, full(5));
		const next = takeDialogInfo(known, partial(7, RINGS));
		expect([next.isGap, lineState(next.known)]).toEqual([true, 'ringing']);
		const late = takeDialogInfo(next.known, partial(6, { ...RINGS, state: 'terminated' }));
		expect([late.isGap, lineState(late.known)]).toEqual([false, 'ringing']);
	});

	it('begins anew with a full document, also after the PBX has been restarted', () => {
		const { known } = takeDialogInfo(undefined, full(900, RINGS));
		expect(lineState(takeDialogInfo(known, full(0)).known)).toBe('idle');
	});

	it('knows nothing from a part alone', () => {
		const { known, isGap } = takeDialogInfo(undefined, partial(3, RINGS));
		expect([lineState(known), isGap]).toEqual(['unknown', true]);
	});
});

test('who calls somebody, or has a second call, is busy', () => {
	const calls: DialogElement = { ...RINGS, id: 'b', direction: 'initiator' };
	const state = (...dialogs: DialogElement[]) =>
		lineState(takeDialogInfo(undefined, full(0, ...dialogs)).known);
	expect(state(calls)).toBe('busy');
	expect(state(RINGS, { ...calls, state: 'confirmed' })).toBe('busy');
	expect(state({ ...RINGS, direction: undefined, state: 'confirmed' })).toBe('busy');
});

test('a ringing call is taken with the tags as the caller sees them', () => {
	const { known } = takeDialogInfo(undefined, full(0, RINGS));
	const ringing = ringingDialog(known);
	expect(ringing && canBeReplaced(ringing)).toBe(true);
	expect(ringing && replacesHeader(ringing)).toBe(
		'call@pbx.example;to-tag=caller;from-tag=desk;early-only'
	);
	expect(canBeReplaced({ ...RINGS, remoteTag: '' })).toBe(false);
	expect(canBeReplaced({ ...RINGS, remoteIdentity: '' })).toBe(false);
});
