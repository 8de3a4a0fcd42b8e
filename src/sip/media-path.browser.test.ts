import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MediaPath } from './media-path.ts';

/** A connection whose ICE state the test says. */
class Connection extends EventTarget {
	iceConnectionState: RTCIceConnectionState = 'connected';

	becomes(state: RTCIceConnectionState): void {
		this.iceConnectionState = state;
		this.dispatchEvent(new Event('iceconnectionstatechange'));
	}
}

let connection: Connection;
let path: MediaPath;
let told: string[];

beforeEach(() => {
	vi.useFakeTimers();
	told = [];
	connection = new Connection();
	path = new MediaPath(connection as unknown as RTCPeerConnection, {
		lost: () => told.push('lost'),
		back: () => told.push('back'),
		restart: () => told.push('restart')
	});
});

afterEach(() => {
	path.stop();
	vi.useRealTimers();
});

test('a way that comes back by itself is not replaced', () => {
	connection.becomes('disconnected');
	vi.advanceTimersByTime(1_900);
	connection.becomes('connected');
	vi.advanceTimersByTime(60_000);
	expect(told).toEqual(['lost', 'back']);
});

test('one that stays lost is replaced, and looked for again until there is one', () => {
	connection.becomes('disconnected');
	vi.advanceTimersByTime(2_000);
	connection.becomes('checking');
	vi.advanceTimersByTime(10_000);
	expect(told).toEqual(['lost', 'restart', 'restart']);
	connection.becomes('connected');
	vi.advanceTimersByTime(60_000);
	expect(told.slice(3)).toEqual(['back']);
});

test('one that has failed is replaced without waiting, and told as lost once', () => {
	connection.becomes('disconnected');
	connection.becomes('failed');
	vi.advanceTimersByTime(0);
	expect(told).toEqual(['lost', 'restart']);
});

test('ways that somebody else has just offered are given their time', () => {
	connection.becomes('disconnected');
	vi.advanceTimersByTime(1_000);
	path.restarting();
	vi.advanceTimersByTime(9_000);
	expect(told).toEqual(['lost']);
});

test('the first search is none that was lost', () => {
	connection.becomes('checking');
	connection.becomes('connected');
	expect(told).toEqual([]);
});

test('a call that has ended looks for nothing', () => {
	connection.becomes('disconnected');
	path.stop();
	vi.advanceTimersByTime(60_000);
	connection.becomes('failed');
	expect(told).toEqual(['lost']);
});
