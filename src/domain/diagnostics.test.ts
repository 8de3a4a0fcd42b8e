import { describe, expect, it, test } from 'vitest';
import {
	browserFindings,
	checkState,
	echoFinding,
	found,
	isLoopbackHost,
	isPrivateHost,
	registrationFindings,
	serverFindings,
	socketFinding,
	storageFindings,
	withoutSecrets,
	type SocketFacts
} from './diagnostics.ts';

describe('checkState', () => {
	it('is that of the worst finding', () => {
		const good = found('socket-good', 'wss://pbx.example', 12);
		expect(checkState([])).toBe('good');
		expect(checkState([good])).toBe('good');
		expect(checkState([good, found('in-call')])).toBe('skipped');
		expect(checkState([found('speaker-asked')])).toBe('asked');
		expect(checkState([found('storage-may-go'), good])).toBe('warning');
		expect(checkState([found('socket-unreachable'), found('storage-may-go'), good])).toBe('bad');
	});
});

describe('browserFindings', () => {
	it('names what is missing, and the insecure context before all that it takes away', () => {
		const facts = { isSecure: true, lacks: [] };
		expect(browserFindings(facts)).toEqual([found('browser-good')]);
		expect(browserFindings({ ...facts, lacks: ['WebRTC', 'Web Locks'] })).toEqual([
			found('browser-lacks', 'WebRTC, Web Locks')
		]);
		expect(browserFindings({ ...facts, isSecure: false, lacks: ['getUserMedia'] })).toEqual([
			found('insecure')
		]);
	});
});

describe('storageFindings', () => {
	const words = (leftBytes: number | undefined, isPersisted: boolean | undefined) =>
		storageFindings({ leftBytes, isPersisted }).map(({ word }) => word);

	it('warns where the browser may throw the journal away', () => {
		expect(words(1e9, true)).toEqual(['storage-good']);
		expect(words(1e9, undefined)).toEqual(['storage-good']);
		expect(words(1e9, false)).toEqual(['storage-may-go']);
	});

	it('warns where little is left, and says how much', () => {
		expect(storageFindings({ leftBytes: 49_999_999, isPersisted: false })).toEqual([
			found('storage-nearly-full', 49),
			found('storage-may-go')
		]);
		expect(words(50_000_000, true)).toEqual(['storage-good']);
		expect(storageFindings({ leftBytes: -3, isPersisted: true })).toEqual([
			found('storage-nearly-full', 0)
		]);
	});

	it('says nothing of what is not known', () => {
		expect(words(undefined, true)).toEqual(['storage-unknown']);
		expect(words(undefined, false)).toEqual(['storage-may-go']);
	});
});

test('a clock is wrong either way', () => {
	expect(serverFindings(undefined)).toEqual([found('server-away')]);
	expect(serverFindings(40_000)).toEqual([found('server-good')]);
	expect(serverFindings(-95_000)).toEqual([found('clock-wrong', 95)]);
	expect(serverFindings(3_600_000)).toEqual([found('clock-wrong', 3_600)]);
});

describe('socketFinding', () => {
	const facts: SocketFacts = {
		url: 'wss://pbx.example/ws',
		isSecurePage: true,
		openedMs: undefined,
		opensWithoutSip: false,
		hostAnswers: false,
		localNetwork: undefined
	};

	test.each<[string, Partial<SocketFacts>]>([
		['socket-good', { openedMs: 31.4 }],
		['socket-mixed', { url: 'ws://pbx.example/ws' }],
		['socket-unreachable', { url: 'ws://pbx.example/ws', isSecurePage: false }],
		['socket-protocol', { opensWithoutSip: true }],
		['socket-blocked', { hostAnswers: true }],
		['local-network-denied', { localNetwork: 'denied', hostAnswers: true }],
		['local-network-asks', { localNetwork: 'prompt' }],
		['socket-unreachable', { localNetwork: 'granted' }]
	])('%s', (word, change) => {
		expect(socketFinding({ ...facts, ...change }).word).toBe(word);
	});

	it('tells the time, and no secret of the address', () => {
		const url = 'wss://anna:secret@pbx.example:7443/ws?token=secret#secret';
		expect(socketFinding({ ...facts, url, openedMs: 31.4 }).values).toEqual([
			'wss://pbx.example:7443/ws',
			'31'
		]);
	});
});

test('the registration is told with its problem', () => {
	expect(registrationFindings({ state: 'registered', since: 5 })).toEqual([found('registered', 5)]);
	expect(registrationFindings({ state: 'connecting' })).toEqual([found('registering')]);
	expect(registrationFindings({ state: 'waiting', problem: 'wrong-password', retryAt: 1 })).toEqual(
		[found('not-registered', 'wrong-password')]
	);
});

test('an echo is judged by its way, what is heard, and what is lost', () => {
	const facts = {
		isConnected: true,
		isHeard: true,
		isRelayed: true,
		roundTripMs: 12.4,
		loss: 0.001
	};
	expect(echoFinding(facts)).toEqual(found('echo-good', 'relay', 12, '0.1'));
	expect(echoFinding({ ...facts, isRelayed: false, loss: 0.08 })).toEqual(
		found('echo-lossy', 'direct', 12, '8.0')
	);
	expect(echoFinding({ ...facts, isHeard: false }).word).toBe('echo-silent');
	expect(echoFinding({ ...facts, isConnected: false }).word).toBe('echo-no-way');
});

test.each([
	['turn:turn.example:3478?transport=udp', 'turn:turn.example:3478'],
	['turn:anna:secret@turn.example', 'turn:turn.example'],
	['wss://pbx.example', 'wss://pbx.example'],
	['ws://a:b@[::1]:8088/ws', 'ws://[::1]:8088/ws']
])('%s is shown as %s', (url, shown) => {
	expect(withoutSecrets(url)).toBe(shown);
});

test('hosts that are this computer itself are told from those of its network', () => {
	expect(
		['localhost', 'pbx.localhost', '127.0.0.1', '127.8.0.1', '[::1]'].every(isLoopbackHost)
	).toBe(true);
	const others = ['192.168.1.2', 'localhost.example', '127.example', 'fd00::1', 'pbx.local'];
	expect(others.filter(isLoopbackHost)).toEqual([]);
});

test('private hosts are known by their names and numbers', () => {
	const hosts = ['192.168.1.2', '10.0.0.1', '172.20.0.1', '127.0.0.1', '[::1]', 'fd00::1', 'pbx'];
	expect(hosts.filter((host) => !isPrivateHost(host))).toEqual([]);
	expect(['pbx.fritz.local', 'pbx.home.arpa', 'localhost'].every(isPrivateHost)).toBe(true);
	const publicHosts = ['pbx.example', '172.32.0.1', '8.8.8.8', '2001:db8::1', 'fdic.example'];
	expect(publicHosts.filter(isPrivateHost)).toEqual([]);
});
