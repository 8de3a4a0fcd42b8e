import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { startApp } from '#world/app-server.ts';
import { collectGarbage, metrics } from '#world/page-metrics.ts';
import type { SipAccount } from '#domain/session-info.ts';
import { openDemoCaller, ring, signIn } from '../journeys/steps.ts';
import { bundleBarePhone, serveBarePhone } from './bare-phone/bare-phone.ts';
import { installProbe, type Moment } from './probe.ts';
import { BLOCK, REPETITIONS, ROUNDS } from './repetitions.ts';
import { record } from './results.ts';

const MINUTE = 60_000;
/** Nobody reads who calls and clicks any quicker. */
const REACTION_MS = 400;

test('calls: INVITE to call window, answer to first sound', async ({ browser, contextOptions }) => {
	test.setTimeout(MINUTE + REPETITIONS * 10_000);
	const app = await startApp({ demo: true });
	const open = () => browser.newContext(contextOptions);
	try {
		const script = await bundleBarePhone();
		const account = await sipAccountOf(browser, app.url, 'ben@demo.example');
		// A window of its own: a hidden tab draws no frames.
		const caller = await (await open()).newPage();
		await openDemoCaller(caller, app.url);

		const product: Call[] = [];
		const bare: Call[] = [];
		while (bare.length < REPETITIONS) {
			// One phone at a time: the demo's hotlines ring everybody who is registered.
			const ours = await open();
			product.push(...(await takeCalls(ours, caller, (page) => signIn(page, app.url))));
			await ours.close();
			const theirs = await open();
			const address = await serveBarePhone(theirs, app.url, script, account);
			bare.push(...(await takeCalls(theirs, caller, (page) => openBarePhone(page, address))));
			await theirs.close();
		}
		const told = spans(bare, 'invite', 'on-invite');
		record('INVITE on the socket → call window in the document', 'ms', {
			product: spans(product, 'invite', 'shown'),
			floor: told,
			floorIs: 'bare sip.js page: its onInvite'
		});
		record('INVITE on the socket → call window painted', 'ms', {
			product: spans(product, 'invite', 'painted'),
			floor: told,
			floorIs: 'bare sip.js page: its onInvite'
		});
		record('INVITE on the socket → call window painted', 'ms', {
			product: spans(product, 'invite', 'painted'),
			floor: spans(bare, 'invite', 'painted'),
			floorIs: 'bare sip.js page: one line of text painted'
		});
		record('click on Answer → the page is told of sound', 'ms', {
			product: spans(product, 'answer', 'unmute'),
			floor: spans(bare, 'answer', 'unmute'),
			floorIs: 'bare sip.js page: accept(), 20 ms of ICE gathering'
		});
		record('click on Answer → first sound played', 'ms', {
			product: spans(product, 'answer', 'audio'),
			floor: spans(bare, 'answer', 'audio'),
			floorIs: 'bare sip.js page: accept(), 20 ms of ICE gathering'
		});
	} finally {
		await app.stop();
	}
});

test('calls: click on Call to INVITE on the socket', async ({ browser, contextOptions }) => {
	test.setTimeout(MINUTE + REPETITIONS * 5_000);
	const app = await startApp({ demo: true });
	try {
		const script = await bundleBarePhone();
		const account = await sipAccountOf(browser, app.url, 'ben@demo.example');
		const product: Call[] = [];
		const bare: Call[] = [];
		while (bare.length < REPETITIONS) {
			const ours = await browser.newContext(contextOptions);
			product.push(...(await makeCalls(ours, (page) => signIn(page, app.url))));
			await ours.close();
			const theirs = await browser.newContext(contextOptions);
			const address = await serveBarePhone(theirs, app.url, script, account);
			bare.push(...(await makeCalls(theirs, (page) => openBarePhone(page, address))));
			await theirs.close();
		}
		record('click on Call → INVITE on the socket', 'ms', {
			product: spans(product, 'dial', 'sent'),
			floor: spans(bare, 'dial', 'sent'),
			floorIs: 'bare sip.js page: invite(), 20 ms of ICE gathering'
		});
	} finally {
		await app.stop();
	}
});

test('calls: heap that a call leaves behind', async ({ browser, contextOptions }) => {
	test.setTimeout(MINUTE + 2 * (ROUNDS + 1) * BLOCK * 10_000);
	const app = await startApp({ demo: true });
	const open = () => browser.newContext(contextOptions);
	try {
		const script = await bundleBarePhone();
		const account = await sipAccountOf(browser, app.url, 'ben@demo.example');
		const caller = await (await open()).newPage();
		await openDemoCaller(caller, app.url);
		const ours = await open();
		const product = await heapKept(ours, caller, (page) => signIn(page, app.url));
		await ours.close();
		const theirs = await open();
		const address = await serveBarePhone(theirs, app.url, script, account);
		const floor = await heapKept(theirs, caller, (page) => openBarePhone(page, address));
		record('heap that a call leaves behind', 'kB', {
			...{ product, floor },
			floorIs: 'bare sip.js page; its transactions live 32 s, as ours do'
		});
	} finally {
		await app.stop();
	}
});

async function openBarePhone(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await expect(page.getByTestId('registration')).toHaveAttribute('data-state', 'registered');
}

type Call = Partial<Record<Moment, number>>;

function spans(calls: readonly Call[], from: Moment, to: Moment): number[] {
	return calls.map((call) => (call[to] ?? NaN) - (call[from] ?? NaN));
}

/** One block of calls on a phone that has just been opened: the first of them finds everything cold. */
async function takeCalls(
	context: BrowserContext,
	caller: Page,
	openPhone: (page: Page) => Promise<void>
): Promise<Call[]> {
	await context.addInitScript(installProbe);
	const page = await context.newPage();
	await openPhone(page);
	const calls: Call[] = [];
	for (let number = 0; number < BLOCK; number += 1) calls.push(await takeCall(page, caller));
	return calls;
}

/** What each block of answered calls has added to the page's heap, kB for each call, after all code has run once. */
async function heapKept(
	context: BrowserContext,
	caller: Page,
	openPhone: (page: Page) => Promise<void>
): Promise<number[]> {
	await context.addInitScript(installProbe);
	const page = await context.newPage();
	await openPhone(page);
	const devtools = await context.newCDPSession(page);
	await devtools.send('Performance.enable');
	const heapAfterBlock = async () => {
		for (let number = 0; number < BLOCK; number += 1) await takeCall(page, caller);
		await collectGarbage(devtools);
		return (await metrics(devtools))('JSHeapUsedSize') / 1_024;
	};
	const kept: number[] = [];
	let before = await heapAfterBlock();
	while (kept.length < ROUNDS) {
		const after = await heapAfterBlock();
		kept.push((after - before) / BLOCK);
		before = after;
	}
	return kept;
}

async function takeCall(page: Page, caller: Page): Promise<Call> {
	await page.evaluate(() => window.bench.forget());
	await ring(caller, { who: /known/, whom: /Weber/ });
	await when(page, 'painted');
	await page.waitForTimeout(REACTION_MS);
	await page.getByRole('button', { name: 'Answer' }).click();
	await when(page, 'unmute');
	await page.evaluate(() => window.bench.heard());
	const call = await page.evaluate(() => window.bench.times());
	await caller.getByRole('button', { name: 'Hang up', exact: true }).click();
	await expect(page.getByTestId('call-window')).toHaveCount(0);
	await expect(caller.getByRole('button', { name: 'Ring', exact: true })).toBeEnabled();
	return call;
}

/** As `takeCalls`; nobody is there under the name that is called, so each call ends by itself. */
async function makeCalls(
	context: BrowserContext,
	openPhone: (page: Page) => Promise<void>
): Promise<Call[]> {
	await context.addInitScript(installProbe);
	const page = await context.newPage();
	await openPhone(page);
	const calls: Call[] = [];
	for (let number = 0; number < BLOCK; number += 1) {
		await page.getByLabel('Number or name').fill('nobody');
		await page.evaluate(() => window.bench.forget());
		await page.getByRole('button', { name: 'Call', exact: true }).click();
		await when(page, 'sent');
		calls.push(await page.evaluate(() => window.bench.times()));
		await expect(page.getByTestId('call-window')).toHaveCount(0);
	}
	return calls;
}

/** Waits without looking again and again: that would disturb what is measured. */
async function when(page: Page, moment: Moment): Promise<void> {
	const limit = MINUTE / 4;
	await page.evaluate(
		async ([awaited, ms]) => {
			let timer: ReturnType<typeof setTimeout> | undefined;
			const tooLate = new Promise<never>((_, reject) => {
				timer = setTimeout(() => reject(new Error(`${awaited}: not within ${ms} ms`)), ms);
			});
			await Promise.race([window.bench.when(awaited), tooLate]);
			clearTimeout(timer);
		},
		[moment, limit] as const
	);
}

async function sipAccountOf(browser: Browser, url: string, email: string): Promise<SipAccount> {
	const context = await browser.newContext();
	const credentials = { email, password: 'anteroom-demo' };
	await context.request.post(`${url}/api/auth/sign-in/email`, {
		data: credentials,
		headers: { origin: url }
	});
	const session = await (await context.request.get(`${url}/api/session`)).json();
	await context.close();
	return { ...session.sip, server: `${url.replace('http', 'ws')}${session.sip.server}` };
}
