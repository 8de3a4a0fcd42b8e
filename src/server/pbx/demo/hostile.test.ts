import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from './test-clock.ts';
import { RawPeer, rawRequest, startTestPbx, TEST_DOMAIN, type TestPbx } from './test-pbx.ts';
import { TestPhone } from './test-phone.ts';

const PBX_URI = `sip:${TEST_DOMAIN}`;
const ANNA = `sip:anna@${TEST_DOMAIN}`;

let pbx: TestPbx;
let peer: RawPeer;

beforeEach(async () => {
	pbx = await startTestPbx();
	peer = await RawPeer.connect(pbx);
});

afterEach(async () => {
	await pbx.close();
});

/** After the answer to this, everything that was sent before has been dealt with. */
async function expectServing(): Promise<void> {
	expect(await peer.ask(rawRequest('OPTIONS', PBX_URI))).toMatch(/^SIP\/2\.0 200 OK\r\n/);
}

describe('what a peer may ask', () => {
	it('answers a keep-alive ping with a pong, and takes a pong in silence', async () => {
		expect(await peer.ask('\r\n\r\n')).toBe('\r\n');
		peer.send('\r\n');
		await expectServing();
	});

	it('says what it offers', async () => {
		const reply = await peer.ask(rawRequest('OPTIONS', PBX_URI));
		expect(reply).toContain('Allow: INVITE, MESSAGE, OPTIONS, REGISTER, ACK, CANCEL\r\n');
		expect(reply).toContain('Via: SIP/2.0/WS raw.invalid;branch=z9hG4bKraw1\r\n');
		expect(reply).toMatch(/\r\nTo: <sip:demo\.example>;tag=[0-9a-f]{16}\r\n/);
	});

	it.each([
		['INVITE', ANNA, 407],
		['MESSAGE', ANNA, 407],
		['OPTIONS', ANNA, 407],
		['REGISTER', PBX_URI, 401],
		['REGISTER', 'sip:other.example', 404],
		['SUBSCRIBE', ANNA, 405],
		['NOTIFY', ANNA, 405],
		['BYE', ANNA, 481],
		['CANCEL', ANNA, 481],
		['INFO', ANNA, 481],
		['DANCE', ANNA, 501],
		['invite', ANNA, 501]
	])('answers %s %s from a stranger with %i', async (method, uri, status) => {
		const reply = await peer.ask(rawRequest(method, uri));
		expect(reply).toMatch(new RegExp(`^SIP/2\\.0 ${status} `));
	});

	it('answers a request of a call that does not exist with 481', async () => {
		const to = `To: <${ANNA}>;tag=theirs`;
		const route = 'Route: <sip:00112233445566778899aabbccddeeff@demo.example;lr>';
		const bye = rawRequest('BYE', ANNA, [to, route], { without: ['To'] });
		expect(await peer.ask(bye)).toMatch(/^SIP\/2\.0 481 /);
	});

	it('counts hops', async () => {
		const hops = (value: string) =>
			peer.ask(
				rawRequest('INVITE', ANNA, [`Max-Forwards: ${value}`], {
					without: ['Max-Forwards'],
					branch: `z9hG4bK${value}`
				})
			);
		expect(await hops('0')).toMatch(/^SIP\/2\.0 483 /);
		expect(await hops('many')).toMatch(/^SIP\/2\.0 400 /);
		const none = rawRequest('INVITE', ANNA, [], { without: ['Max-Forwards'] });
		expect(await peer.ask(none)).toMatch(/^SIP\/2\.0 407 /);
	});

	it('names the extension that it does not know', async () => {
		const reply = await peer.ask(rawRequest('INVITE', ANNA, ['Proxy-Require: foo, bar']));
		expect(reply).toMatch(/^SIP\/2\.0 420 /);
		expect(reply).toContain('Unsupported: foo, bar\r\n');
	});

	it('answers a retransmission as before, until it is acknowledged', async () => {
		const invite = rawRequest('INVITE', ANNA);
		const first = await peer.ask(invite);
		expect(await peer.ask(invite)).toBe(first);
		peer.send(rawRequest('ACK', ANNA));
		expect(await peer.ask(invite)).not.toBe(first);
	});

	it('bounds the requests that one peer has under way', async () => {
		for (let index = 0; index < 64; index += 1) {
			const reply = await peer.ask(rawRequest('INVITE', ANNA, [], { branch: `z9hG4bK${index}` }));
			expect(reply).toMatch(/^SIP\/2\.0 407 /);
		}
		expect(await peer.ask(rawRequest('INVITE', ANNA))).toMatch(/^SIP\/2\.0 503 /);
		const another = await RawPeer.connect(pbx);
		expect(await another.ask(rawRequest('INVITE', ANNA))).toMatch(/^SIP\/2\.0 407 /);
	});
});

describe('malformed messages', () => {
	it.each([
		['no Call-ID', rawRequest('INVITE', ANNA, [], { without: ['Call-ID'] })],
		['no Via', rawRequest('INVITE', ANNA, [], { without: ['Via'] })],
		['no end of the header', `INVITE ${ANNA} SIP/2.0\r\nVia: SIP/2.0/WS x;branch=z9hG4bK1`],
		['a response to nothing', rawRequest('X', ANNA).replace(/^.*\r\n/, 'SIP/2.0 200 OK\r\n')],
		['a status out of range', rawRequest('X', ANNA).replace(/^.*\r\n/, 'SIP/2.0 4294967301 ?\r\n')],
		['an ACK to nothing', rawRequest('ACK', ANNA)],
		['not SIP', 'GET / HTTP/1.1\r\nHost: demo.example\r\n\r\n'],
		['not UTF-8', Buffer.from([0x49, 0x20, 0xff, 0xfe, 0x0d, 0x0a, 0x0d, 0x0a])],
		['zero bytes', Buffer.alloc(500)],
		['a lone line feed', rawRequest('INVITE', ANNA, ['Subject: a\nX-Evil: b'])]
	])('%s: no answer, and it goes on serving', async (_name, message) => {
		peer.send(message);
		await expectServing();
		expect(peer.messages.untaken).toEqual([]);
	});

	it.each([
		['two Call-IDs', rawRequest('INVITE', ANNA, ['i: another'])],
		['CSeq of another method', rawRequest('INVITE', ANNA).replace('1 INVITE', '1 BYE')],
		['CSeq too big', rawRequest('INVITE', ANNA).replace('1 INVITE', '36893488147419103232 INVITE')],
		['no From tag', rawRequest('INVITE', ANNA).replace(';tag=raw', '')],
		['a body that is too short', rawRequest('INVITE', ANNA, ['Content-Length: 9999'])],
		['a negative length', rawRequest('INVITE', ANNA, ['Content-Length: -999'])],
		['a Request-URI in brackets', rawRequest('INVITE', `<${ANNA}>`)],
		['a Request-URI with spaces', rawRequest('INVITE', `${ANNA}; lr`)],
		['no branch', rawRequest('INVITE', ANNA, [], { branch: '' })],
		['unclosed quotes', rawRequest('INVITE', ANNA).replace('From: <', 'From: "Bell <')],
		['a line without colon', rawRequest('INVITE', ANNA, ['nonsense'])],
		['too many fields', rawRequest('INVITE', ANNA, Array<string>(200).fill('X-A: b'))],
		['an endless field', rawRequest('INVITE', ANNA, [`X-A: ${'b'.repeat(9_000)}`])]
	])('%s: 400, and it goes on serving', async (_name, message) => {
		expect(await peer.ask(message)).toMatch(/^SIP\/2\.0 400 /);
		await expectServing();
	});

	it('another version is answered with 505, too big a message with 413', async () => {
		const future = rawRequest('INVITE', ANNA).replace('SIP/2.0\r\n', 'SIP/7.0\r\n');
		expect(await peer.ask(future)).toMatch(/^SIP\/2\.0 505 /);
		const big = rawRequest('INVITE', ANNA, [], { body: 'x'.repeat(65_536) });
		expect(await peer.ask(big)).toMatch(/^SIP\/2\.0 413 /);
		await expectServing();
	});

	it('hangs up on a peer that sends nothing else', async () => {
		for (let index = 0; index < 100; index += 1) peer.send('nonsense\r\n\r\n');
		expect(await peer.closed).toBe(1008);
		const phone = await TestPhone.registered(pbx, 'anna');
		await phone.stop();
	});
});

describe('a peer that has gone without a word', () => {
	it('is found out by the heartbeat, one that lives is not', async () => {
		await pbx.close();
		const clock = new TestClock();
		pbx = await startTestPbx({ clock });
		const dead = await RawPeer.connect(pbx, { autoPong: false });
		peer = await RawPeer.connect(pbx);
		await expectServing();
		clock.advance(45_000);
		await expectServing();
		clock.advance(45_000);
		expect(await dead.closed).toBe(1006);
		await expectServing();
	});
});

describe('trouble of its own', () => {
	it('says 500 when accounts cannot be read, and comes back', async () => {
		await pbx.close();
		let isBroken = true;
		pbx = await startTestPbx({
			credentials: async () => {
				if (isBroken) throw new Error('store away');
				return { password: "anna's secret" };
			}
		});
		const phone = await TestPhone.connect(pbx, 'anna');
		expect(await phone.register()).toBe(500);
		isBroken = false;
		expect(await phone.register()).toBe(200);
		await phone.stop();
	});

	it('closes its connections when it stops', async () => {
		const closing = pbx.pbx.close();
		expect(await peer.closed).toBe(1001);
		await closing;
		const late = await RawPeer.connect(pbx);
		expect(await late.closed).toBe(1013);
	});
});
