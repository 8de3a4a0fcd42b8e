import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestPbx, TEST_HOTLINE, TEST_TRUNK, type TestPbx } from './test-pbx.ts';
import { TestPhone } from './test-phone.ts';

const CLAIMS = {
	'P-Asserted-Identity': '<sip:+49301@demo.example>',
	'Remote-Party-ID': '<sip:+49302@demo.example>;party=calling',
	Diversion: '<sip:+49303@demo.example>;reason=unconditional',
	'History-Info': '<sip:+49304@demo.example>;index=1',
	'P-Called-Party-ID': '<sip:+49305@demo.example>',
	'X-Hotline': '+49306',
	'X-Called-Number': '+49307'
};
const OTHERS = { Privacy: 'none', 'X-Ticket': '4711', Subject: 'Grüße' };
const extraHeaders = Object.entries({ ...CLAIMS, ...OTHERS }).map(
	([name, value]) => `${name}: ${value}`
);

let pbx: TestPbx;
let phones: TestPhone[];

beforeEach(async () => {
	pbx = await startTestPbx();
	phones = [await TestPhone.registered(pbx, 'anna')];
});

afterEach(async () => {
	await Promise.all(phones.map((phone) => phone.stop()));
	await pbx.close();
});

async function caller(user: string): Promise<TestPhone> {
	const phone = await TestPhone.connect(pbx, user);
	phones.push(phone);
	return phone;
}

it('lets the trunk call as anybody and say anything', async () => {
	const trunk = await caller(TEST_TRUNK);
	trunk.call(TEST_HOTLINE, { extraHeaders, from: '+4940123' });
	const ring = await phones[0]!.rings.next();
	expect(ring.invitation.remoteIdentity.uri.user).toBe('+4940123');
	for (const [name, value] of Object.entries({ ...CLAIMS, ...OTHERS })) {
		expect([name, ring.header(name)]).toEqual([name, value]);
	}
});

it('keeps an account from saying what only a trunk may, and says who it is', async () => {
	const ben = await caller('ben');
	ben.call(TEST_HOTLINE, { extraHeaders });
	const ring = await phones[0]!.rings.next();
	expect(ring.invitation.request.getHeaders('P-Asserted-Identity')).toEqual([
		'<sip:ben@demo.example>'
	]);
	expect(ring.header('P-Called-Party-ID')).toBe(`<sip:${TEST_HOTLINE}@demo.example>`);
	for (const name of [
		'Remote-Party-ID',
		'Diversion',
		'History-Info',
		'X-Hotline',
		'X-Called-Number'
	]) {
		expect([name, ring.header(name)]).toEqual([name, undefined]);
	}
	for (const [name, value] of Object.entries(OTHERS)) {
		expect([name, ring.header(name)]).toEqual([name, value]);
	}
});

it('does not say who it is of an account that wishes to stay unknown', async () => {
	const ben = await caller('ben');
	ben.call('anna', { extraHeaders: ['Privacy: id'] });
	const ring = await phones[0]!.rings.next();
	expect(ring.header('P-Asserted-Identity')).toBeUndefined();
	expect(ring.header('Privacy')).toBe('id');
});

it('refuses an account that calls in another’s name', async () => {
	const ben = await caller('ben');
	expect(await ben.call('anna', { from: 'carla' }).answer).toBe(403);
	expect(phones[0]!.rings.untaken).toEqual([]);
});

it('takes what an answering account says of itself out of its responses', async () => {
	const ben = await caller('ben');
	const call = ben.call('anna');
	const ring = await phones[0]!.rings.next();
	const answered = new Promise<string | undefined>((resolve) => {
		call.inviter.stateChange.addListener(() => resolve(call.inviter.assertedIdentity?.toString()));
	});
	await ring.invitation.accept({ extraHeaders: ['P-Asserted-Identity: <sip:boss@demo.example>'] });
	expect(await call.answer).toBe(200);
	expect(await answered).toBeUndefined();
});
