import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from './test-clock.ts';
import { startTestPbx, TEST_HOTLINE, TEST_TRUNK, type TestPbx } from './test-pbx.ts';
import { TestPhone } from './test-phone.ts';

const RING_TIMEOUT_MS = 20_000;
const ELSEWHERE = 'SIP;cause=200;text="Call completed elsewhere"';

let pbx: TestPbx;
let clock: TestClock;
let phones: TestPhone[];

beforeEach(async () => {
	clock = new TestClock();
	pbx = await startTestPbx({ clock, ringTimeoutMs: RING_TIMEOUT_MS });
	phones = [];
});

afterEach(async () => {
	await Promise.all(phones.map((phone) => phone.stop()));
	await pbx.close();
	expect(clock.pending).toBe(0);
});

async function phone(user: string): Promise<TestPhone> {
	const made =
		user === TEST_TRUNK
			? await TestPhone.connect(pbx, user)
			: await TestPhone.registered(pbx, user);
	phones.push(made);
	return made;
}

describe('a call', () => {
	it('rings every device of everybody on the hotline; one answers, the others learn it', async () => {
		const devices = [await phone('anna'), await phone('anna'), await phone('ben')];
		const trunk = await phone(TEST_TRUNK);
		const call = trunk.call(TEST_HOTLINE);
		const rings = await Promise.all(devices.map(({ rings }) => rings.next()));
		await rings[1]!.invitation.progress();
		expect(await call.progress.next()).toBe(180);
		await rings[1]!.invitation.accept();
		expect(await call.answer).toBe(200);
		await call.established;
		expect(await rings[0]!.cancelled).toEqual([ELSEWHERE]);
		expect(await rings[2]!.cancelled).toEqual([ELSEWHERE]);
		await Promise.all([rings[0]!.ended, rings[2]!.ended]);
	});

	it('shows the dialled number and keeps To', async () => {
		const anna = await phone('anna');
		const trunk = await phone(TEST_TRUNK);
		trunk.call(TEST_HOTLINE);
		const ring = await anna.rings.next();
		expect(ring.header('P-Called-Party-ID')).toBe(`<sip:${TEST_HOTLINE}@demo.example>`);
		expect(ring.header('To')).toBe(`<sip:${TEST_HOTLINE}@demo.example>`);
		expect(ring.invitation.request.ruri?.toString()).toBe(anna.agent.contact.uri.toString());
		expect(ring.header('Max-Forwards')).toBe('69');
		expect(ring.header('Proxy-Authorization')).toBeUndefined();
	});

	it('is cancelled at all devices when the caller hangs up, with the caller’s reason', async () => {
		const devices = [await phone('anna'), await phone('ben')];
		const trunk = await phone(TEST_TRUNK);
		const call = trunk.call(TEST_HOTLINE);
		const rings = await Promise.all(devices.map(({ rings }) => rings.next()));
		await call.inviter.cancel({ statusCode: 499, reasonPhrase: 'Had enough' });
		for (const ring of rings) {
			expect(await ring.cancelled).toEqual(['SIP;cause=499;text="Had enough"']);
			await ring.ended;
		}
		expect(await call.answer).toBe(487);
		await call.ended;
	});

	it('is refused with 603 when one declines and the other is busy', async () => {
		const [anna, ben] = [await phone('anna'), await phone('ben')];
		const trunk = await phone(TEST_TRUNK);
		const call = trunk.call(TEST_HOTLINE);
		await (await ben.rings.next()).invitation.reject({ statusCode: 486 });
		await (await anna.rings.next()).invitation.reject({ statusCode: 603 });
		expect(await call.answer).toBe(603);
	});

	it('is refused with 486 when everybody is busy or away', async () => {
		const [anna, ben] = [await phone('anna'), await phone('ben')];
		const trunk = await phone(TEST_TRUNK);
		const call = trunk.call(TEST_HOTLINE);
		await (await ben.rings.next()).invitation.reject({ statusCode: 480 });
		await (await anna.rings.next()).invitation.reject({ statusCode: 486 });
		expect(await call.answer).toBe(486);
	});

	it('stops at all devices of the one who declines, and goes on ringing at the colleague', async () => {
		const [desk, mobile, ben] = [await phone('anna'), await phone('anna'), await phone('ben')];
		const trunk = await phone(TEST_TRUNK);
		const call = trunk.call(TEST_HOTLINE);
		const other = await mobile.rings.next();
		const atBen = await ben.rings.next();
		await (await desk.rings.next()).invitation.reject({ statusCode: 603 });
		expect(await other.cancelled).toEqual(['SIP;cause=603;text="Declined on another device"']);
		await atBen.invitation.accept();
		expect(await call.answer).toBe(200);
		await call.established;
	});

	it('rings out: the devices are cancelled, though not as answered elsewhere, the caller hears 408', async () => {
		const anna = await phone('anna');
		const trunk = await phone(TEST_TRUNK);
		const call = trunk.call('anna');
		const ring = await anna.rings.next();
		await ring.invitation.progress();
		expect(await call.progress.next()).toBe(180);
		clock.advance(RING_TIMEOUT_MS);
		expect(await ring.cancelled).toEqual(['SIP;cause=408;text="Ring timeout"']);
		expect(await call.answer).toBe(408);
	});

	it('goes on at the other devices when one loses its connection, and ends with the last', async () => {
		const [anna, ben] = [await phone('anna'), await phone('ben')];
		const trunk = await phone(TEST_TRUNK);
		const call = trunk.call(TEST_HOTLINE);
		await Promise.all([anna.rings.next(), ben.rings.next()]);
		await anna.agent.transport.disconnect();
		await expect.poll(() => pbx.pbx.registrations().map(({ user }) => user)).toEqual(['ben']);
		expect(call.inviter.state).toBe('Establishing');
		await ben.agent.transport.disconnect();
		expect(await call.answer).toBe(480);
		expect(pbx.pbx.registrations()).toEqual([]);
	});

	it('is cancelled when the caller’s connection is lost', async () => {
		const anna = await phone('anna');
		const trunk = await phone(TEST_TRUNK);
		trunk.call('anna');
		const ring = await anna.rings.next();
		await trunk.agent.transport.disconnect();
		expect(await ring.cancelled).toEqual([]);
		await ring.ended;
	});

	it('tells an unknown number (404) from somebody who is not there (480)', async () => {
		const trunk = await phone(TEST_TRUNK);
		expect(await trunk.call('+4930000000').answer).toBe(404);
		expect(await trunk.call('ben').answer).toBe(480);
	});

	it('does not ring the device that calls', async () => {
		const [desk, mobile] = [await phone('anna'), await phone('anna')];
		const call = desk.call('anna');
		const ring = await mobile.rings.next();
		await ring.invitation.accept();
		expect(await call.answer).toBe(200);
		expect(desk.rings.untaken).toEqual([]);
	});

	it('is refused without the right password', async () => {
		await phone('anna');
		const thief = await TestPhone.connect(pbx, 'ben', { password: 'guessed' });
		phones.push(thief);
		expect(await thief.call('anna').answer).toBe(407);
	});
});
