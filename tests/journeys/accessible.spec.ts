import { expect, test } from '#world/test.ts';
import { startApp } from '#world/app-server.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expectRegistered, journalEntries, openDemoCaller, ring, signIn } from './steps.ts';

test('every page can be used by everybody', async ({ demo, page, context }) => {
	await page.goto(`${demo.url}/sign-in`);
	await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
	await expectAccessible(page);
	await signIn(page, demo.url);
	await expectAccessible(page);
	await page.goto(`${demo.url}/accounts`);
	await expect(page.getByText('ben@demo.example').first()).toBeVisible();
	await expectAccessible(page);
	await page.goto(`${demo.url}/contacts`);
	await expect(page.getByTestId('contact').first()).toBeVisible();
	await expectAccessible(page);
	await page.getByTestId('contact').first().getByRole('link').click();
	await expect(page.getByTestId('save-bar')).toBeVisible();
	await expectAccessible(page);
	await page.goto(demo.url);
	await expectRegistered(page);

	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await expectAccessible(caller);
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	const window = page.getByTestId('call-window');
	await expect(window).toHaveAttribute('data-state', 'ringing');
	await expectAccessible(page);
	await page.keyboard.press('Alt+a');
	await expect(window).toHaveAttribute('data-state', 'connected');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Hang up' }).click();
	await expect(journalEntries(page, 'answered')).toHaveCount(1);

	await ring(caller, { who: /withheld/, whom: /Sommer/, hangUpAfterOneSecond: true });
	const missed = journalEntries(page, 'missed').getByTestId('decision');
	await expect(missed).toHaveAttribute('data-notify', 'false', { timeout: 30_000 });
	await missed.click();
	await expectAccessible(page);
	await caller.goto(`${demo.url}/demo/tray`);
	await expect(caller.getByText('No messages yet')).toBeVisible();
	await expectAccessible(caller);
});

test('contact sources can be configured by everybody', async ({ demo, page }) => {
	await signIn(page, demo.url);
	await page.goto(`${demo.url}/directories`);
	await page.getByRole('button', { name: 'New source' }).click();
	await page.getByText('Attributes', { exact: true }).click();
	await page.getByText('How numbers are written there').click();
	await expectAccessible(page);
	await page.getByLabel('Kind').selectOption('carddav');
	await page.getByLabel('Name', { exact: true }).fill('Clients');
	await page.getByLabel('Address of the server').fill('http://127.0.0.1:1');
	await page.getByLabel('User').fill('carla');
	await page.getByRole('button', { name: 'Test' }).click();
	await expect(page.getByText(/The server said/)).toBeVisible();
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByTestId('source').getByText(/Unreachable since/)).toBeVisible();
	await expectAccessible(page);
});

test('the first run can be used by everybody', async ({ page }) => {
	const app = await startApp();
	try {
		await page.goto(app.url);
		await expect(page.getByLabel('Set-up code')).toBeVisible();
		await expectAccessible(page);
	} finally {
		// The page would ask for what is gone.
		await page.goto('about:blank');
		await app.stop();
	}
});
