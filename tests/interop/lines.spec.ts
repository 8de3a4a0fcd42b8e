import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { DESK_PHONE_HZ, expect, MICROPHONE_HZ, test as base } from './desk-phone.ts';
import { startBaresip, type Baresip } from '#world/baresip.ts';
import { freePort } from '#world/free-port.ts';
import { SIP_DOMAIN, startKamailio, TRUNK_ADDRESS, type Kamailio } from '#world/kamailio.ts';
import { askByWebSocket } from '#world/sip-socket.ts';
import { callFromTrunk } from '#world/sipp.ts';
import { measureTone } from '#world/sox.ts';
import { askByUdp } from '#world/udp-question.ts';
import { PBX_SECRET, type Desk } from './exchange.ts';
import { expectPageHears } from './sound-heard.ts';
import { callWindow, expectDecision, journalRow, journalRows, signIn } from './steps.ts';

/** A PBX that tells of lines: our desk, which watches a colleague's. */
interface World {
	readonly pbx: Kamailio;
	readonly colleague: Desk;
	readonly desk: Desk;
	/** The colleague's telephone, which only rings. */
	readonly telephone: Baresip;
}

const test = base.extend<World & { network: { port: number } }>({
	network: async ({}, use) => use({ port: await freePort() }),
	colleague: async ({ exchange, network }, use) =>
		use(await exchange.newDesk(undefined, serverAt(network))),
	desk: async ({ exchange, colleague, network }, use) => {
		const entry = { name: 'Ben', number: colleague.sipUser, watched: true };
		await use(
			await exchange.newDesk(
				(settings) => ({ ...settings, speedDials: [entry] }),
				serverAt(network)
			)
		);
	},
	pbx: async ({ exchange, colleague, desk, network }, use, info) => {
		const subscribers = [colleague, desk].map(({ sipUser, sipPassword, number }) => ({
			...{ user: sipUser, password: sipPassword, number }
		}));
		const pbx = await startKamailio({
			subscribers: [...subscribers, CALLER],
			webSocketPort: network.port,
			rtpengineControlPort: exchange.rtpengineControlPort,
			trunkPort: await freePort(),
			events: { url: `${exchange.app.url}/api/pbx-events`, secret: PBX_SECRET },
			withLines: true
		});
		await use(pbx);
		if (info.status !== info.expectedStatus) {
			await info.attach('pbx.log', { body: pbx.process.log(), contentType: 'text/plain' });
		}
		await pbx.stop();
	},
	telephone: async ({ pbx, colleague }, use) => {
		const phone = await startBaresip({
			...{ user: colleague.sipUser, password: colleague.sipPassword, domain: SIP_DOMAIN },
			...{ registrarPort: pbx.sipPort, toneHz: 880, answers: false, codec: 'PCMA' }
		});
		await use(phone);
		await phone.stop();
	}
});

/** Somebody at another desk phone. */
const CALLER = { user: 'caller', password: 'pw-caller' };

const serverAt = ({ port }: { port: number }) => `ws://127.0.0.1:${port}/sip`;
const lamp = (page: Page) => page.getByTestId('voicemail');
const line = (page: Page) => page.getByTestId('speed-dial');

test('the voicemail lamp goes on and out, as the trunk’s voicemail system publishes', async ({
	exchange,
	page,
	pbx,
	desk
}) => {
	await signIn(page, exchange.app.url, desk);
	expect(
		await fromTrunk(pbx, 'PUBLISH', desk.number, 'Messages-Waiting: yes\r\nVoice-Message: 2/1')
	).toBe(200);
	await expect(lamp(page)).toContainText('2');
	expect(await fromTrunk(pbx, 'PUBLISH', desk.number, 'Messages-Waiting: no')).toBe(200);
	await expect(lamp(page)).toBeEmpty();
});

test('the voicemail lamp follows what the trunk’s side notifies unasked', async ({
	exchange,
	page,
	pbx,
	desk
}) => {
	await signIn(page, exchange.app.url, desk);
	expect(
		await fromTrunk(pbx, 'NOTIFY', desk.number, 'Messages-Waiting: yes\r\nVoice-Message: 1/0')
	).toBe(200);
	await expect(lamp(page)).toContainText('1');
	expect(await fromTrunk(pbx, 'NOTIFY', desk.number, 'Messages-Waiting: no')).toBe(200);
	await expect(lamp(page)).toBeEmpty();
});

test('a colleague’s line is seen free, ringing, speaking and free again', async ({
	exchange,
	page,
	pbx,
	desk,
	colleague,
	telephone
}) => {
	const messages = messagesOf(page);
	await signIn(page, exchange.app.url, desk);
	await expect(line(page)).toHaveAttribute('data-state', 'idle');
	const call = callFromTrunk({
		...{ user: colleague.number, domain: SIP_DOMAIN, port: pbx.sipPort },
		ends: { by: 'phone-after-answer' }
	});
	await expect(line(page)).toHaveAttribute('data-state', 'ringing');
	await expect(line(page)).toContainText('+493023125999');
	await telephone.answer();
	await expect(line(page)).toHaveAttribute('data-state', 'busy');
	await telephone.hangUp();
	await call.ended;
	await expect(line(page)).toHaveAttribute('data-state', 'idle');

	// What follows within the subscription is taken too: refreshed or, as here, ended.
	await page.getByRole('button', { name: 'Edit speed dials' }).click();
	await page.getByRole('button', { name: 'Remove Ben' }).click();
	await page.getByRole('button', { name: 'Done' }).click();
	await expect
		.poll(() => {
			const end =
				messages.find((text) => /^SUBSCRIBE .*^Expires: 0\r/ms.test(text)) ?? 'nothing yet';
			const [, callId = end] = /^Call-ID: (.*)\r/m.exec(end) ?? [];
			const [, sequence = end] = /^CSeq: (.*)\r/m.exec(end) ?? [];
			return messages.some(
				(text) => text.startsWith('SIP/2.0 200') && text.includes(callId) && text.includes(sequence)
			);
		})
		.toBe(true);
});

/** What the page's telephone and its PBX say to each other, from now on. */
function messagesOf(page: Page): string[] {
	const messages: string[] = [];
	page.on('websocket', (socket) => {
		const keep = ({ payload }: { payload: string | Buffer }) => messages.push(String(payload));
		socket.on('framesent', keep);
		socket.on('framereceived', keep);
	});
	return messages;
}

test('a call that rings at a colleague is picked up, and both hear each other', async ({
	exchange,
	page,
	pbx,
	desk,
	colleague,
	telephone
}) => {
	await signIn(page, exchange.app.url, desk);
	const caller = await startBaresip({
		...{ ...CALLER, domain: SIP_DOMAIN, registrarPort: pbx.sipPort, toneHz: DESK_PHONE_HZ },
		codec: 'PCMA'
	});
	try {
		await caller.dial(colleague.sipUser);
		await page.getByRole('button', { name: 'Pick up', exact: false }).click();
		await expect(callWindow(page)).toHaveAttribute('data-state', 'connected');
		await expect(callWindow(page)).toContainText(CALLER.user);
		await expectPageHears(page, [DESK_PHONE_HZ]);
		await expectHears(caller, MICROPHONE_HZ);
		await telephone.seen('CALL_CLOSED');
		await expect(line(page)).toHaveAttribute('data-state', 'idle');
		await page.getByRole('button', { name: 'Hang up' }).click();
		await caller.seen('CALL_CLOSED');
		await expect(journalRows(page, 'answered')).toContainText(CALLER.user);
	} finally {
		await caller.stop();
	}
});

test('a call from outside is picked up: who calls is seen, and the colleague has missed nothing', async ({
	exchange,
	page,
	pbx,
	desk,
	colleague,
	otherBrowser
}) => {
	await signIn(page, exchange.app.url, desk);
	const theirs = await otherBrowser.newPage();
	await signIn(theirs, exchange.app.url, colleague);
	const { callId, ended } = callFromTrunk({
		...{ user: colleague.number, domain: SIP_DOMAIN, port: pbx.sipPort },
		ends: { by: 'phone-after-answer' }
	});
	await expect(callWindow(theirs)).toHaveAttribute('data-state', 'ringing');
	await page.getByRole('button', { name: 'Pick up', exact: false }).click();
	await expect(callWindow(page)).toHaveAttribute('data-state', 'connected');
	await expect(callWindow(page)).toContainText('030 23125999');
	await expect(callWindow(theirs)).toHaveCount(0);
	await expect(journalRow(theirs, callId)).toHaveAttribute('data-outcome', 'answered-elsewhere');
	await page.getByRole('button', { name: 'Hang up' }).click();
	await ended;
	await expect(journalRow(page, callId)).toHaveAttribute('data-outcome', 'answered');
	await expectDecision(journalRow(theirs, callId), false);
	expect(await colleague.outbox()).toBe(0);
	expect(await colleague.mails()).toEqual([]);
});

test('nobody publishes of a box by WebSocket, and nobody learns of another’s box', async ({
	exchange,
	page,
	pbx,
	desk,
	colleague
}) => {
	await signIn(page, exchange.app.url, desk);
	await expect(line(page)).toHaveAttribute('data-state', 'idle');
	const { sipUser: user, sipPassword: password } = colleague;
	const publish = claim('PUBLISH', desk, colleague);
	// As if it belonged to a call, and were to be passed on to the server itself.
	const route = `Route: <sip:127.0.0.1:${pbx.sipPort};lr>`;
	const answers = new Map([
		[publish, 407],
		[publish.replace(/(\r\nTo: .*)\r\n/, `$1;tag=any\r\n${route}\r\n`), 407],
		[claim('PUBLISH', colleague, colleague), 403],
		[claim('NOTIFY', desk, colleague), 403],
		[claim('SUBSCRIBE', desk, colleague), 403]
	]);
	for (const [request, status] of answers) {
		expect(await askByWebSocket(pbx.webSocket, request)).toBe(407);
		expect(await askByWebSocket(pbx.webSocket, request, { user, password })).toBe(status);
	}
	await expect(lamp(page)).toBeEmpty();
});

/** A request about a box, as the owner of another one would send it. */
function claim(method: string, owner: Desk, { sipUser }: Desk): string {
	return summaryRequest(method, owner.sipUser, 'Messages-Waiting: yes', 'browser.invalid')
		.replace('SIP/2.0/UDP', 'SIP/2.0/WS')
		.replace('<sip:voicemail@trunk.example>', `<sip:${sipUser}@${SIP_DOMAIN}>`);
}

async function expectHears(phone: Baresip, hertz: number): Promise<void> {
	await expect
		.poll(async () => {
			const recording = (await phone.recordings()).at(-1);
			// A second of it: 16 bit mono at 8 kHz.
			if (recording === undefined || (await stat(recording)).size < 2 * 16_000) return false;
			const heard = await measureTone(recording);
			return heard.loudness > 0.01 && Math.abs(heard.hertz - hertz) < 15;
		})
		.toBe(true);
}

/** Sends one request with a message summary from the trunk's address, and gives the answer's status. */
async function fromTrunk(
	{ sipPort }: Kamailio,
	method: string,
	user: string,
	summary: string
): Promise<number> {
	const answer = await askByUdp(
		sipPort,
		(ownPort) => summaryRequest(method, user, summary, `${TRUNK_ADDRESS}:${ownPort}`),
		TRUNK_ADDRESS
	);
	return Number(/^SIP\/2\.0 (\d{3})/.exec(answer)?.[1]);
}

function summaryRequest(method: string, user: string, summary: string, own: string): string {
	const id = randomUUID();
	const body = `${summary}\r\n`;
	return [
		`${method} sip:${user}@${SIP_DOMAIN} SIP/2.0`,
		`Via: SIP/2.0/UDP ${own};branch=z9hG4bK${id};rport`,
		'Max-Forwards: 20',
		`From: <sip:voicemail@trunk.example>;tag=${id}`,
		`To: <sip:${user}@${SIP_DOMAIN}>`,
		`Call-ID: ${id}`,
		`CSeq: 1 ${method}`,
		`Contact: <sip:voicemail@${own}>`,
		'Event: message-summary',
		'Expires: 3600',
		...(method === 'NOTIFY' ? ['Subscription-State: active'] : []),
		'Content-Type: application/simple-message-summary',
		`Content-Length: ${Buffer.byteLength(body)}`,
		'',
		body
	].join('\r\n');
}
