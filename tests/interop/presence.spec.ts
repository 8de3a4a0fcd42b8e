import { randomUUID } from 'node:crypto';
import { expect, test as base } from './interop-test.ts';
import { freePort } from '#world/free-port.ts';
import { SIP_DOMAIN, startKamailio, type Kamailio } from '#world/kamailio.ts';
import { watchPresence, type PresenceWatcher } from '#world/presence-watcher.ts';
import { askByWebSocket } from '#world/sip-socket.ts';
import { callFromTrunk } from '#world/sipp.ts';
import { startTcpProxy, type TcpProxy } from '#world/tcp-proxy.ts';
import { PBX_SECRET, type Desk } from './exchange.ts';
import { callWindow, signIn } from './steps.ts';

interface World {
	/** Between the desk and the PBX. */
	readonly network: TcpProxy;
	/** Of somebody who lets others know. */
	readonly desk: Desk;
	/** Of somebody who wants to know. */
	readonly colleague: Desk;
	/** It tells of presence. */
	readonly pbx: Kamailio;
	readonly watcher: PresenceWatcher;
}

const test = base.extend<World>({
	network: async ({}, use) => {
		const network = await startTcpProxy();
		await use(network);
		await network.stop();
	},
	desk: async ({ exchange, network }, use) => {
		const tells = <T>(settings: T) => ({ ...settings, tellPresence: true });
		await use(await exchange.newDesk(tells, serverAt(network)));
	},
	colleague: async ({ exchange, network, desk }, use) => {
		const entry = { name: 'Anna', number: desk.sipUser, watched: true };
		const watches = <T>(settings: T) => ({ ...settings, speedDials: [entry] });
		await use(await exchange.newDesk(watches, serverAt(network)));
	},
	pbx: async ({ exchange, network, desk, colleague }, use, info) => {
		const subscribers = [desk, colleague].map(({ sipUser, sipPassword, number }) => ({
			...{ user: sipUser, password: sipPassword, number }
		}));
		const pbx = await startKamailio({
			subscribers,
			rtpengineControlPort: exchange.rtpengineControlPort,
			trunkPort: await freePort(),
			events: { url: `${exchange.app.url}/api/pbx-events`, secret: PBX_SECRET },
			withLines: true
		});
		network.target = pbx.webSocketPort;
		await use(pbx);
		if (info.status !== info.expectedStatus) {
			await info.attach('pbx.log', { body: pbx.process.log(), contentType: 'text/plain' });
		}
		await pbx.stop();
	},
	watcher: async ({ pbx, desk, colleague }, use) => {
		const watcher = await watchPresence(pbx.webSocket, desk.sipUser, credentials(colleague));
		await use(watcher);
		watcher.close();
	}
});

const serverAt = ({ port }: { port: number }) => `ws://127.0.0.1:${port}/sip`;
const credentials = ({ sipUser: user, sipPassword: password }: Desk) => ({ user, password });

test('colleagues see who has time: through calls, quiet, a lost connection, and signing out', async ({
	exchange,
	page,
	pbx,
	desk,
	colleague,
	network,
	watcher,
	otherBrowser
}) => {
	const theirs = await otherBrowser.newPage();
	await signIn(theirs, exchange.app.url, colleague);
	const told = () => watcher.told.at(-1);
	await expect.poll(told).toBe('');
	await signIn(page, exchange.app.url, desk);
	await expect.poll(told).toBe('open');

	const call = callFromTrunk({
		...{ user: desk.number, domain: SIP_DOMAIN, port: pbx.sipPort },
		ends: { by: 'phone-after-answer' }
	});
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect.poll(told).toBe('open on-the-phone');
	await callWindow(page).getByRole('button', { name: 'Hang up' }).click();
	await call.ended;
	await expect.poll(told).toBe('open');

	network.cut();
	await expect(page.getByTestId('registration')).not.toHaveAttribute('data-state', 'registered');
	await expect(page.getByTestId('registration')).toHaveAttribute('data-state', 'registered');
	await page.getByRole('button', { name: 'Do not disturb' }).click();
	await page.getByRole('button', { name: 'For an hour' }).click();
	await expect.poll(told).toBe('open busy');
	await expect(theirs.getByTestId('speed-dial')).toContainText('busy');

	await page.goto('about:blank');
	await expect.poll(told).toBe('closed');
	await page.goto(exchange.app.url);
	await expect.poll(told).toBe('open busy');
	await page.getByRole('button', { name: 'Sign out' }).click();
	await expect.poll(told).toBe('closed');
	// The next connection has replaced what the last one had told.
	expect(watcher.told).not.toContainEqual(expect.stringContaining('open open'));
});

test('nobody tells for another, and users tell nothing else', async ({
	pbx,
	desk,
	colleague,
	watcher
}) => {
	const { sipUser: they } = colleague;
	const answers = new Map([
		// Their password does not prove these.
		[publish(they, they, desk.sipUser), 407],
		[publish(desk.sipUser, they, they), 407],
		[publish(desk.sipUser, desk.sipUser, they), 407],
		[publish(they, they, they, 'dialog'), 403],
		[publish(they, they, they, 'presence.winfo'), 403],
		[publish(they, they, they), 200]
	]);
	for (const [request, status] of answers) {
		expect(await askByWebSocket(pbx.webSocket, request)).toBe(407);
		expect(await askByWebSocket(pbx.webSocket, request, credentials(colleague))).toBe(status);
	}
	await expect.poll(() => watcher.told).toEqual(['']);
});

/** Of the user in the Request-URI, as the one in From would say it. */
function publish(target: string, to: string, from: string, event = 'presence'): string {
	const id = randomUUID();
	const body = [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="sip:${target}@${SIP_DOMAIN}">`,
		'<tuple id="t"><status><basic>open</basic></status></tuple></presence>'
	].join('');
	return [
		`PUBLISH sip:${target}@${SIP_DOMAIN} SIP/2.0`,
		`Via: SIP/2.0/WS browser.invalid;branch=z9hG4bK${id}`,
		'Max-Forwards: 20',
		`From: <sip:${from}@${SIP_DOMAIN}>;tag=${id}`,
		`To: <sip:${to}@${SIP_DOMAIN}>`,
		`Call-ID: ${id}`,
		'CSeq: 1 PUBLISH',
		`Event: ${event}`,
		'Expires: 300',
		'Content-Type: application/pidf+xml',
		`Content-Length: ${Buffer.byteLength(body)}`,
		'',
		body
	].join('\r\n');
}
