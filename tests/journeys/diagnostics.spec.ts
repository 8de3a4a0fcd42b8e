import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from '@playwright/test';
import { WebSocketServer } from 'ws';
import { installedChromium } from '#scripts/chromium.mjs';
import { expect, test } from '#world/test.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expectRegistered, openDemoCaller, ring, signIn } from './steps.ts';

test('all that a call needs is looked at, and the report holds no secrets', async ({
	demo,
	page,
	context
}) => {
	await context.grantPermissions(['microphone', 'clipboard-read', 'clipboard-write']);
	await signIn(page, demo.url);
	await page.goto(`${demo.url}/diagnostics`);
	await expectRegistered(page);
	await runAll(page);
	await expectFinding(page, 'browser', 'browser-good');
	await expectFinding(page, 'server', 'server-good');
	await expectFinding(page, 'microphone', 'microphone-good');
	await expectFinding(page, 'sockets', 'socket-good');
	await expectFinding(page, 'registration', 'registered');
	await expectFinding(page, 'ice', 'ice-none');
	await expectFinding(page, 'echo', 'echo-good');
	await expect(page.getByTestId('check-speaker')).toHaveAttribute('data-state', 'asked');
	await expectAccessible(page);
	const speaker = page.getByTestId('check-speaker');
	await speaker.getByRole('button', { name: 'No' }).click();
	await expect(speaker).toHaveAttribute('data-state', 'bad');
	await page.getByRole('button', { name: 'Check again: Speaker' }).click();
	await speaker.getByRole('button', { name: 'Yes' }).click();
	await expect(speaker).toHaveAttribute('data-state', 'good');

	await page.getByRole('button', { name: 'Copy report' }).click();
	await expect(page.getByText('The report is in the clipboard.')).toBeVisible();
	const report = await page.evaluate(() => navigator.clipboard.readText());
	expect(report).toContain('[good] Microphone');
	expect(report).toMatch(/socket-good: ws:\/\/127\.0\.0\.1:\d+\/sip/);
	const session = await (await page.request.get(`${demo.url}/api/session`)).json();
	for (const secret of [session.sip.password, session.sip.user, session.account.email]) {
		expect(report).not.toContain(secret);
	}
});

test('a call that goes on is not touched', async ({ demo, page, browser, contextOptions }) => {
	await signIn(page, demo.url);
	const caller = await (await browser.newContext(contextOptions)).newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await page.getByRole('button', { name: 'Answer' }).click();
	await page.getByRole('link', { name: 'Settings' }).click();
	await page.getByRole('link', { name: 'Diagnostics' }).click();
	await runAll(page);
	for (const check of ['microphone', 'speaker', 'echo']) {
		await expectFinding(page, check, 'in-call');
	}
	await expectFinding(page, 'sockets', 'socket-good');
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await caller.context().close();
});

test('a blocked microphone is told apart from a missing one', async ({ demo }) => {
	// The other tests' browser says yes to all who ask for a microphone.
	const browser = await chromium.launch({
		executablePath: installedChromium(),
		args: ['--no-sandbox', '--use-fake-device-for-media-stream']
	});
	// Whatever is not granted here is denied.
	const context = await browser.newContext({ permissions: ['notifications'], locale: 'en-GB' });
	const page = await context.newPage();
	await signIn(page, demo.url);
	await page.goto(`${demo.url}/diagnostics`);
	await page.getByRole('button', { name: 'Check again: Microphone' }).click();
	await expectFinding(page, 'microphone', 'microphone-blocked');
	await browser.close();
});

test.describe('a PBX that cannot be reached', () => {
	test.use({ expectedComplaints: [/WebSocket connection to|ERR_CONNECTION_REFUSED/] });

	test('is told apart by why it cannot', async ({ demo, page }) => {
		const plain = createServer();
		// A WebSocket server that speaks something else than SIP.
		const other = new WebSocketServer({ server: plain, handleProtocols: () => false });
		plain.listen(0, '127.0.0.1');
		await once(plain, 'listening');
		const { port } = plain.address() as AddressInfo;
		await signIn(page, demo.url);
		const servers = `ws://127.0.0.1:1/ ws://127.0.0.1:${port}/?token=secret /nothing-here`;
		await signInAsNew(page, demo.url, servers);
		await page.goto(`${demo.url}/diagnostics`);
		await runAll(page);
		const sockets = page.getByTestId('check-sockets');
		await expect(sockets.locator('[data-finding="socket-unreachable"]')).toHaveText(
			/ws:\/\/127\.0\.0\.1:1\//
		);
		await expect(sockets.locator('[data-finding="socket-protocol"]')).toContainText(`:${port}/ `);
		await expect(sockets.locator('[data-finding="socket-blocked"]')).toContainText('/nothing-here');
		await expect(sockets).not.toContainText('secret');
		await expectFinding(page, 'registration', 'not-registered');
		other.close();
		plain.close();

		await demo.kill9();
		await page.getByRole('button', { name: 'Check again: Server of Anteroom' }).click();
		await expectFinding(page, 'server', 'server-away');
		await page.getByRole('button', { name: /Check again: Ways/ }).click();
		await expectFinding(page, 'ice', 'ice-unknown');
		await expectAccessible(page);
	});
});

async function runAll(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Run all checks' }).click();
	await expect(page.getByRole('button', { name: 'Copy report' })).toBeEnabled({ timeout: 60_000 });
}

async function expectFinding(page: Page, check: string, finding: string): Promise<void> {
	const found = page.getByTestId(`check-${check}`).locator('[data-finding]');
	await expect(found.first()).toHaveAttribute('data-finding', finding);
}

/** The administrator makes an account whose telephone has these servers, and leaves the desk to it. */
async function signInAsNew(page: Page, url: string, server: string): Promise<void> {
	const person = { email: 'dora@demo.example', password: 'anteroom-demo' };
	const made = await page.request.post(`${url}/api/accounts`, {
		headers: { origin: url },
		data: {
			...person,
			...{ name: 'Dora', role: 'user' },
			region: { locale: 'en', timeZone: 'Europe/Berlin', country: 'DE' },
			sip: {
				...{ server, user: 'dora', domain: 'demo.example', authorizationUser: 'dora' },
				...{ password: 'telephone', displayName: 'Dora' }
			}
		}
	});
	expect(made.status(), await made.text()).toBe(201);
	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.getByLabel('E-mail').fill(person.email);
	await page.getByLabel('Password').fill(person.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByTestId('registration')).toBeVisible();
}
