import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { IceSettings } from '#domain/ice-servers.ts';
import { IceServers } from './ice-servers.ts';
import type { ServerAnswer } from './ask-server.ts';

const HOUR_MS = 3_600_000;
const AWAY: ServerAnswer<IceSettings> = { ok: false, failure: { kind: 'unreachable' } };

let ice: IceServers;
let asked: number;
let answer: () => Promise<ServerAnswer<IceSettings>>;

function given(name: string): ServerAnswer<IceSettings> {
	const relay = { urls: ['turn:turn.example'], username: name, credential: 'secret-of-a-test' };
	return {
		ok: true,
		value: { policy: 'all', ttl: 43_200, servers: [{ urls: ['stun:turn.example'] }, relay] }
	};
}

beforeEach(() => {
	vi.useFakeTimers();
	asked = 0;
	answer = async () => given(`user-${asked}`);
	ice = new IceServers({
		fetch() {
			asked += 1;
			return answer();
		},
		now: Date.now
	});
	ice.start();
});

afterEach(() => {
	ice.close();
	vi.useRealTimers();
});

async function usernames(): Promise<(string | undefined)[]> {
	return (await ice.forCall()).servers.map(({ username }) => username);
}

test('a call has what the server gave, without asking again', async () => {
	expect(await usernames()).toEqual([undefined, 'user-1']);
	expect(await usernames()).toEqual([undefined, 'user-1']);
	expect(asked).toBe(1);
});

test('credentials are renewed at half of their life, for days', async () => {
	await vi.advanceTimersByTimeAsync(48 * HOUR_MS + 1);
	expect(await usernames()).toEqual([undefined, 'user-9']);
});

test('while the server is away calls go on with what there is, then without what has ended', async () => {
	await vi.advanceTimersByTimeAsync(1);
	answer = async () => AWAY;
	await vi.advanceTimersByTimeAsync(11 * HOUR_MS);
	expect(await usernames()).toEqual([undefined, 'user-1']);
	await vi.advanceTimersByTimeAsync(HOUR_MS);
	expect(await usernames()).toEqual([undefined]);
	answer = async () => given('back');
	await vi.advanceTimersByTimeAsync(60_000);
	expect(await usernames()).toEqual([undefined, 'back']);
});

test('a call after a night of sleep waits for new credentials, not long', async () => {
	await vi.advanceTimersByTimeAsync(1);
	vi.setSystemTime(Date.now() + 13 * HOUR_MS);
	expect(await usernames()).toEqual([undefined, 'user-2']);
	answer = () => new Promise(() => {});
	vi.setSystemTime(Date.now() + 13 * HOUR_MS);
	const late = usernames();
	await vi.advanceTimersByTimeAsync(500);
	expect(await late).toEqual([undefined]);
});

test('a network that is back renews what is old, and nothing else', async () => {
	await vi.advanceTimersByTimeAsync(1);
	dispatchEvent(new Event('online'));
	expect(asked).toBe(1);
	vi.setSystemTime(Date.now() + 7 * HOUR_MS);
	dispatchEvent(new Event('online'));
	expect(asked).toBe(2);
});

test('nothing goes on once it is closed', async () => {
	await vi.advanceTimersByTimeAsync(1);
	ice.close();
	dispatchEvent(new Event('online'));
	expect(vi.getTimerCount()).toBe(0);
	await vi.advanceTimersByTimeAsync(48 * HOUR_MS);
	expect(asked).toBe(1);
});
