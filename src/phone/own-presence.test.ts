import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UNTIL_ENDED } from '#domain/do-not-disturb.ts';
import type { Presence } from '#domain/presence.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { OwnPresence } from './own-presence.ts';

const NOW = Date.parse('2026-03-11T10:00:00Z');
const HOUR_MS = 3_600_000;
const told = { ...defaultSettings('anna@office.example'), tellPresence: true };

let settings: Settings;
let last: Presence | undefined;
let presence: OwnPresence;

beforeEach(() => {
	vi.useFakeTimers({ now: NOW });
	settings = told;
	presence = new OwnPresence({
		line: { tellPresence: (now) => (last = now) },
		settings: () => settings,
		isOnThePhone: () => false,
		now: Date.now
	});
});
afterEach(() => vi.useRealTimers());

test('that quiet has ended by itself is told without anybody doing anything', () => {
	settings = { ...told, doNotDisturbUntil: NOW + HOUR_MS };
	presence.follow();
	expect(last?.isQuiet).toBe(true);
	vi.advanceTimersByTime(HOUR_MS - 1);
	expect(last?.isQuiet).toBe(true);
	vi.advanceTimersByTime(1);
	expect(last?.isQuiet).toBe(false);
});

test('quiet without an end is told once, not in a circle, and nothing after the phone is closed', () => {
	settings = { ...told, doNotDisturbUntil: UNTIL_ENDED };
	presence.follow();
	expect(vi.getTimerCount()).toBe(1);
	last = undefined;
	vi.advanceTimersByTime(1_000);
	expect(last).toBeUndefined();
	presence.close();
	expect(vi.getTimerCount()).toBe(0);
});

test('what may not be told waits for nothing', () => {
	settings = { ...told, tellPresence: false, doNotDisturbUntil: NOW + HOUR_MS };
	presence.follow();
	expect(last).toBeUndefined();
	expect(vi.getTimerCount()).toBe(0);
});
