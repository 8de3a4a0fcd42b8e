import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { decisionOf, expectRegistered, openDemoCaller, ring, signIn } from './steps.ts';

async function openSettings(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Settings' }).click();
	await expect(page.getByRole('heading', { name: 'Incoming calls' })).toBeVisible();
}

function saveBar(page: Page) {
	return page.getByTestId('save-bar');
}

async function save(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Save' }).click();
}

test('settings are saved, hold on every device, and joined by field', async ({
	demo,
	page,
	browser
}) => {
	const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
	await signIn(page, demo.url);
	await signIn(other, demo.url);
	await openSettings(page);
	await openSettings(other);

	await expect(saveBar(page)).toHaveAttribute('data-state', 'clean');
	await page.getByLabel('Send to this address').fill('office@demo.example');
	await page.getByLabel('Rang less than').fill('3.5');
	await expect(saveBar(page)).toHaveAttribute('data-state', 'dirty');
	await save(page);
	await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');

	// The other device does not know of it yet, and changes something else.
	await other.getByRole('switch', { name: 'If the caller is in this list' }).check();
	await other.getByLabel('Numbers and extensions').fill('100\n+49 30 23125*\n');
	await save(other);
	await expect(saveBar(other)).toHaveAttribute('data-state', 'saved');
	await expect(other.getByLabel('Send to this address')).toHaveValue('office@demo.example');

	await page.reload();
	await expectRegistered(page);
	await expect(page.getByLabel('Send to this address')).toHaveValue('office@demo.example');
	await expect(page.getByLabel('Rang less than')).toHaveValue('3.5');
	await expect(page.getByLabel('Numbers and extensions')).toHaveValue('100\n+49 30 23125*');
	await other.context().close();
});

test('what another tab saves shows at once where the form is open', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	await openSettings(page);
	await page.getByLabel('Grace period').fill('7');
	const tab = await context.newPage();
	await tab.goto(`${demo.url}/settings`);
	await expect(saveBar(tab)).toHaveAttribute('data-state', 'clean');
	await tab.getByLabel('Send to this address').fill('tab@demo.example');
	await save(tab);
	await expect(saveBar(tab)).toHaveAttribute('data-state', 'saved');
	await expect(page.getByLabel('Send to this address')).toHaveValue('tab@demo.example');
	await expect(page.getByLabel('Grace period')).toHaveValue('7');
	await expect(saveBar(page)).toHaveAttribute('data-state', 'dirty');
});

test('settings of the largest size that the form takes can be saved', async ({ demo, page }) => {
	await signIn(page, demo.url);
	const answer = await page.request.get(`${demo.url}/api/session`);
	const { settings: base } = await answer.json();
	const templates = (letter: string) => ({
		subject: letter.repeat(1_000),
		text: letter.repeat(20_000),
		html: letter.repeat(40_000),
		sms: letter.repeat(2_000)
	});
	const largest = (letter: string) => ({
		...base,
		templates: { de: templates(letter), en: templates(letter) },
		defaultGreeting: { de: letter.repeat(4_000), en: letter.repeat(4_000) },
		exceptions: { ...base.exceptions, list: Array(1_000).fill(letter.repeat(64)) }
	});
	const data = { base: largest('ü'), changed: largest('電') };
	const saved = await page.request.put(`${demo.url}/api/settings`, {
		headers: { origin: demo.url },
		data
	});
	expect(saved.status()).toBe(200);
	expect((await saved.json()).settings.templates).toEqual(data.changed.templates);
});

test('what is wrong is said at its field and not saved; changes can be discarded', async ({
	demo,
	page
}) => {
	await signIn(page, demo.url);
	await openSettings(page);
	await page.getByLabel('Telephony links').selectOption({ label: 'Own prefix' });
	const own = page.getByLabel('Own prefix', { exact: true });
	await own.fill('javascript:');
	await expect(own).toHaveAccessibleDescription(/can run code/);
	await save(page);
	await expect(saveBar(page)).toHaveAttribute('data-state', 'invalid');
	await expect(own).toBeFocused();
	await own.fill('much-too-long:');
	await expect(own).toHaveAccessibleDescription(/1 to 9 letters/);
	await own.fill('phone:');
	await page.getByLabel('Send to this number').fill('0171 3920010');
	await page.getByLabel('Extension ranges').fill('100-199\n200-1');
	await save(page);
	await expect(page.getByLabel('Extension ranges')).toHaveAccessibleDescription(/equal length/);
	await page.getByLabel('Extension ranges').fill('100-199\n200');
	await save(page);
	await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');
	await expect(page.getByLabel('Send to this number')).toHaveValue('+491713920010');

	await page.getByLabel('Send to this address').fill('');
	await page.getByRole('button', { name: 'Discard changes' }).click();
	await expect(page.getByLabel('Send to this address')).toHaveValue('anna@demo.example');
	await expect(saveBar(page)).not.toHaveAttribute('data-state', 'dirty');
});

test('the phone rings while settings are changed, and speaks the new language at once', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	await openSettings(page);
	await page.getByLabel('Language', { exact: true }).selectOption('Deutsch');
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /known/, whom: /Weber/ });
	const window = page.getByTestId('call-window');
	await expect(window).toHaveAttribute('data-state', 'ringing');
	await save(page);
	await expect(window.getByRole('button', { name: 'Annehmen' })).toBeVisible();
	await expect(page.getByTestId('save-bar')).toHaveAttribute('data-state', 'saved');
	await expect(window).toHaveAttribute('data-state', 'ringing');
	await window.getByRole('button', { name: 'Annehmen' }).click();
	await expect(window).toHaveAttribute('data-state', 'connected');
	await page.getByRole('link', { name: /Zum Telefon/ }).click();
	await expect(window).toHaveAttribute('data-state', 'connected');
	await page.getByRole('button', { name: 'Auflegen' }).click();
	await expect(window).toHaveCount(0);
});

test('a test message goes to the saved address at once, and the answer is shown', async ({
	demo,
	page
}) => {
	await signIn(page, demo.url);
	await openSettings(page);
	const mail = page.getByTestId('test-mail');
	const send = mail.getByRole('button', { name: 'Send a test message' });
	await page.getByLabel('Send to this address').fill('office@demo.example');
	await page.getByLabel('Send to this number').fill('0171 3920077');
	await expect(send).toBeDisabled();
	await save(page);
	await send.click();
	await expect(mail).toContainText('The message to office@demo.example was taken.');
	await expect(mail).toContainText('kept in the message tray');
	const [message] = await demo.trayMessages(page);
	expect(message).toMatchObject({
		recipient: 'office@demo.example',
		subject: expect.stringMatching(/^Test: .*Erika Mustermann/)
	});
	const sms = page.getByTestId('test-sms');
	await sms.getByRole('button').click();
	await expect(sms).toContainText('The message to +491713920077 was taken.');
});

test('before saving one sees which of the last calls would be decided differently', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /known/, whom: /Weber/, hangUpAfterOneSecond: true });
	expect(await decisionOf(page, 'missed')).toBe(false);

	await openSettings(page);
	const replay = page.getByTestId('replay');
	await expect(replay).toContainText('Your last call would be decided as it was.');
	await page.getByRole('switch', { name: 'If it rang only briefly' }).uncheck();
	const call = replay.getByTestId('replayed-call');
	await expect(call).toContainText('Then: not notified. With these settings: notified.');
	await expect(call).toContainText('Rang too briefly: would apply, but is switched off');

	await page.getByLabel('Numbers and extensions').fill('*');
	await page.getByRole('switch', { name: 'If the caller is in this list' }).check();
	await expect(replay).toContainText('Your last call would be decided as it was.');
	await expect(saveBar(page)).toHaveAttribute('data-state', 'dirty');
	await page.getByRole('button', { name: 'Discard changes' }).click();
	expect(await (await page.request.get(`${demo.url}/api/session`)).json()).toMatchObject({
		settings: { exceptions: { shortRing: true, listed: false, list: [] } }
	});
});

test('changes that are not saved are not lost by a click', async ({ demo, page }) => {
	await signIn(page, demo.url);
	await openSettings(page);
	await page.getByLabel('Grace period').fill('7');
	page.once('dialog', (dialog) => void dialog.dismiss());
	await page.getByRole('link', { name: /To the phone/ }).click();
	await expect(page.getByLabel('Grace period')).toHaveValue('7');
	page.once('dialog', (dialog) => void dialog.accept());
	await page.getByRole('link', { name: /To the phone/ }).click();
	await expect(page.getByLabel('Number or name')).toBeVisible();
});

test.describe('without the server', () => {
	test.use({
		expectedComplaints: [/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to fetch/],
		// Only the page is offline, not its worker, which would send the change.
		permissions: ['microphone', 'notifications']
	});

	test('settings are shown, changed and kept; the change goes out when the server is back', async ({
		demo,
		page,
		context
	}) => {
		await signIn(page, demo.url);
		await openSettings(page);
		await context.setOffline(true);
		await page.getByLabel('Send to this address').fill('later@demo.example');
		await save(page);
		await expect(saveBar(page)).toHaveAttribute('data-state', 'waiting');

		// Also after a restart without the server: the shell comes from the cache.
		await page.reload();
		await expect(page.getByLabel('Send to this address')).toHaveValue('later@demo.example');
		await expect(saveBar(page)).toHaveAttribute('data-state', 'waiting');

		await context.setOffline(false);
		await expect(saveBar(page)).toHaveAttribute('data-state', 'clean', { timeout: 45_000 });
		const session = await page.request.get(`${demo.url}/api/session`);
		expect((await session.json()).settings.email.address).toBe('later@demo.example');
	});
});
