import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import {
	decisionOf,
	expectRegistered,
	journalEntries,
	openDemoCaller,
	ring,
	signIn
} from './steps.ts';

test.describe('the tray', () => {
	// The frame in which a message is shown runs no scripts, not even those of this test's driver.
	test.use({ expectedComplaints: [/Blocked script execution/] });

	test('a call that rings out stands in the journal, says why, and its e-mail is in the tray', async ({
		demo,
		page,
		context
	}) => {
		await signIn(page, demo.url);
		const caller = await context.newPage();
		await openDemoCaller(caller, demo.url);
		await ringFor(caller, page, 2_200);
		expect(await decisionOf(page, 'missed')).toBe(true);
		const entry = journalEntries(page, 'missed').first();
		await entry.getByTestId('decision').click();
		await expect(entry.getByTestId('verdict')).toHaveCount(7);
		await expect(entry.getByTestId('message')).toHaveAttribute('data-state', 'sent', {
			timeout: 30_000
		});

		await caller.goto(`${demo.url}/demo/tray`);
		await caller.getByTestId('tray-row').first().click();
		const mail = caller.getByTestId('tray-message');
		await expect(mail.frameLocator('[data-testid=tray-html]').locator('body')).toContainText(
			'Weber'
		);
		await mail.getByRole('button', { name: 'Source' }).click();
		await expect(mail.locator('pre')).toContainText('Auto-Submitted: auto-generated');
		expect(await demo.trayMessages(page)).toHaveLength(1);
	});
});

test('a call that rang for one second is kept, and explains why it did not notify', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /known/, whom: /Weber/, hangUpAfterOneSecond: true });
	expect(await decisionOf(page, 'missed')).toBe(false);
	const entry = journalEntries(page, 'missed').first();
	await entry.getByTestId('decision').click();
	await expect(entry.locator('[data-testid=verdict][data-exception=shortRing]')).toHaveAttribute(
		'data-matches',
		'true'
	);
	expect(await demo.trayMessages(page)).toHaveLength(0);
});

const NO_NETWORK = /ERR_(INTERNET_DISCONNECTED|CONNECTION_(REFUSED|RESET|CLOSED))|WebSocket/;

test.describe('while the server is away', () => {
	test.use({ expectedComplaints: [NO_NETWORK] });

	test('a report that could not leave is sent when the network is back', async ({
		demo,
		page,
		context
	}) => {
		await signIn(page, demo.url);
		const caller = await context.newPage();
		await openDemoCaller(caller, demo.url);
		// The reports' way is cut while SIP still works: the server's API is away, the phone is not.
		await page.route('**/api/reports', (route) => route.abort('connectionrefused'));
		await ringFor(caller, page, 2_200);
		const entry = journalEntries(page, 'missed');
		await expect(entry).toHaveCount(1);
		await expect(entry.getByTestId('decision')).toHaveAttribute('data-notify', 'open');
		await page.unroute('**/api/reports');
		await context.setOffline(true);
		await context.setOffline(false);
		expect(await decisionOf(page, 'missed')).toBe(true);
		await expect.poll(async () => (await demo.trayMessages(page)).length).toBe(1);
	});

	test('a report waits through a reload without network and is sent afterwards', async ({
		demo,
		page,
		context
	}) => {
		await signIn(page, demo.url);
		await page.evaluate(() => navigator.serviceWorker.ready);
		const caller = await context.newPage();
		await openDemoCaller(caller, demo.url);
		await page.route('**/api/reports', (route) => route.abort('connectionrefused'));
		await ringFor(caller, page, 2_200);
		await expect(journalEntries(page, 'missed')).toHaveCount(1);
		await caller.close();
		await context.setOffline(true);
		await page.reload();
		await expect(journalEntries(page, 'missed')).toHaveCount(1);
		await expect(page.getByTestId('registration')).not.toHaveAttribute('data-state', 'registered');
		await page.unroute('**/api/reports');
		await context.setOffline(false);
		expect(await decisionOf(page, 'missed')).toBe(true);
		await expectRegistered(page);
	});

	test('a server restart between the call and the decision loses nothing', async ({
		demo,
		page,
		context
	}) => {
		await signIn(page, demo.url);
		const caller = await context.newPage();
		await openDemoCaller(caller, demo.url);
		const stored = page.waitForResponse(
			(response) => response.url().endsWith('/api/reports') && response.ok()
		);
		await ringFor(caller, page, 2_200);
		await stored;
		await demo.kill9();
		await demo.restart();
		await expectRegistered(page);
		expect(await decisionOf(page, 'missed')).toBe(true);
		await expect.poll(async () => (await demo.trayMessages(page)).length).toBe(1);
		// The phone has come back by itself: it rings again.
		await openDemoCaller(caller, demo.url);
		await ring(caller, { who: /known/, whom: /Sommer/ });
		await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	});
});

/** Rings and gives up once the phone has rung for at least `ms`, by the browser's own clock. */
async function ringFor(caller: Page, page: Page, ms: number): Promise<void> {
	await ring(caller, { who: /known/, whom: /Weber/ });
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	await page.evaluate((length) => new Promise((resolve) => setTimeout(resolve, length)), ms);
	await caller.getByRole('button', { name: 'Hang up' }).click();
}
