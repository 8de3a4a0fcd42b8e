import type { Page } from 'puppeteer-core';
import { startFirefox, type Firefox } from '#world/firefox.ts';
import { statusOfUser } from '#world/kamailio.ts';
import { startPushServer, type PushServer } from '#world/push-server.ts';
import { startExchange, type Desk, type Exchange } from './exchange.ts';
import { expect, test as base } from './interop-test.ts';

const ERIKA = 'P-Asserted-Identity: <sip:+493023125010@trunk.example>';
const FOR_SOMMER = 'P-Called-Party-ID: <sip:+493023125205@trunk.example>';

interface Fixtures {
	push: PushServer;
	firefox: Firefox;
}

/** A PBX that lets calls wait, and a browser that a real push service reaches. */
const test = base.extend<Fixtures, { exchange: Exchange }>({
	exchange: [
		async ({}, use) => {
			const exchange = await startExchange({ waitsForPush: true });
			await use(exchange);
			await exchange.stop();
		},
		{ scope: 'worker', timeout: 60_000 }
	],
	push: async ({}, use) => {
		const push = await startPushServer();
		await use(push);
		await push.stop();
	},
	firefox: async ({ push }, use) => {
		const firefox = await startFirefox(push.url);
		await use(firefox);
		await firefox.stop();
	}
});

test.describe.configure({ timeout: 240_000 });

/** Signs in, has this browser told by the app's own setting, and closes the app. */
async function subscribe(
	{ browser }: Firefox,
	{ app, kamailio }: Exchange,
	desk: Desk
): Promise<void> {
	const page = await browser.newPage();
	await page.goto(`${app.url}/sign-in`);
	await page.locator('input[type=email]').fill(desk.email);
	await page.locator('input[type=password]').fill(desk.password);
	await page.locator('button[type=submit]').click();
	await page.locator('[data-testid=registration][data-state=registered]').wait();
	await page.goto(`${app.url}/device`);
	await page.locator('::-p-text(Tell this device)').click();
	await page.locator('[data-testid=push-device]').wait();
	expect(await page.$eval('[data-testid=push-device] input', (input) => input.value)).toBe(
		'Firefox, Linux'
	);
	await page.close();
	await expect.poll(() => statusOfUser(kamailio, desk.sipUser)).toBe(480);
}

/**
 * A page of the app's address in which the app does not run, and that nobody looks at: it sees what the
 * service worker shows.
 */
async function openOutside({ browser }: Firefox, { app }: Exchange): Promise<Page> {
	const page = await browser.newPage();
	await page.goto(`${app.url}/icon-192.png`);
	await (await browser.newPage()).bringToFront();
	await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
	return page;
}

/** What the operating system shows of the app now. */
function shown(page: Page) {
	return page.evaluate(async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		const all = (await registration?.getNotifications()) ?? [];
		return all.map(({ title, body }) => ({ title, body }));
	});
}

test('a call waits for the closed app: the device is told, the app opens, and it rings there', async ({
	exchange,
	fromTrunk,
	firefox,
	push
}) => {
	const desk = await exchange.newDesk();
	await subscribe(firefox, exchange, desk);
	const outside = await openOutside(firefox, exchange);
	const call = fromTrunk(desk.number, { by: 'phone', status: 603 }, [ERIKA, FOR_SOMMER]);
	await expect
		.poll(() => shown(outside))
		.toEqual([
			{
				title: 'Erika Mustermann – Kanzlei Sommer',
				body: expect.stringMatching(/Is calling now\. Tap to open the phone\.$/)
			}
		]);
	expect(push.posted).toEqual([{ ttl: 30, urgency: 'high' }]);

	// What a tap leads to: Firefox does not let a test press its notification.
	const phone = await firefox.browser.newPage();
	await phone.goto(exchange.app.url);
	await phone.locator('[data-testid=call-window][data-state=ringing]').wait();
	expect(await phone.$eval('[data-testid=call-window]', (window) => window.textContent)).toContain(
		'Erika Mustermann'
	);
	await phone.locator('::-p-text(Decline)').click();
	await call.ended;
	await expect.poll(() => desk.outcomes(call.callId)).toEqual(['declined']);
});

test('a call that nobody answers is told once, and what was told of its ringing is over', async ({
	exchange,
	fromTrunk,
	firefox,
	push
}) => {
	const desk = await exchange.newDesk();
	await subscribe(firefox, exchange, desk);
	const outside = await openOutside(firefox, exchange);
	const call = fromTrunk(desk.number, { by: 'cancel', afterMs: 4_000 }, [ERIKA, FOR_SOMMER]);
	await expect.poll(() => shown(outside)).toHaveLength(1);
	await call.ended;
	await expect.poll(() => desk.outcomes(call.callId)).toEqual(['missed']);
	await expect
		.poll(() => shown(outside), { timeout: 30_000 })
		.toEqual([
			{
				title: 'Erika Mustermann – Kanzlei Sommer',
				body: expect.stringContaining('Unanswered call,')
			}
		]);
	expect(push.posted.map(({ urgency }) => urgency)).toEqual(['high', 'high', 'normal']);
	// The browser has its message a moment before the server has noted that it is sent.
	await expect.poll(() => desk.outbox()).toBe(0);
});

test('a call for which nobody opens the app ends as if no phone had been there', async ({
	exchange,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	const call = fromTrunk(desk.number, { by: 'phone', status: 480 }, [ERIKA, FOR_SOMMER]);
	await call.ended;
	await expect.poll(() => desk.outcomes(call.callId)).toEqual(['unreachable']);
});

test('a push service that has lost all subscriptions gets a new one, though the app is closed', async ({
	exchange,
	fromTrunk,
	firefox,
	push
}) => {
	const desk = await exchange.newDesk();
	await subscribe(firefox, exchange, desk);
	const outside = await openOutside(firefox, exchange);
	const [lost] = await desk.pushEndpoints();
	push.forget();
	await expect
		.poll(() => desk.pushEndpoints(), { timeout: 120_000 })
		.toEqual([expect.not.stringContaining(String(lost))]);
	const call = fromTrunk(desk.number, { by: 'cancel', afterMs: 4_000 }, [ERIKA, FOR_SOMMER]);
	await expect
		.poll(() => shown(outside))
		.toMatchObject([{ title: 'Erika Mustermann – Kanzlei Sommer' }]);
	await call.ended;
});

test('whoever signs out is told nothing any more, and the browser forgets it', async ({
	exchange,
	fromTrunk,
	firefox,
	push
}) => {
	const desk = await exchange.newDesk();
	await subscribe(firefox, exchange, desk);
	expect(push.hasSubscription()).toBe(true);
	const page = await firefox.browser.newPage();
	await page.goto(exchange.app.url);
	await page.locator('[data-testid=registration][data-state=registered]').wait();
	await page.locator('::-p-text(Sign out)').click();
	await expect.poll(() => push.hasSubscription()).toBe(false);
	await page.close();
	const call = fromTrunk(desk.number, { by: 'cancel', afterMs: 4_000 }, [ERIKA, FOR_SOMMER]);
	await call.ended;
	await expect
		.poll(() => desk.decisions(call.callId), { timeout: 30_000 })
		.toMatchObject([{ notify: true }]);
	await expect.poll(() => desk.outbox()).toBe(0);
	expect(push.posted).toEqual([]);
});
