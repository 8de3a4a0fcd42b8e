import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Registration } from '#domain/registration.ts';
import { defaultSettings } from '#domain/settings.ts';
// Loaded with the first call otherwise, which takes its time in tests.
import './call-parties.ts';
import type { SipCall } from './sip-call.ts';
import { SipLine } from './sip-line.ts';
import { TestRegistrar } from './test-registrar.ts';
import { TORTURE_MESSAGES } from './torture-messages.ts';

let registrar: TestRegistrar;
let line: SipLine;
let state: Registration;
let rang: SipCall[];

beforeEach(async () => {
	registrar = new TestRegistrar();
	vi.stubGlobal('WebSocket', registrar.socketClass());
	rang = [];
	line = new SipLine(
		{
			account: {
				...{ server: '', user: 'anna', domain: 'demo.example', authorizationUser: 'anna' },
				...{ password: 'secret-of-a-test', displayName: 'Anna Krüger' }
			},
			servers: ['wss://pbx.example/sip'],
			settings: () => defaultSettings('anna@demo.example'),
			microphone: { open: async () => new MediaStream(), isSure: () => false },
			mix: () => ({ stream: new MediaStream(), close() {} })
		},
		{ registration: (now) => (state = now), ringing: (_parties, call) => rang.push(call) }
	);
	line.start();
	await expect.poll(() => state.state).toBe('registered');
});

afterEach(async () => {
	await line.close();
	vi.unstubAllGlobals();
});

const OFFER = [
	...['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0'],
	...['m=audio 49217 RTP/AVP 0', '']
].join('\r\n');

/** A call as it should be: it must still ring. */
function wellFormedInvite(): string {
	return [
		'INVITE sip:anna@demo.example SIP/2.0',
		'Via: SIP/2.0/WSS pbx.example;branch=z9hG4bKgood',
		'Max-Forwards: 70',
		'From: <sip:+493023125010@demo.example>;tag=1',
		'To: <sip:anna@demo.example>',
		'Call-ID: good@pbx.example',
		'CSeq: 1 INVITE',
		'Contact: <sip:pbx.example>',
		'Content-Type: application/sdp',
		`Content-Length: ${OFFER.length}`,
		'',
		OFFER
	].join('\r\n');
}

/** The phone is registered on the same socket, answers and rings. */
async function expectUsable(): Promise<void> {
	const before = rang.length;
	registrar.push(wellFormedInvite());
	await expect.poll(() => rang.length).toBeGreaterThan(before);
	await expect
		.poll(() => registrar.requests.some((one) => /^SIP\/2\.0 180 .*Call-ID: good@/s.test(one)))
		.toBe(true);
	expect(state.state).toBe('registered');
	expect(registrar.sockets.size).toBe(1);
}

describe('a phone that is sent a message of RFC 4475', () => {
	test.each(TORTURE_MESSAGES)('%s', async (_, message) => {
		registrar.push(message);
		await expectUsable();
	});
});

const GARBAGE: readonly (readonly [string, string | ArrayBuffer])[] = [
	['nothing', ''],
	['text that is no SIP', 'hello, is anybody there?'],
	['HTTP', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'],
	['many line ends', '\r\n'.repeat(10_000)],
	['only a colon', ':'],
	['control characters', '\u0000\u0001\u001b[2J\u007f'.repeat(100)],
	['binary noise', crypto.getRandomValues(new Uint8Array(60_000)).buffer],
	['a binary message of nothing', new ArrayBuffer(0)],
	['half a message', wellFormedInvite().slice(0, 150)],
	['a message without an end of its header', wellFormedInvite().split('\r\n\r\n')[0] ?? ''],
	[
		'a header of a megabyte',
		wellFormedInvite().replace('Max', `X-Big: ${'x'.repeat(1_000_000)}\r\nMax`)
	],
	['fifty thousand headers', wellFormedInvite().replace('Max', `${'X: y\r\n'.repeat(50_000)}Max`)],
	[
		'a display name that never ends',
		wellFormedInvite().replace('<sip:+', `"${'\\"'.repeat(50_000)} <sip:+`)
	]
];

describe('a phone that is sent', () => {
	test.each(GARBAGE)('%s', async (_, garbage) => {
		registrar.push(garbage);
		await expectUsable();
	});
});
