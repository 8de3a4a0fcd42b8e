import type { Page } from '@playwright/test';
import { expect, test as base } from './interop-test.ts';
import { freePort } from '#world/free-port.ts';
import { freeze } from '#world/freeze.ts';
import { startKamailio, statusOfUser, type Kamailio } from '#world/kamailio.ts';
import { startTcpProxy, type TcpProxy } from '#world/tcp-proxy.ts';
import { PBX_SECRET, type Desk } from './exchange.ts';
import { signIn } from './steps.ts';

/** Two PBXs of one desk, each behind a network of its own. */
interface World {
	readonly desk: Desk;
	readonly networks: readonly [TcpProxy, TcpProxy];
	/** Starts a PBX of this desk, in place of the one that may have been there. */
	startPbx: (network: TcpProxy) => Promise<Kamailio>;
}

const test = base.extend<World>({
	networks: async ({}, use) => {
		const networks = [await startTcpProxy(), await startTcpProxy()] as const;
		await use(networks);
		for (const network of networks) await network.stop();
	},
	desk: async ({ exchange, networks }, use) => {
		const servers = networks.map(({ port }) => `ws://127.0.0.1:${port}/sip`);
		await use(await exchange.newDesk(undefined, servers.join('\n')));
	},
	startPbx: async ({ exchange, desk }, use) => {
		const started: Kamailio[] = [];
		await use(async (network) => {
			const pbx = await startKamailio({
				subscribers: [{ user: desk.sipUser, password: desk.sipPassword }],
				rtpengineControlPort: await freePort(),
				trunkPort: await freePort(),
				events: { url: `${exchange.app.url}/api/pbx-events`, secret: PBX_SECRET }
			});
			started.push(pbx);
			network.target = pbx.webSocketPort;
			return pbx;
		});
		for (const pbx of started) await pbx.stop();
	}
});

/** What the phone says of its registration. */
const state = (page: Page) => page.getByTestId('registration');

const REGISTERED = ['data-state', 'registered'] as const;
const WAITING = ['data-state', 'offline'] as const;

test('a PBX that restarts gets its phone back without a click', async ({
	exchange,
	page,
	desk,
	networks: [network],
	startPbx
}) => {
	const before = await startPbx(network);
	await signIn(page, exchange.app.url, desk);
	network.target = undefined;
	await before.stop();
	await expect(state(page)).toHaveAttribute(...WAITING);
	await expect(page.getByText('No connection to the PBX')).toBeVisible();
	await expect(page.getByText(/Next attempt in/)).toBeVisible();
	const after = await startPbx(network);
	await expect(state(page)).toHaveAttribute(...REGISTERED);
	await expect.poll(() => statusOfUser(after, desk.sipUser)).toBe(200);
});

test('a PBX that hangs is noticed, and found again when it goes on', async ({
	exchange,
	page,
	desk,
	networks: [network],
	startPbx
}) => {
	const pbx = await startPbx(network);
	await signIn(page, exchange.app.url, desk);
	const goOn = freeze(pbx.process.pid);
	try {
		await expect(state(page)).toHaveAttribute(...WAITING, { timeout: 40_000 });
	} finally {
		goOn();
	}
	await expect(state(page)).toHaveAttribute(...REGISTERED, { timeout: 40_000 });
	expect(await statusOfUser(pbx, desk.sipUser)).toBe(200);
});

test('a half-open socket is replaced, although the browser keeps it', async ({
	exchange,
	page,
	desk,
	networks: [network],
	startPbx
}) => {
	await startPbx(network);
	await signIn(page, exchange.app.url, desk);
	network.swallows = true;
	await expect(state(page)).toHaveAttribute(...WAITING, { timeout: 40_000 });
	network.swallows = false;
	await expect(state(page)).toHaveAttribute(...REGISTERED, { timeout: 40_000 });
});

test('a phone with two PBXs is at the other one when the first is gone, and can be called there', async ({
	exchange,
	page,
	desk,
	networks: [first, second],
	startPbx
}) => {
	const gone = await startPbx(first);
	const other = await startPbx(second);
	await signIn(page, exchange.app.url, desk);
	expect(await statusOfUser(gone, desk.sipUser)).toBe(200);
	expect(await statusOfUser(other, desk.sipUser)).toBe(480);
	first.target = undefined;
	await gone.stop();
	await expect.poll(() => statusOfUser(other, desk.sipUser)).toBe(200);
	await expect(state(page)).toHaveAttribute(...REGISTERED);
});

test('a closed page leaves no contact behind', async ({
	exchange,
	page,
	desk,
	networks: [network],
	startPbx
}) => {
	const pbx = await startPbx(network);
	await signIn(page, exchange.app.url, desk);
	expect(await statusOfUser(pbx, desk.sipUser)).toBe(200);
	await page.close({ runBeforeUnload: true });
	await expect.poll(() => statusOfUser(pbx, desk.sipUser)).toBe(480);
});
