import { expect, test } from '#world/test.ts';
import { journalEntries, openDemoCaller, ring, signIn, toneHeard } from './steps.ts';

/** What the fake microphone of the tests' browser plays, and what the demo caller sends: Hz. */
const MICROPHONE_HZ = 440;
const DEMO_TONE_HZ = 523;

test('each company is announced by its own greeting, before anyone answers', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	const window = page.getByTestId('call-window');
	const greetings: string[] = [];
	for (const company of ['Weber', 'Sommer']) {
		await ring(caller, { who: /in the contacts/, whom: new RegExp(company) });
		await expect(window).toHaveAttribute('data-state', 'ringing');
		await expect(window.getByTestId('called-hotline')).toContainText(company);
		await expect(window.getByTestId('greeting')).toContainText(company);
		greetings.push((await window.getByTestId('greeting').textContent()) ?? '');
		await caller.getByRole('button', { name: 'Hang up' }).click();
		await expect(window).toHaveCount(0);
	}
	expect(new Set(greetings).size).toBe(2);
});

test('an answered call carries sound both ways and is nobody’s missed call', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /known/, whom: /Weber/ });
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	expect(Math.abs((await toneHeard(page)) - DEMO_TONE_HZ)).toBeLessThan(15);
	const heard = caller.getByTestId('heard');
	await expect
		.poll(
			async () => {
				const [hz, level] = await Promise.all([
					heard.getAttribute('data-hz'),
					heard.getAttribute('data-dbfs')
				]);
				return Number(level) > -60 && Math.abs(Number(hz) - MICROPHONE_HZ) < 20;
			},
			{ timeout: 15_000 }
		)
		.toBe(true);
	await expect(page.getByTestId('call-timer')).toHaveText(/0:0[1-9]/);
	await page.getByRole('button', { name: 'Hang up' }).click();
	await expect(caller.getByTestId('demo-state')).toHaveAttribute('data-state', 'ended');
	await expect(journalEntries(page, 'answered')).toHaveCount(1);
});

test('a declined call ends for the caller and does not notify', async ({ demo, page, context }) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /unknown/, whom: /Nordlicht/ });
	await page.getByRole('button', { name: 'Decline' }).click();
	await expect(caller.getByTestId('demo-state')).toHaveAttribute('data-state', 'ended');
	const entry = journalEntries(page, 'declined');
	await expect(entry).toHaveCount(1);
	await expect(entry.getByTestId('decision')).toHaveAttribute('data-notify', 'false', {
		timeout: 30_000
	});
	expect(await demo.trayMessages(page)).toHaveLength(0);
});

test('a withheld number is shown as such and nowhere kept', async ({ demo, page, context }) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /withheld/, whom: /Sommer/ });
	const window = page.getByTestId('call-window');
	await expect(window.getByTestId('caller-name')).toHaveText('Number withheld');
	await expect(window.getByTestId('caller-number')).toHaveText('');
	await page.getByRole('button', { name: 'Decline' }).click();
	await expect(journalEntries(page, 'declined').getByText('Number withheld')).toBeVisible();
});

test('an outgoing call from the dial pad reaches a colleague and can be hung up', async ({
	demo,
	page,
	browser
}) => {
	await signIn(page, demo.url);
	const other = await browser.newContext({ permissions: ['microphone'] });
	const colleague = await other.newPage();
	await signIn(colleague, demo.url, 'ben@demo.example');
	await page.getByLabel('Number or name').fill('ben');
	await page.getByRole('button', { name: 'Call', exact: true }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'alerting');
	await colleague.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await page.getByRole('button', { name: 'Hang up' }).click();
	await expect(colleague.getByTestId('call-window')).toHaveCount(0);
	await expect(journalEntries(colleague, 'answered')).toHaveCount(1);
	await other.close();
});

test('who is answered is opened elsewhere, by an address that the caller’s name cannot change', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	await page.getByRole('link', { name: 'Settings' }).click();
	await page.getByLabel('When you answer').selectOption('Open an address');
	await page
		.getByRole('textbox', { name: 'Address (When you answer)' })
		.fill(`${demo.url}/hotlines?id={{ caller.e164 }}&who={{ caller.name }}#found`);
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByTestId('save-bar')).toHaveAttribute('data-state', 'saved');
	await page.getByRole('link', { name: 'To the phone' }).click();
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /Erika/, whom: /Weber/ });
	await page.bringToFront();
	await expect(page.getByTestId('caller-name')).toHaveText(/Erika/);
	const opening = context.waitForEvent('page');
	await page.getByRole('button', { name: 'Answer' }).click();
	const opened = await opening;
	await opened.waitForURL(/hotlines/);
	const { searchParams, hash } = new URL(opened.url());
	expect([...searchParams]).toEqual([
		['id', '+493023125010'],
		['who', 'Erika Mustermann']
	]);
	expect(hash).toBe('#found');
	expect(await opened.evaluate(() => window.opener === null)).toBe(true);
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');

	await page.getByRole('button', { name: 'Hang up' }).click();
	await ring(caller, { who: /withheld/, whom: /Weber/ });
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	// The phone, the demo caller, and what Erika's call has opened.
	expect(context.pages()).toHaveLength(3);
});

test('a call is answered and hung up in a small window above other programs, which closes with it', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /Erika/, whom: /Weber/ });
	await page.bringToFront();
	const opening = context.waitForEvent('page');
	await page.getByRole('button', { name: 'Keep on top' }).click();
	const small = await opening;
	await expect(small.getByTestId('greeting')).toContainText('Weber');
	await expect(small.getByTestId('caller-name')).toHaveText('Erika Mustermann');
	await expect(small.getByRole('button', { name: 'Keep on top' })).toHaveCount(0);
	await small.keyboard.press('Alt+A');
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	const closed = small.waitForEvent('close');
	await small.getByRole('button', { name: 'Hang up' }).click();
	await closed;
	await expect(page.getByTestId('call-window')).toHaveCount(0);
});
