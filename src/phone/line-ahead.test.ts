import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LineListener } from './line.ts';
import { LineAhead, type LineOwner } from './line-ahead.svelte.ts';
import { ScriptedLine } from './test-line.ts';

interface Needs {
	readonly name: string;
}

const REGISTERED = { state: 'registered', since: 1 } as const;
const WAITING = { state: 'waiting', problem: 'server-unreachable', retryAt: 1 } as const;
const NEEDS: Needs = { name: 'telephone' };

let line: ScriptedLine;
let owner: LineOwner<Needs>;
let lead: () => void;
let wait: () => void;
let hasLetGo: boolean;
let told: string[];
let ahead: LineAhead<Needs>;
let isDue: boolean;

beforeEach(() => {
	vi.useFakeTimers();
	told = [];
	hasLetGo = false;
	isDue = false;
	ahead = new LineAhead<Needs>({
		lead: (...said) => {
			[lead, wait] = said;
			return () => (hasLetGo = true);
		},
		make: (listener, itsOwner) => {
			owner = itsOwner;
			return (line = new ScriptedLine(listener));
		}
	});
	void ahead.due.then(() => (isDue = true));
});

afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(0);

const listener: LineListener = {
	registration: ({ state }) => told.push(state),
	ringing: ({ callId }) => told.push(callId),
	pickedUp: ({ callId }) => told.push(callId),
	takenOver: ({ callId }) => told.push(callId),
	presenceRefused: () => told.push('presence refused'),
	pickUpFailed: () => told.push('not picked up'),
	voicemail: () => told.push('voicemail'),
	lines: () => told.push('lines')
};

test('the rest of the app is due once the line is registered, not before', async () => {
	lead();
	expect(line.started).toBe(1);
	line.registration({ state: 'connecting' });
	await settle();
	expect(isDue).toBe(false);
	line.registration(REGISTERED);
	expect(ahead.registration).toEqual(REGISTERED);
	await settle();
	expect(isDue).toBe(true);
});

test.each<[string, () => void]>([
	['cannot be registered now', () => (lead(), line.registration(WAITING))],
	['has a call', () => (lead(), void owner.attended())],
	['is another tab’s', () => wait()],
	['has no answer from its registrar', () => (lead(), vi.advanceTimersByTime(3_000))]
])('the rest is due as well where the line %s', async (_, happen) => {
	happen();
	await settle();
	expect(isDue).toBe(true);
});

test('what the line has told is told to the telephone with its start, and what it tells from then on', () => {
	lead();
	line.registration(REGISTERED);
	line.listener.voicemail({ isWaiting: true, unheard: 1, urgent: 0, account: undefined });
	const taken = ahead.take(listener, NEEDS);
	expect(told).toEqual([]);
	taken.start();
	expect(told).toEqual(['registered', 'voicemail']);
	line.registration(WAITING);
	expect(told).toEqual(['registered', 'voicemail', 'waiting']);
	expect(line.started).toBe(1);
	taken.prepareCall();
	expect(line.prepared).toBe(1);
});

test('a call waits until the telephone has started', async () => {
	lead();
	let attended: Needs | undefined;
	void owner.attended().then((needs) => (attended = needs));
	const taken = ahead.take(listener, NEEDS);
	await settle();
	expect([attended, owner.needs]).toEqual([undefined, undefined]);
	taken.start();
	await settle();
	expect([attended, owner.needs]).toEqual([NEEDS, NEEDS]);
});

test('who asks to lead is told at once, or once this tab does', async () => {
	const led: string[] = [];
	ahead.whenLeading(() => led.push('later'));
	expect(led).toEqual([]);
	lead();
	expect(led).toEqual(['later']);
	ahead.whenLeading(() => led.push('at once'));
	expect(led).toEqual(['later', 'at once']);
});

test('closed, it ends the line before another tab may lead, and hands it to nobody', async () => {
	lead();
	const closing = ahead.close();
	expect([line.closed, hasLetGo]).toEqual([true, false]);
	await closing;
	expect(hasLetGo).toBe(true);
	const led: string[] = [];
	ahead.whenLeading(() => led.push('led'));
	expect(led).toEqual([]);
});
