import { expect, test } from '@playwright/test';
import WebSocket from 'ws';
import { startKamailio, statusOfUser, type Kamailio } from '#world/kamailio.ts';
import { freePort } from '#world/free-port.ts';
import { startTcpProxy } from '#world/tcp-proxy.ts';
import { PBX_SECRET, startExchange } from '../interop/exchange.ts';
import { signIn } from '../interop/steps.ts';
import { ROUNDS } from './repetitions.ts';
import { record } from './results.ts';

/** How long the PBX is away, ms: long enough for the pauses between attempts to have grown. */
const AWAY_MS = 5_000;

test('PBX back → registered', async ({ page }) => {
	test.setTimeout(60_000 + ROUNDS * 30_000);
	const exchange = await startExchange();
	const network = await startTcpProxy();
	let pbx: Kamailio | undefined;
	try {
		const address = `ws://127.0.0.1:${network.port}/sip`;
		const desk = await exchange.newDesk(undefined, address);
		pbx = await startKamailio({
			subscribers: [{ user: desk.sipUser, password: desk.sipPassword }],
			rtpengineControlPort: await freePort(),
			trunkPort: await freePort(),
			events: { url: `${exchange.app.url}/api/pbx-events`, secret: PBX_SECRET }
		});
		network.target = pbx.webSocketPort;
		await signIn(page, exchange.app.url, desk);
		const product: number[] = [];
		const floor: number[] = [];
		while (product.length < ROUNDS) {
			network.target = undefined;
			network.cut();
			await expect.poll(() => pbx && statusOfUser(pbx, desk.sipUser)).toBe(480);
			await page.waitForTimeout(AWAY_MS);
			network.target = pbx.webSocketPort;
			const back = performance.now();
			await opened(address);
			floor.push(performance.now() - back);
			while ((await statusOfUser(pbx, desk.sipUser)) !== 200);
			product.push(performance.now() - back);
		}
		record('PBX back after 5 s → registered', 'ms', {
			product,
			floor,
			floorIs:
				'a WebSocket opened at the very moment; the phone pauses between attempts, up to 30 s'
		});
	} finally {
		await pbx?.stop();
		await network.stop();
		await exchange.stop();
	}
});

async function opened(address: string): Promise<void> {
	const socket = new WebSocket(address, 'sip');
	await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
	socket.close();
}
