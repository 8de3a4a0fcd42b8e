import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallEvent } from '#domain/call.ts';
import type { Registration, RegistrationProblem } from '#domain/registration.ts';
import { defaultSettings } from '#domain/settings.ts';
import { SipLine } from './sip-line.ts';
import { TestRegistrar } from './test-registrar.ts';

let registrar: TestRegistrar;
let line: SipLine;
let said: Registration[];
let microphone: () => Promise<MediaStream>;

beforeEach(() => {
	vi.useFakeTimers();
	registrar = new TestRegistrar();
	vi.stubGlobal('WebSocket', registrar.socketClass());
	said = [];
	microphone = async () => new MediaStream();
	line = new SipLine(
		{
			account: {
				server: 'ws://pbx.example/sip',
				user: 'anna',
				domain: 'demo.example',
				authorizationUser: 'anna',
				password: 'secret-of-a-test',
				displayName: 'Anna Krüger'
			},
			settings: () => defaultSettings('anna@demo.example'),
			microphone: () => microphone(),
			mix: () => ({ stream: new MediaStream(), close() {} })
		},
		{ registration: (state) => said.push(state), ringing: () => {} }
	);
});

afterEach(async () => {
	registrar.mood = 200;
	if (!vi.isFakeTimers()) vi.useFakeTimers();
	const closed = line.close();
	await vi.advanceTimersByTimeAsync(5_000);
	await closed;
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

/** Lets everything happen that needs no time. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 10; turn += 1) await vi.advanceTimersByTimeAsync(0);
}

const states = () => said.map((one) => (one.state === 'waiting' ? one.problem : one.state));

describe('registering', () => {
	test('is told truthfully: connecting, then registered', async () => {
		line.start();
		expect(states()).toEqual(['connecting']);
		await settle();
		expect(states()).toEqual(['connecting', 'registered']);
	});

	test.each<[number, RegistrationProblem]>([
		[401, 'wrong-password'],
		[403, 'not-allowed'],
		[404, 'unknown-user'],
		[480, 'server-error'],
		[500, 'server-error'],
		[503, 'server-error']
	])('that is refused with %i says why: %s', async (status, problem) => {
		registrar.mood = status;
		line.start();
		await settle();
		expect(states()).toEqual(['connecting', problem]);
	});

	test('without an answer fails after five seconds, not never', async () => {
		registrar.mood = 'silent';
		line.start();
		await settle();
		await vi.advanceTimersByTimeAsync(4_900);
		expect(states()).toEqual(['connecting']);
		await vi.advanceTimersByTimeAsync(100);
		expect(states().slice(0, 2)).toEqual(['connecting', 'no-answer']);
	});

	test('without a server says so, and goes on trying', async () => {
		registrar.reachable = false;
		line.start();
		await settle();
		expect(states()).toEqual(['connecting', 'server-unreachable']);
		registrar.reachable = true;
		await vi.advanceTimersByTimeAsync(1_000);
		await settle();
		expect(states().at(-1)).toBe('registered');
	});

	test('that only people can mend is tried again once a minute, not every second', async () => {
		registrar.mood = 403;
		line.start();
		await vi.advanceTimersByTimeAsync(29_000);
		expect(registrar.registers).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(31_000);
		expect(registrar.registers).toHaveLength(2);
	});

	test('is refreshed at half time', async () => {
		line.start();
		await settle();
		expect(registrar.registers).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(151_000);
		expect(registrar.registers).toHaveLength(2);
		expect(states()).toEqual(['connecting', 'registered']);
	});

	test('that is refused later is not called registered any more', async () => {
		line.start();
		await settle();
		registrar.mood = 500;
		await vi.advanceTimersByTimeAsync(150_000);
		await settle();
		expect(states()[2]).toBe('server-error');
		registrar.mood = 200;
		await vi.advanceTimersByTimeAsync(5_000);
		await settle();
		expect(states().at(-1)).toBe('registered');
	});
});

describe('a lost connection', () => {
	test('is said at once and replaced; one registerer refreshes, not two', async () => {
		line.start();
		await settle();
		registrar.cut();
		await settle();
		expect(states()).toEqual(['connecting', 'registered', 'server-unreachable']);
		await vi.advanceTimersByTimeAsync(1_000);
		await settle();
		expect(states().slice(3)).toEqual(['connecting', 'registered']);
		const before = registrar.registers.length;
		await vi.advanceTimersByTimeAsync(160_000);
		expect(registrar.registers.length - before).toBe(1);
	});

	test('in the middle of registering counts once', async () => {
		registrar.mood = 'silent';
		line.start();
		await settle();
		registrar.reachable = false;
		registrar.cut();
		await vi.advanceTimersByTimeAsync(20_000);
		expect(states().filter((state) => state === 'no-answer')).toEqual([]);
	});

	test('is tried again without waiting when the network is back', async () => {
		registrar.reachable = false;
		line.start();
		await vi.advanceTimersByTimeAsync(120_000);
		registrar.reachable = true;
		dispatchEvent(new Event('online'));
		await settle();
		expect(states().at(-1)).toBe('registered');
	});

	test('is tried again at once for a person who does not want to wait', async () => {
		registrar.reachable = false;
		line.start();
		await vi.advanceTimersByTimeAsync(120_000);
		registrar.reachable = true;
		line.retry();
		await settle();
		expect(states().at(-1)).toBe('registered');
	});
});

describe('closing', () => {
	test('removes this device’s contact and stays closed', async () => {
		line.start();
		await settle();
		const closed = line.close();
		await vi.advanceTimersByTimeAsync(5_000);
		await closed;
		expect(states().at(-1)).toBe('stopped');
		expect(registrar.requests.filter((one) => /expires=0\b/.test(one))).toHaveLength(1);
		dispatchEvent(new Event('online'));
		await vi.advanceTimersByTimeAsync(60_000);
		expect(states().at(-1)).toBe('stopped');
		expect(registrar.sockets.size).toBe(0);
	});

	test('does not wait for a registrar that does not answer', async () => {
		line.start();
		await settle();
		registrar.mood = 'silent';
		let done = false;
		void line.close().then(() => (done = true));
		await vi.advanceTimersByTimeAsync(1_000);
		registrar.cut();
		await settle();
		expect(done).toBe(true);
	});
});

describe('dialling', () => {
	/** Media takes its own time, whatever the test's clock says. */
	async function invite(target: string): Promise<string> {
		line.start();
		await settle();
		vi.useRealTimers();
		line.dial(target)?.call.invite();
		return vi.waitFor(() => {
			const request = registrar.requests.find((one) => one.startsWith('INVITE'));
			if (!request) throw new Error('no INVITE yet');
			return request;
		});
	}

	const lineOf = (request: string, start: string) =>
		request.split('\r\n').find((text) => text.startsWith(start));

	test('is not possible before there is a connection', () => {
		expect(line.dial('12')).toBeUndefined();
	});

	test.each([
		['+49 (0)30 23125-100', 'sip:+493023125100@demo.example'],
		['(030) 23125/100', 'sip:03023125100@demo.example'],
		['*21#', 'sip:*21%23@demo.example'],
		['ben', 'sip:ben@demo.example'],
		['ben@other.example', 'sip:ben@other.example'],
		['sip:ben@other.example', 'sip:ben@other.example']
	])('%s leads to %s', async (target, uri) => {
		const request = await invite(target);
		expect(request.split(' ')[1]).toBe(uri);
	});

	test('offers sound both ways with a microphone', async () => {
		const { stream } = new MediaStreamAudioDestinationNode(new AudioContext());
		microphone = async () => stream;
		const request = await invite('ben');
		expect(lineOf(request, 'm=audio')).toBeDefined();
		expect(lineOf(request, 'a=sendrecv')).toBeDefined();
	});

	test('without a microphone still offers to listen', async () => {
		const request = await invite('ben');
		expect(lineOf(request, 'm=audio')).toBeDefined();
		expect(lineOf(request, 'a=recvonly')).toBeDefined();
	});

	test.each([486, 603, 404, 480])('a refusal with %i is told as that', async (status) => {
		registrar.inviteAnswer = status;
		line.start();
		await settle();
		vi.useRealTimers();
		const dialled = line.dial('ben');
		const ended = Promise.withResolvers<CallEvent>();
		dialled!.call.onEvent = ended.resolve;
		dialled!.call.invite();
		expect(await ended.promise).toMatchObject({
			type: 'ended',
			cause: { kind: 'refused', status }
		});
	});

	test('nothing dials nothing', async () => {
		line.start();
		await settle();
		expect(line.dial(' () ')).toBeUndefined();
	});
});
