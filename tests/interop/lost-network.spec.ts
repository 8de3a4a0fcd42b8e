import type { Page } from '@playwright/test';
import { expect, test as base } from './interop-test.ts';
import { toneHeard } from '../journeys/steps.ts';
import { startBaresip, type Baresip } from '#world/baresip.ts';
import { freezeBrowserNetwork } from '#world/freeze.ts';
import { SIP_DOMAIN } from '#world/kamailio.ts';
import { startTcpProxy, type TcpProxy } from '#world/tcp-proxy.ts';
import { REAR_OFFICE, type Desk } from './exchange.ts';
import { signIn } from './steps.ts';

/** What the fake microphone of the tests' browser plays, and what the far sides play: Hz. */
const MICROPHONE_HZ = 440;
const FAR_HZ = 660;
/** As far as a tone may be off, Hz: what the codec and the window of the transform leave. */
const TOLERANCE_HZ = 15;
/** How long the network is gone, ms: the scenario, not a wait for something. */
const OUTAGE_MS = 10_000;
/** Attempts to connect during the outage have made the pauses between them longer. */
const PATIENCE = { timeout: 60_000 };

interface Call {
	/** Between the desk and the PBX. */
	readonly network: TcpProxy;
	readonly desk: Desk;
	baresip: Baresip;
	/** Of the colleague, whose network stays. */
	colleagueDesk: Desk;
	/** At another computer, whose network stays; connected with the desk. */
	readonly colleague: Page;
	/** ICE user fragments (RFC 8839 §5.4) of the offers that the desk has sent, in their order. */
	readonly offered: string[];
}

const test = base.extend<Call>({
	network: async ({ exchange }, use) => {
		const network = await startTcpProxy(exchange.kamailio.webSocketPort);
		await use(network);
		await network.stop();
	},
	desk: async ({ exchange, network }, use) => {
		await use(await exchange.newDesk(undefined, `ws://127.0.0.1:${network.port}/sip`));
	},
	baresip: async ({ exchange }, use) => {
		const { sipPort } = exchange.kamailio;
		const baresip = await startBaresip({
			...REAR_OFFICE,
			...{ domain: SIP_DOMAIN, registrarPort: sipPort, toneHz: FAR_HZ }
		});
		await use(baresip);
		await baresip.stop();
	},
	offered: async ({ page }, use) => {
		const offered: string[] = [];
		page.on('websocket', (socket) =>
			socket.on('framesent', ({ payload }) => {
				const [, user] = /^INVITE [^]*a=ice-ufrag:(\S+)/.exec(String(payload)) ?? [];
				if (user !== undefined) offered.push(user);
			})
		);
		await use(offered);
	},
	colleagueDesk: async ({ exchange }, use) => {
		await use(await exchange.newDesk());
	},
	colleague: async (
		{ exchange, otherBrowser, page, desk, colleagueDesk, offered: _offered },
		use
	) => {
		await otherBrowser.addInitScript(speakTone, FAR_HZ);
		const colleague = await otherBrowser.newPage();
		await signIn(colleague, exchange.app.url, colleagueDesk);
		await signIn(page, exchange.app.url, desk);
		await page.getByLabel('Number or name').fill(colleagueDesk.sipUser);
		await page.getByRole('button', { name: 'Call', exact: true }).click();
		await colleague.getByRole('button', { name: 'Answer' }).click();
		await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
		await expectSoundBothWays(page, colleague);
		await use(colleague);
	}
});

test('a call outlives ten seconds without any network: its sound is back both ways without a click', async ({
	exchange,
	page,
	desk,
	network,
	baresip,
	offered
}) => {
	await page.addInitScript(keepConnections);
	await signIn(page, exchange.app.url, desk);
	await baresip.dial(desk.sipUser);
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await expectTone(page, FAR_HZ);
	await expectTaken(page);

	network.swallows = true;
	const goOn = freezeBrowserNetwork();
	try {
		const outage = page.waitForTimeout(OUTAGE_MS);
		await expect(page.getByTestId('call-state')).toHaveText('Connection lost. Reconnecting …');
		await outage;
	} finally {
		network.swallows = false;
		goOn();
	}
	await expect.poll(() => new Set(offered).size, PATIENCE).toBeGreaterThan(0);
	await expect(page.getByTestId('call-state')).toHaveText('Connected', PATIENCE);
	await expect(page.getByTestId('registration')).toHaveAttribute('data-state', 'registered');
	await expectTone(page, FAR_HZ);
	await expectTaken(page);
	await baresip.hangUp();
	await expect(page.getByTestId('call-window')).toHaveCount(0);
});

test('a lost connection to the PBX alone does not end a call, and the PBX knows the way back to it', async ({
	page,
	network,
	colleague,
	offered
}) => {
	network.cut();
	await expect.poll(() => new Set(offered).size).toBe(2);
	await expect(page.getByTestId('registration')).toHaveAttribute('data-state', 'registered');
	await expectSoundBothWays(page, colleague);
	await colleague.getByRole('button', { name: 'Hang up' }).click();
	await expect(page.getByTestId('call-window')).toHaveCount(0);
});

test.describe('both sides of a call', () => {
	test.use({
		colleagueDesk: async ({ exchange, network }, use) => {
			await use(await exchange.newDesk(undefined, `ws://127.0.0.1:${network.port}/sip`));
		}
	});

	test('lose their connections to the PBX at once, and find each other again', async ({
		page,
		network,
		colleague,
		offered
	}) => {
		network.cut();
		await expect.poll(() => new Set(offered).size).toBe(2);
		for (const one of [page, colleague]) {
			await expect(one.getByTestId('registration')).toHaveAttribute('data-state', 'registered');
		}
		await expectSoundBothWays(page, colleague);
		// What each says in the call arrives at the other.
		await page.getByRole('button', { name: 'Hold' }).click();
		await expect(colleague.getByTestId('call-state')).toHaveText('You are on hold');
		await colleague.getByRole('button', { name: 'Hang up' }).click();
		await expect(page.getByTestId('call-window')).toHaveCount(0);
	});
});

test('a call that is hung up without a connection ends at the far side too, once there is one', async ({
	page,
	network,
	colleague
}) => {
	network.swallows = true;
	await page.getByRole('button', { name: 'Hang up' }).click();
	await expect(page.getByTestId('call-window')).toHaveCount(0);
	await expect(page.getByTestId('registration')).not.toHaveAttribute(
		'data-state',
		'registered',
		PATIENCE
	);
	await expect(colleague.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	network.swallows = false;
	await expect(colleague.getByTestId('call-window')).toHaveCount(0, PATIENCE);
});

test('a call that is given up without a connection rings no longer, once there is one', async ({
	exchange,
	otherBrowser,
	page,
	desk,
	network
}) => {
	const colleague = await otherBrowser.newPage();
	const colleagueDesk = await exchange.newDesk();
	await signIn(colleague, exchange.app.url, colleagueDesk);
	await signIn(page, exchange.app.url, desk);
	await page.getByLabel('Number or name').fill(colleagueDesk.sipUser);
	await page.getByRole('button', { name: 'Call', exact: true }).click();
	await expect(colleague.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'alerting');

	network.target = undefined;
	network.cut();
	await expect(page.getByTestId('registration')).not.toHaveAttribute('data-state', 'registered');
	await page.getByRole('button', { name: 'Hang up' }).click();
	await expect(page.getByTestId('call-window')).toHaveCount(0);
	await expect(colleague.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	network.target = exchange.kamailio.webSocketPort;
	await expect(colleague.getByTestId('call-window')).toHaveCount(0, PATIENCE);
});

test('a call that is declined without a connection rings no longer for the caller, once there is one', async ({
	exchange,
	otherBrowser,
	page,
	desk,
	network
}) => {
	const colleague = await otherBrowser.newPage();
	const colleagueDesk = await exchange.newDesk();
	await signIn(colleague, exchange.app.url, colleagueDesk);
	await signIn(page, exchange.app.url, desk);
	await colleague.getByLabel('Number or name').fill(desk.sipUser);
	await colleague.getByRole('button', { name: 'Call', exact: true }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');

	network.target = undefined;
	network.cut();
	await expect(page.getByTestId('registration')).not.toHaveAttribute('data-state', 'registered');
	await page.getByRole('button', { name: 'Decline' }).click();
	await expect(page.getByTestId('call-window')).toHaveCount(0);
	await expect(colleague.getByTestId('call-window')).toHaveAttribute('data-state', 'alerting');
	network.target = exchange.kamailio.webSocketPort;
	await expect(colleague.getByTestId('call-window')).toHaveCount(0, PATIENCE);
	// The PBX has not given up by itself: that would be no answer.
	await expect(colleague.getByText('The call was declined.')).toBeVisible();
});

async function expectTone(page: Page, hertz: number): Promise<void> {
	expect(Math.abs((await toneHeard(page)) - hertz)).toBeLessThan(TOLERANCE_HZ);
}

async function expectSoundBothWays(page: Page, colleague: Page): Promise<void> {
	await expectTone(page, FAR_HZ);
	await expectTone(colleague, MICROPHONE_HZ);
}

/**
 * Waits until the far side has reported anew (RTCP, RFC 3550 §6.4) that it takes what the page sends: baresip
 * records nothing any more after a second offer.
 */
async function expectTaken(page: Page): Promise<void> {
	const before = await lastReport(page);
	await expect
		.poll(async () => {
			const { at, lost } = await lastReport(page);
			return at > before.at && lost < 0.1;
		})
		.toBe(true);
}

/** When the last report came (ms), and which part of the packets before it had not arrived. */
async function lastReport(page: Page): Promise<{ at: number; lost: number }> {
	return page.evaluate(async () => {
		const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] };
		const stats = await connections.at(-1)!.getStats();
		const [report] = [...stats.values()].filter(({ type }) => type === 'remote-inbound-rtp');
		return { at: report?.timestamp ?? 0, lost: report?.fractionLost ?? 1 };
	});
}

/** Runs in the page: keeps the connections where the test can ask them. */
function keepConnections(): void {
	const connections: RTCPeerConnection[] = [];
	globalThis.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(configuration?: RTCConfiguration) {
			super(configuration);
			connections.push(this);
		}
	};
	Object.assign(globalThis, { connections });
}

/** Runs in the page: all browsers of a test have the same fake microphone, this one gets another tone. */
function speakTone(frequency: number): void {
	navigator.mediaDevices.getUserMedia = async () => {
		const context = new AudioContext();
		const out = new MediaStreamAudioDestinationNode(context);
		const gain = new GainNode(context, { gain: 0.25 });
		const oscillator = new OscillatorNode(context, { frequency });
		oscillator.connect(gain).connect(out);
		oscillator.start();
		return out.stream;
	};
}
