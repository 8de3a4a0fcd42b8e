import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { openDemoCaller, ring, signIn } from './steps.ts';

async function openHotlines(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Hotlines', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Hotlines' })).toBeVisible();
}

function saveBar(page: Page) {
	return page.getByTestId('save-bar');
}

const hotlineRows = (page: Page) => page.getByTestId('hotline');

test('a hotline that an administrator adds is announced on an open phone, without a reload', async ({
	demo,
	page,
	context,
	browser
}) => {
	const bens = await browser.newContext({ locale: 'en-GB', permissions: ['microphone'] });
	const ben = await bens.newPage();
	await signIn(ben, demo.url, 'ben@demo.example');
	await signIn(page, demo.url);
	await openHotlines(page);
	await page.getByRole('button', { name: 'New hotline' }).click();
	await page.getByRole('button', { name: 'Start from the built-in' }).click();
	await page.getByLabel('Company', { exact: true }).fill('Bäckerei Krume');
	await page
		.getByRole('textbox', { name: 'Greeting' })
		.fill('{{ called.company }}\n{{ oops | x }}');
	await expect(page.getByRole('textbox', { name: 'Greeting' })).toHaveAccessibleDescription(
		/Line 2, column 1/
	);
	await page
		.getByRole('textbox', { name: 'Greeting' })
		.fill('Fresh bread at {{ called.company }}, {{ user.name }} speaking.');
	await expect(page.getByTestId('greeting-preview')).toHaveText(
		'Fresh bread at Bäckerei Krume, Anna speaking.'
	);
	await page.getByLabel('Called numbers').fill('+49 30 23125 777\nnot a number');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(saveBar(page)).toHaveAttribute('data-state', 'invalid');
	await expect(page.getByLabel('Name of the hotline')).toBeFocused();
	await expect(page.getByLabel('Called numbers')).toHaveAccessibleDescription(/“not a number”/);
	await page.getByLabel('Name of the hotline').fill('Krume, shop');
	await page.getByLabel('Called numbers').fill('+49 30 23125 777');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');
	await expect(page).toHaveURL(/\/hotlines\?id=[0-9a-f-]{36}$/);

	await openHotlines(ben);
	await ben.getByLabel(/Search by name/).fill('krume');
	await expect(hotlineRows(ben)).toHaveCount(1, { timeout: 45_000 });
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /in the contacts/, whom: /Krume/ });
	const window = ben.getByTestId('call-window');
	await expect(window).toHaveAttribute('data-state', 'ringing');
	await expect(window.getByTestId('called-hotline')).toHaveText('Bäckerei Krume');
	await expect(window.getByTestId('greeting')).toHaveText(
		'Fresh bread at Bäckerei Krume, Ben speaking.'
	);
	await window.getByRole('link', { name: 'Wrong greeting?' }).click();
	await expect(ben.getByRole('heading', { name: 'Bäckerei Krume' })).toBeVisible();
	await expect(ben.getByLabel('Name of the hotline')).toBeDisabled();
	await expect(window).toHaveAttribute('data-state', 'ringing');
	await bens.close();
});

test.describe('changed by two', () => {
	// The browser writes down each 409.
	test.use({ expectedComplaints: [/409 \(Conflict\)/] });

	test('what two administrators change at once is joined, and a deletion can be undone', async ({
		demo,
		page,
		browser
	}) => {
		const others = await browser.newContext({ locale: 'en-GB' });
		const other = await others.newPage();
		for (const each of [page, other]) {
			await signIn(each, demo.url);
			await each.goto(`${demo.url}/hotlines?id=praxis-weber`);
			await expect(each.getByLabel('Name of the hotline')).toHaveValue('Dr. Weber, practice');
		}
		await page.getByLabel('Notes for whoever answers').fill('Closed on Friday.');
		await other.getByLabel('Name of the hotline').fill('Weber');
		await other.getByRole('button', { name: 'Save' }).click();
		await expect(saveBar(other)).toHaveAttribute('data-state', 'saved');
		await page.getByRole('button', { name: 'Save' }).click();
		const notice = page.getByTestId('changed-elsewhere');
		await expect(notice).toContainText('The new version: Weber');
		await expect(page.getByLabel('Notes for whoever answers')).toHaveValue('Closed on Friday.');
		await notice.getByRole('button', { name: 'Keep mine' }).click();
		await expect(page.getByLabel('Name of the hotline')).toHaveValue('Weber');
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');
		await others.close();

		await page.getByRole('button', { name: 'Delete hotline' }).click();
		await expect(page.getByText('“Weber” has been deleted.')).toBeVisible();
		await expect(hotlineRows(page)).toHaveCount(2);
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(hotlineRows(page)).toHaveCount(3);
		await hotlineRows(page).getByRole('link', { name: 'Praxis Dr. Weber' }).click();
		await expect(page.getByLabel('Notes for whoever answers')).toHaveValue('Closed on Friday.');
	});
});

test('a logo is made smaller, kept and shown; what is no picture is refused', async ({
	demo,
	page
}) => {
	await signIn(page, demo.url);
	await page.goto(`${demo.url}/hotlines?id=praxis-weber`);
	const logo = page.getByLabel('Logo');
	const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
	await logo.setInputFiles({
		name: 'logo.png',
		mimeType: 'image/png',
		buffer: Buffer.from(svg)
	});
	await expect(logo).toHaveAccessibleDescription(/no PNG, JPEG or WebP/);
	const screenshot = await page.screenshot();
	await logo.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: screenshot });
	await expect(page.getByRole('button', { name: 'Remove logo' })).toBeVisible();
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');
	await openHotlines(page);
	const picture = hotlineRows(page).first().locator('img');
	await expect
		.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
		.toBe(256);
	const path = (await picture.getAttribute('src')) ?? '';
	const response = await page.request.get(demo.url + path);
	expect(response.headers()).toMatchObject({
		'content-type': 'image/png',
		'cache-control': expect.stringContaining('immutable')
	});
	const refused = await page.request.post(`${demo.url}/api/pictures`, {
		headers: { origin: demo.url, 'content-type': 'image/png' },
		data: svg
	});
	expect(refused.status()).toBe(415);
});
