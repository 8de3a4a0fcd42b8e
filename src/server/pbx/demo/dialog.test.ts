import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from 'sip.js';
import { startTestPbx, TEST_TRUNK, type TestPbx } from './test-pbx.ts';
import { address, TestPhone } from './test-phone.ts';

let pbx: TestPbx;
let anna: TestPhone;
let trunk: TestPhone;

beforeEach(async () => {
	pbx = await startTestPbx();
	anna = await TestPhone.registered(pbx, 'anna');
	trunk = await TestPhone.connect(pbx, TEST_TRUNK);
});

afterEach(async () => {
	await Promise.all([anna.stop(), trunk.stop()]);
	await pbx.close();
});

/** A call from the trunk that anna has answered; both have the other's ACK. */
async function connectedCall() {
	const calling = trunk.call('anna');
	const ring = await anna.rings.next();
	await ring.invitation.accept();
	await calling.established;
	await ring.acks.next();
	return { calling, ring, atTrunk: calling.inviter, atAnna: ring.invitation };
}

/** The final status of a re-INVITE. */
function reinvite(session: Session): Promise<number> {
	return new Promise((resolve, reject) => {
		session
			.invite({
				requestDelegate: {
					onAccept: ({ message }) => resolve(message.statusCode ?? 0),
					onReject: ({ message }) => resolve(message.statusCode ?? 0)
				}
			})
			.catch((error: unknown) => reject(error));
	});
}

describe('in a call', () => {
	it('either side hangs up', async () => {
		const first = await connectedCall();
		await first.atTrunk.bye();
		await first.ring.ended;
		const second = await connectedCall();
		await second.atAnna.bye();
		await second.calling.ended;
	});

	it('either side changes the media', async () => {
		const { atAnna, atTrunk, ring, calling } = await connectedCall();
		expect(await reinvite(atTrunk)).toBe(200);
		await ring.acks.next();
		expect(await reinvite(atAnna)).toBe(200);
		await atAnna.bye();
		await calling.ended;
	});

	it('a transfer is delivered and its progress comes back', async () => {
		const { atAnna, atTrunk } = await connectedCall();
		const referredTo = new Promise<string>((resolve) => {
			atTrunk.delegate = {
				onRefer: (referral) => {
					resolve(referral.referTo.uri.toString());
					// Accepting makes sip.js tell the progress with NOTIFYs of its own.
					void referral.accept().then(() => referral.makeInviter().invite());
				}
			};
		});
		const ben = await TestPhone.registered(pbx, 'ben');
		const notified = new Promise<string>((resolve) => {
			void atAnna.refer(address('ben'), {
				onNotify: (notification) => {
					void notification.accept();
					resolve(notification.request.body);
				}
			});
		});
		expect(await referredTo).toBe('sip:ben@demo.example');
		expect(await notified).toMatch(/^SIP\/2\.0 100/);
		const ring = await ben.rings.next();
		expect(ring.header('Referred-By')).toContain('sip:anna@demo.example');
		await ring.invitation.reject();
		await ben.stop();
	});

	it('INFO and MESSAGE reach the other side', async () => {
		const { atAnna, atTrunk } = await connectedCall();
		const info = new Promise<string>((resolve) => {
			atAnna.delegate = {
				...atAnna.delegate,
				onInfo: (received) => {
					void received.accept();
					resolve(received.request.body);
				}
			};
		});
		const body = { contentDisposition: 'render', contentType: 'text/plain', content: 'Signal=5' };
		await atTrunk.info({ requestOptions: { body } });
		expect(await info).toBe('Signal=5');
		const message = new Promise<string>((resolve) => {
			atTrunk.delegate = {
				onMessage: (received) => {
					void received.accept();
					resolve(received.request.body);
				}
			};
		});
		await atAnna.message({ requestOptions: { body: { ...body, content: 'Grüße' } } });
		expect(await message).toBe('Grüße');
	});

	it('a device that comes back on a new connection is reached, and goes on calling', async () => {
		const { atAnna, atTrunk, calling } = await connectedCall();
		await anna.agent.transport.disconnect();
		await expect.poll(() => pbx.pbx.registrations()).toEqual([]);
		expect(await reinvite(atTrunk)).toBe(480);
		await anna.agent.reconnect();
		expect(await anna.register()).toBe(200);
		expect(await reinvite(atTrunk)).toBe(200);
		await atAnna.bye();
		await calling.ended;
	});

	it('a caller who never registers proves who he is on the new connection', async () => {
		const { atTrunk, ring } = await connectedCall();
		await trunk.agent.transport.disconnect();
		await trunk.agent.reconnect();
		expect(await reinvite(atTrunk)).toBe(200);
		await atTrunk.bye();
		await ring.ended;
	});

	it('the call of a device with a lost connection can still be ended by the other side', async () => {
		const { atTrunk, calling } = await connectedCall();
		await anna.agent.transport.disconnect();
		await expect.poll(() => pbx.pbx.registrations()).toEqual([]);
		await atTrunk.bye();
		await calling.ended;
	});
});
