import { expect, test } from '#world/test.ts';
import { startApp } from '#world/app-server.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expectRegistered, journalEntries, openDemoCaller, ring, signIn } from './steps.ts';

// Axe looks at each state of a page four times, which takes seconds on a small machine.
test.describe.configure({ timeout: 240_000 });

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

test('settings and the pages of this device can be used by everybody', async ({ demo, page }) => {
	await signIn(page, demo.url);
	for (const path of ['/settings', '/device', '/diagnostics', '/ice-servers']) {
		await page.goto(demo.url + path);
		await expect(page.getByTestId('desk')).toHaveAttribute('data-state', 'drawn');
		await page.evaluate(() => {
			for (const details of document.querySelectorAll('details')) details.open = true;
		});
		await expectAccessible(page);
	}
});

test.describe('an address that leads nowhere', () => {
	test.use({ expectedComplaints: [/404|Not found/] });

	test('says so to everybody', async ({ demo, page }) => {
		await page.goto(`${demo.url}/no-such-page`);
		await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
		await expectAccessible(page);
	});
});

test('contacts are taken from files, merged and found by everybody', async ({ demo, page }) => {
	await signIn(page, demo.url);
	await page.goto(`${demo.url}/contacts/import`);
	await page.getByLabel('vCard or CSV file').setInputFiles({
		name: 'outlook.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from('Name;Handy;Foo\r\nNora Neumann;040 66969-412;x\r\n;12;y\r\n')
	});
	await expect(page.getByTestId('import-new')).toHaveText('2');
	await expectAccessible(page);

	await page.goto(`${demo.url}/contacts`);
	await page.getByTestId('contact').getByRole('link', { name: 'Erika Mustermann' }).click();
	await page.getByRole('link', { name: 'Merge with another contact' }).click();
	await page.getByLabel(/The other contact/).fill('jonas');
	await page.getByRole('button', { name: 'Jonas Albrecht' }).click();
	await expect(page.getByTestId('merged')).toBeVisible();
	await expectAccessible(page);

	await page.goto(demo.url);
	await page.getByRole('combobox', { name: 'Number or name' }).fill('a');
	await expect(page.getByRole('option').first()).toBeVisible();
	await expectAccessible(page);
});

test('two calls at once can be handled by everybody', async ({ demo, page, browser }) => {
	await signIn(page, demo.url);
	const window = page.getByTestId('call-window');
	for (const [count, whom] of [/Weber/, /Sommer/].entries()) {
		const caller = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
		await openDemoCaller(caller, demo.url);
		await ring(caller, { who: /in the contacts/, whom });
		await expect(window).toHaveCount(count + 1);
		await expectAccessible(page);
		await page.keyboard.press('Alt+a');
		await expect(window.last()).toHaveAttribute('data-state', 'connected');
	}
	await expectAccessible(page);
	const controls = window.last().getByRole('group', { name: 'In this call' });
	await controls.getByRole('button', { name: 'Keypad' }).click();
	await expectAccessible(page);
	await controls.getByRole('button', { name: 'Transfer' }).click();
	await expect(page.getByLabel('Transfer to')).toBeVisible();
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
