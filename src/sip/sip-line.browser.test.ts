import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallEvent, IncomingParties } from '#domain/call.ts';
import type { Registration, RegistrationProblem } from '#domain/registration.ts';
import { defaultSettings } from '#domain/settings.ts';
import type { SipCall } from './sip-call.ts';
import { SipLine } from './sip-line.ts';
import { TestRegistrar } from './test-registrar.ts';

const FIRST = 'ws://pbx.example/sip';
const SECOND = 'wss://other.example/sip';
/** What reads telephone numbers is loaded with the first call. */
const PATIENT = { timeout: 20_000 };

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
	line = lineTo([FIRST]);
});

/** Who is there for calls. */
interface Attendance {
	attended: () => Promise<void>;
	ringing: (parties: IncomingParties, call: SipCall) => void;
}

function lineTo(
	servers: string[],
	{ attended, ringing = () => {} }: Partial<Attendance> = {}
): SipLine {
	return new SipLine(
		{
			account: {
				server: '',
				user: 'anna',
				domain: 'demo.example',
				authorizationUser: 'anna',
				password: 'secret-of-a-test',
				displayName: 'Anna Krüger'
			},
			servers,
			settings: () => defaultSettings('anna@demo.example'),
			microphone: { open: () => microphone(), isSure: () => false },
			mix: () => ({ stream: new MediaStream(), close() {} }),
			...(attended && { attended })
		},
		{ registration: (state) => said.push(state), ringing }
	);
}

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

/** Where connections are open. */
const servers = () => [...registrar.sockets].map(({ url }) => url);
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

describe('a server that hangs', () => {
	test.each([
		['with OPTIONS', false],
		['with double CRLF', true]
	])('is noticed %s within half a minute, and its socket is not waited for', async (_, crlf) => {
		registrar.answersCrlf = crlf;
		line.start();
		await settle();
		await vi.advanceTimersByTimeAsync(60_000);
		const asked = registrar.requests.filter((one) => !one.startsWith('REGISTER'));
		// The first time asks both ways: nothing is known of the server yet.
		expect(asked.filter((one) => one.startsWith('OPTIONS'))).toHaveLength(crlf ? 1 : 3);
		expect(states()).toEqual(['connecting', 'registered']);
		registrar.hangs = true;
		await vi.advanceTimersByTimeAsync(26_000);
		expect(states()[2]).toBe('server-unreachable');
	});

	test('is noticed as soon when it has said something shortly before', async () => {
		registrar.answersCrlf = true;
		line.start();
		await settle();
		await vi.advanceTimersByTimeAsync(1_000);
		for (const socket of registrar.sockets) {
			socket.dispatchEvent(new MessageEvent('message', { data: '\r\n' }));
		}
		registrar.hangs = true;
		await vi.advanceTimersByTimeAsync(26_000);
		expect(states()[2]).toBe('server-unreachable');
	});

	test('is left for the next one of several', async () => {
		line = lineTo([FIRST, SECOND]);
		line.start();
		await settle();
		registrar.hangs = true;
		dispatchEvent(new Event('offline'));
		await vi.advanceTimersByTimeAsync(5_000);
		registrar.hangs = false;
		registrar.down.add(FIRST);
		await vi.advanceTimersByTimeAsync(1_000);
		await settle();
		expect(states().at(-1)).toBe('registered');
		expect(servers().at(-1)).toBe(SECOND);
	});

	test('is asked at once when the browser tells of another network', async () => {
		line.start();
		await settle();
		const before = registrar.requests.length;
		dispatchEvent(new Event('offline'));
		await settle();
		expect(registrar.requests.length).toBeGreaterThan(before);
		expect(states()).toEqual(['connecting', 'registered']);
	});

	test('while the device slept is not asked, but replaced', async () => {
		line.start();
		await settle();
		registrar.hangs = true;
		vi.setSystemTime(Date.now() + 600_000);
		await vi.advanceTimersByTimeAsync(20_000);
		expect(states()[2]).toBe('server-unreachable');
	});
});

describe('a page whose timers run once a minute', () => {
	/** As browsers do with pages that nobody has looked at for a while. */
	beforeEach(() => {
		const { setTimeout } = globalThis;
		vi.stubGlobal('setTimeout', (run: () => void, ms = 0) => {
			const due = Math.ceil((Date.now() + ms) / 60_000) * 60_000;
			return setTimeout(run, due - Date.now());
		});
		// No answer is there before all timers that are due have run.
		registrar.deliver = (arrive) => void setTimeout(arrive, 100);
		vi.setSystemTime(Date.UTC(2026, 0, 12, 9));
	});

	const leaves = () => registrar.requests.filter((one) => /expires=0\b/.test(one));

	test('refreshes its registration in time', async () => {
		line.start();
		await vi.advanceTimersByTimeAsync(1_000);
		const at = [0];
		for (let minute = 1; minute <= 30; minute += 1) {
			const before = registrar.registers.length;
			await vi.advanceTimersByTimeAsync(60_000);
			if (registrar.registers.length > before) at.push(minute);
		}
		// Of five minutes more than one is left.
		const pauses = at.slice(1).map((minute, index) => minute - (at[index] ?? 0));
		expect(Math.max(...pauses, 30 - (at.at(-1) ?? 0))).toBeLessThan(4);
		expect(states()).toEqual(['connecting', 'registered']);
	});

	test('stays registered where the PBX grants less than that, on the same connection', async () => {
		registrar.expires = 45;
		line.start();
		await vi.advanceTimersByTimeAsync(1_000);
		const [socket] = registrar.sockets;
		await vi.advanceTimersByTimeAsync(600_000);
		expect(states()).toEqual(['connecting', 'registered']);
		expect(registrar.registers.length).toBeGreaterThan(9);
		expect([...registrar.sockets]).toEqual([socket]);
		expect(leaves()).toEqual([]);
	});

	test.each([
		['refused', 503, 'server-error'],
		['refused for another reason', 403, 'not-allowed'],
		['not answered', 'silent', 'no-answer']
	] as const)('says that its refresh is %s', async (_what, mood, problem) => {
		registrar.expires = 120;
		line.start();
		await vi.advanceTimersByTimeAsync(1_000);
		registrar.mood = mood;
		await vi.advanceTimersByTimeAsync(240_000);
		expect(states()[2]).toBe(problem);
		registrar.mood = 200;
		await vi.advanceTimersByTimeAsync(120_000);
		expect(states().at(-1)).toBe('registered');
	});

	test('notices a server that hangs, and comes back once it goes on', async () => {
		// No refresh notices it before.
		registrar.expires = 3_600;
		line.start();
		await vi.advanceTimersByTimeAsync(1_000);
		await vi.advanceTimersByTimeAsync(120_000);
		registrar.hangs = true;
		await vi.advanceTimersByTimeAsync(180_000);
		expect(states()[2]).toBe('server-unreachable');
		registrar.hangs = false;
		await vi.advanceTimersByTimeAsync(120_000);
		expect(states().at(-1)).toBe('registered');
	});

	test('is back within a minute after its connection was lost', async () => {
		line.start();
		await vi.advanceTimersByTimeAsync(1_000);
		registrar.cut();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(states().at(-1)).toBe('registered');
	});
});

describe('several servers', () => {
	beforeEach(() => {
		line = lineTo([FIRST, SECOND]);
	});

	test('are tried in their order, without a pause between them', async () => {
		registrar.down.add(FIRST);
		line.start();
		await settle();
		expect(states()).toEqual(['connecting', 'registered']);
		expect(servers()).toEqual([SECOND]);
		expect(registrar.requests[0]).toContain('Via: SIP/2.0/WSS ');
	});

	test('are not tried in turn with a password that is wrong', async () => {
		registrar.mood = 401;
		line.start();
		await settle();
		expect(states()).toEqual(['connecting', 'wrong-password']);
		expect(servers()).toEqual([FIRST]);
	});

	test('pause once all of them have failed', async () => {
		registrar.reachable = false;
		line.start();
		await settle();
		expect(states()).toEqual(['connecting', 'server-unreachable']);
	});

	test('give the line back to the preferred one, without a moment of no registration', async () => {
		registrar.down.add(FIRST);
		line.start();
		await settle();
		registrar.down.delete(FIRST);
		await vi.advanceTimersByTimeAsync(60_000);
		await settle();
		expect(servers()).toEqual([FIRST]);
		const last = registrar.requests.filter((one) => one.startsWith('REGISTER')).slice(-2);
		expect(last.map((one) => /expires=0\b/.test(one))).toEqual([false, true]);
	});

	test('leave a call where it is', async () => {
		registrar.down.add(FIRST);
		line.start();
		await settle();
		registrar.down.delete(FIRST);
		line.dial('ben');
		await vi.advanceTimersByTimeAsync(200_000);
		expect(servers()).toEqual([SECOND]);
	});
});

describe('a page that goes away', () => {
	test('takes its contact along, and is registered again when it comes back as it was', async () => {
		line.start();
		await settle();
		dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
		await settle();
		expect(registrar.requests.filter((one) => /expires=0\b/.test(one))).toHaveLength(1);
		expect(registrar.sockets.size).toBe(0);
		dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
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

describe('a call that comes before anybody is there', () => {
	const request = (method: string, ...more: string[]) =>
		[
			`${method} sip:anna@demo.example SIP/2.0`,
			'Via: SIP/2.0/WSS pbx.example;branch=z9hG4bKearly',
			'Max-Forwards: 70',
			'From: <sip:+493023125010@demo.example>;tag=1',
			'To: <sip:anna@demo.example>',
			'Call-ID: early@pbx.example',
			`CSeq: 1 ${method}`,
			'Contact: <sip:pbx.example>',
			...more,
			'Content-Length: 0',
			'',
			''
		].join('\r\n');
	let arrive: () => void;
	let told: string[];

	beforeEach(async () => {
		const arrived = Promise.withResolvers<void>();
		arrive = arrived.resolve;
		told = [];
		line = lineTo([FIRST], {
			attended: () => arrived.promise,
			ringing: ({ startedAt }, call) => {
				told.push(`rings since ${startedAt - before}`);
				call.onEvent = (event) =>
					told.push(event.type === 'ended' ? JSON.stringify(event.cause) : event.type);
			}
		});
		line.start();
		await settle();
	});
	let before: number;
	const invite = async () => {
		before = Date.now();
		registrar.push(request('INVITE'));
		await vi.advanceTimersByTimeAsync(400);
	};

	test('waits, and is as old as it is', async () => {
		await invite();
		expect(told).toEqual([]);
		// Who calls hears that it rings all the same.
		expect(registrar.requests.filter((one) => one.startsWith('SIP/2.0 180'))).toHaveLength(1);
		arrive();
		await vi.waitFor(() => expect(told).toEqual(['rings since 0']), PATIENT);
	});

	test('is told of also where it has ended meanwhile, with the reason', async () => {
		await invite();
		registrar.push(request('CANCEL', 'Reason: SIP;cause=200;text="Call completed elsewhere"'));
		await settle();
		arrive();
		await vi.waitFor(() => expect(told).toHaveLength(2), PATIENT);
		expect(told).toEqual(['rings since 0', expect.stringContaining('"cause":200')]);
	});
});

describe('a call in the place of another', () => {
	const instead = (replaces: string) =>
		[
			'INVITE sip:anna@demo.example SIP/2.0',
			'Via: SIP/2.0/WSS pbx.example;branch=z9hG4bKinstead',
			'Max-Forwards: 70',
			'From: <sip:ben@demo.example>;tag=1',
			'To: <sip:anna@demo.example>',
			'Call-ID: instead@pbx.example',
			'CSeq: 1 INVITE',
			'Contact: <sip:pbx.example>',
			`Replaces: ${replaces}`,
			'Content-Length: 0',
			'',
			''
		].join('\r\n');

	test.each([
		['that is none of ours', 'guessed@pbx.example;to-tag=1;from-tag=2', 481],
		['that is not named', 'guessed@pbx.example', 400]
	])('%s is refused, and has not rung before', async (_what, replaces, status) => {
		line.start();
		await settle();
		registrar.push(instead(replaces));
		await settle();
		const answers = registrar.requests.filter((one) => one.startsWith('SIP/2.0 '));
		const statuses = answers.map((one) => Number(one.split(' ')[1]));
		expect(statuses.filter((each) => each > 100)).toEqual([status]);
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
		}, PATIENT);
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
