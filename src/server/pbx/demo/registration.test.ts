import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestClock } from './test-clock.ts';
import { passwordOf, RawPeer, rawRequest, startTestPbx, type TestPbx } from './test-pbx.ts';
import { TestPhone } from './test-phone.ts';

const PBX_URI = 'sip:demo.example';
const TO_ANNA = 'To: <sip:anna@demo.example>';

let pbx: TestPbx;
let clock: TestClock;

beforeEach(async () => {
	clock = new TestClock();
	pbx = await startTestPbx({ clock });
});

afterEach(async () => {
	await pbx.close();
});

function users(): string[] {
	return pbx.pbx.registrations().map(({ user }) => user);
}

it('registers with the right password, unregisters, and knows each device', async () => {
	const [desk, mobile] = [
		await TestPhone.registered(pbx, 'anna'),
		await TestPhone.registered(pbx, 'anna')
	];
	expect(users()).toEqual(['anna', 'anna']);
	expect(pbx.pbx.registrations()[1]).toEqual({
		user: 'anna',
		contact: mobile.agent.contact.uri.toString(),
		expiresAt: clock.now() + 300_000
	});
	expect(await mobile.unregister()).toBe(200);
	expect(users()).toEqual(['anna']);
	await desk.stop();
	await mobile.stop();
	await expect.poll(users).toEqual([]);
});

it('refuses a wrong password and an unknown user alike', async () => {
	for (const [user, password] of [
		['anna', 'guessed'],
		['nobody', "nobody's secret"]
	] as const) {
		const thief = await TestPhone.connect(pbx, user, { password });
		expect(await thief.register()).toBe(401);
		await thief.stop();
	}
	expect(users()).toEqual([]);
});

it('forgets a device whose connection is cut, at once', async () => {
	const anna = await TestPhone.registered(pbx, 'anna');
	pbx.cutConnections();
	await expect.poll(users).toEqual([]);
	await anna.stop();
});

it('forgets a device that has not refreshed in time', async () => {
	const anna = await RawAccount.connect(pbx, 'anna');
	expect(await anna.register(['Contact: <sip:a@a.invalid>;expires=60'])).toContain('expires=60');
	clock.advance(40_000);
	expect(await anna.register([])).toContain('Contact: <sip:a@a.invalid>;expires=20');
	clock.advance(20_000);
	expect(users()).toEqual([]);
});

it('takes several contacts, replaces those of the same device, removes all with *', async () => {
	const anna = await RawAccount.connect(pbx, 'anna');
	const instance = '+sip.instance="<urn:uuid:1>"';
	await anna.register([`Contact: <sip:a@a.invalid>;${instance}, "x, y" <sip:b@b.invalid>`]);
	const reply = await anna.register([`m: <sip:c@c.invalid>;${instance}`]);
	expect(reply.match(/<sip:.@/g)).toEqual(['<sip:b@', '<sip:c@']);
	expect(await anna.register(['Contact: *'])).toMatch(/^SIP\/2\.0 400/);
	expect(await anna.register(['Contact: *', 'Expires: 0'])).toMatch(/^SIP\/2\.0 200/);
	expect(users()).toEqual([]);
});

it('bounds how many devices a user has and how long they stay', async () => {
	const anna = await RawAccount.connect(pbx, 'anna');
	const many = Array.from({ length: 20 }, (_, index) => `<sip:d${index}@x.invalid>;expires=99999`);
	expect(await anna.register([`Contact: ${many.join(',')}`])).toContain('expires=3600');
	expect(await anna.register(['Contact: <sip:one-more@x.invalid>'])).toMatch(/^SIP\/2\.0 503/);
	expect(users()).toHaveLength(20);
});

it('registers nobody else with one’s own password', async () => {
	const anna = await RawAccount.connect(pbx, 'anna');
	const contact = 'Contact: <sip:a@a.invalid>';
	const asBen = { to: 'To: <sip:ben@demo.example>' };
	expect(await anna.register([contact], asBen)).toMatch(/^SIP\/2\.0 403/);
	const elsewhere = { to: 'To: <sip:anna@other.example>' };
	expect(await anna.register([contact], elsewhere)).toMatch(/^SIP\/2\.0 404/);
	expect(users()).toEqual([]);
});

it('takes each digest answer once, and a new one after its nonce has grown old', async () => {
	const anna = await RawAccount.connect(pbx, 'anna');
	const nonce = await anna.nonce();
	const contact = 'Contact: <sip:a@a.invalid>';
	expect(await anna.register([contact], { nonce, count: 1 })).toMatch(/^SIP\/2\.0 200/);
	const replayed = await anna.register([contact], { nonce, count: 1 });
	expect(replayed).toMatch(/^SIP\/2\.0 401/);
	expect(replayed).toContain('stale=true');
	expect(await anna.register([contact], { nonce, count: 2 })).toMatch(/^SIP\/2\.0 200/);
	clock.advance(40_000);
	const later = await anna.nonce();
	for (let minutes = 0; minutes < 6; minutes += 1) {
		clock.advance(40_000);
		await anna.nonce(); // keeps the connection's heartbeat going
	}
	clock.advance(40_000);
	await anna.nonce();
	clock.advance(40_000);
	expect(await anna.register([contact], { nonce: later, count: 1 })).toContain('stale=true');
});

it('takes no nonce that another connection was given', async () => {
	const [anna, other] = [
		await RawAccount.connect(pbx, 'anna'),
		await RawAccount.connect(pbx, 'anna')
	];
	const nonce = await other.nonce();
	expect(await anna.register([], { nonce, count: 1 })).toContain('stale=true');
});

it('hangs up on somebody who keeps guessing', async () => {
	const anna = await RawAccount.connect(pbx, 'anna');
	for (let guess = 0; guess < 20; guess += 1) {
		expect(await anna.register([], { password: `guess ${guess}` })).toMatch(/^SIP\/2\.0 401/);
	}
	expect(await anna.peer.closed).toBe(1008);
});

interface RegisterOptions {
	readonly to?: string;
	readonly nonce?: string;
	readonly count?: number;
	readonly password?: string;
}

/** A client that computes its own digests, so that each part of them can be wrong. */
class RawAccount {
	readonly peer: RawPeer;
	readonly #user: string;
	#sequence = 0;

	private constructor(peer: RawPeer, user: string) {
		this.peer = peer;
		this.#user = user;
	}

	static async connect(pbx: TestPbx, user: string): Promise<RawAccount> {
		return new RawAccount(await RawPeer.connect(pbx), user);
	}

	/** A fresh nonce, by an unauthenticated REGISTER. */
	async nonce(): Promise<string> {
		const reply = await this.#register([], TO_ANNA);
		return /nonce="([^"]+)"/.exec(reply)?.[1] ?? '';
	}

	/** The reply to an authenticated REGISTER. */
	async register(fields: readonly string[], options: RegisterOptions = {}): Promise<string> {
		const { to = TO_ANNA, count = 1, password = passwordOf(this.#user) } = options;
		const nonce = options.nonce ?? (await this.nonce());
		const nc = count.toString(16).padStart(8, '0');
		const secret = md5(`${this.#user}:demo.example:${password}`);
		const response = md5(`${secret}:${nonce}:${nc}:c:auth:${md5(`REGISTER:${PBX_URI}`)}`);
		const authorization =
			`Authorization: Digest username="${this.#user}", realm="demo.example", nonce="${nonce}", ` +
			`uri="${PBX_URI}", qop=auth, nc=${nc}, cnonce="c", response="${response}", algorithm=MD5`;
		return this.#register([authorization, ...fields], to);
	}

	#register(fields: readonly string[], to: string): Promise<string> {
		this.#sequence += 1;
		const cseq = `CSeq: ${this.#sequence} REGISTER`;
		const branch = `z9hG4bK${this.#sequence}`;
		return this.peer.ask(
			rawRequest('REGISTER', PBX_URI, [cseq, to, ...fields], { without: ['CSeq', 'To'], branch })
		);
	}
}

function md5(text: string): string {
	return createHash('md5').update(text).digest('hex');
}
