import { text } from 'node:stream/consumers';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expectControlled, openDemoCaller, ring, signIn } from './steps.ts';

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

test('a CSV file is imported after a look at what it would change', async ({ demo, page }) => {
	await signIn(page, demo.url);
	await openHotlines(page);
	await page.getByRole('link', { name: 'Import and export' }).click();
	const downloading = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download CSV' }).click();
	const exported = await text(await (await downloading).createReadStream());
	expect(exported).toContain(',+49 30 23125 2*,');

	const choose = (content: string | Buffer) =>
		page.getByLabel('CSV file').setInputFiles({
			name: 'hotlines.csv',
			mimeType: 'text/csv',
			buffer: Buffer.from(content)
		});
	await choose(exported);
	await expect(page.getByTestId('import-unchanged')).toHaveText('3');
	await expect(page.getByText('There is nothing to import.')).toBeVisible();
	await choose('no;heading');
	await expect(page.getByRole('region', { name: 'Import' }).getByRole('alert')).toContainText(
		'This is no CSV file'
	);

	// As a German spreadsheet writes it: Windows-1252, semicolons.
	const rows = ['Name;Company;Numbers', 'Müller;Müller OHG;+49 30 23125 5*', 'Bad;;no number'];
	await choose(Buffer.from(rows.join('\r\n'), 'latin1'));
	await expect(page.getByTestId('import-new')).toHaveText('1');
	await expect(page.getByTestId('import-refused')).toHaveText('1');
	await expect(page.getByText(/Row 3: Bad/)).toContainText('column numbers');
	const before = await page.request.get(`${demo.url}/api/hotlines`);
	expect((await before.json()).hotlines).toHaveLength(3);
	await page.getByRole('button', { name: 'Import now (1)' }).click();
	await expect(page.getByText('Imported hotlines: 1')).toBeVisible();
	await page.getByRole('link', { name: /All hotlines/ }).click();
	await expect(hotlineRows(page)).toHaveCount(4);
	await expect(hotlineRows(page).last()).toContainText('Müller OHG');
});

test('a pasted INVITE shows which header won and which hotline it reaches', async ({
	demo,
	page
}) => {
	await signIn(page, demo.url, 'ben@demo.example');
	await openHotlines(page);
	await expect(page.getByRole('link', { name: 'Import and export' })).toHaveCount(0);
	await page.getByRole('link', { name: 'Test a number or call' }).click();
	const input = page.getByLabel('Number or INVITE');
	await input.fill('030/23125-205');
	await expect(page.getByTestId('trial-hotline')).toContainText('Kanzlei Sommer');
	await expect(page.getByTestId('trial-hotline')).toContainText('+49 30 23125 2*');
	await input.fill('who is this');
	await expect(input).toHaveAccessibleDescription(/neither a number nor/);
	await input.fill(
		[
			'INVITE sip:ben@192.0.2.7;transport=ws SIP/2.0',
			'f: "Erika" <sip:+493023125010@trunk.example>;tag=1',
			't: <sip:+498999998123@pbx.example>',
			'Diversion: <sip:+493023125100@client.example>',
			' ;reason=unconditional'
		].join('\n')
	);
	await expect(page.getByTestId('trial-called')).toContainText('from Diversion');
	await expect(page.getByTestId('trial-diverted')).toContainText('030 23125100');
	await expect(page.getByTestId('trial-caller')).toContainText('Erika');
	await expect(page.getByTestId('trial-greeting')).toContainText('Dr. Weber’s practice, Ben');
});

test('a hotline is found and changed with the keyboard alone', async ({ demo, page }) => {
	await signIn(page, demo.url);
	await page.goto(`${demo.url}/hotlines`);
	await expect(hotlineRows(page)).toHaveCount(3);
	const tabTo = async (target: Locator) => {
		for (let pressed = 0; pressed < 60; pressed += 1) {
			if (await target.evaluate((element) => element === document.activeElement)) return;
			await page.keyboard.press('Tab');
		}
		throw new Error('the keyboard does not get there');
	};
	await tabTo(page.getByLabel(/Search by name/));
	await page.keyboard.type('sommer');
	await expect(hotlineRows(page)).toHaveCount(1);
	await tabTo(page.getByRole('link', { name: 'Kanzlei Sommer & Kollegen' }));
	await page.keyboard.press('Enter');
	const name = page.getByLabel('Name of the hotline');
	await expect(name).toHaveValue('Sommer, lawyers');
	await tabTo(name);
	await page.keyboard.press('End');
	await page.keyboard.type(' Berlin');
	await page.keyboard.press('Enter');
	await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');
	await tabTo(page.getByRole('button', { name: 'Delete hotline' }));
	await page.keyboard.press('Enter');
	await expect(page.getByText('“Sommer, lawyers Berlin” has been deleted.')).toBeVisible();
});

test('the pages of hotlines can be used by everybody', async ({ demo, page }) => {
	await signIn(page, demo.url);
	for (const [path, seen] of [
		['/hotlines', page.getByTestId('hotline').first()],
		['/hotlines?id=praxis-weber', page.getByText('ben@demo.example')],
		['/hotlines/import', page.getByLabel('CSV file')],
		['/hotlines/test', page.getByLabel('Number or INVITE')]
	] as const) {
		await page.goto(demo.url + path);
		await expect(seen).toBeVisible();
		if (path === '/hotlines/test') await page.getByLabel('Number or INVITE').fill('030 23125100');
		await expectAccessible(page);
	}
});

test.describe('without the server', () => {
	test.use({ expectedComplaints: [/ERR_INTERNET_DISCONNECTED|WebSocket|Failed to fetch/] });

	test('hotlines are shown and searched, and what is written is not lost', async ({
		demo,
		page,
		context
	}) => {
		await signIn(page, demo.url);
		await openHotlines(page);
		await expectControlled(page);
		await context.setOffline(true);
		await expect(page.getByText(/The server is away: hotlines can be read/)).toBeVisible({
			timeout: 45_000
		});
		await page.getByLabel(/Search by name/).fill('weber');
		await expect(hotlineRows(page)).toHaveCount(1);
		await hotlineRows(page).getByRole('link').click();
		await page.getByLabel('Notes for whoever answers').fill('Written offline.');
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(saveBar(page)).toHaveAttribute('data-state', 'failed');
		await context.setOffline(false);
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');
		await expect(page.getByLabel('Notes for whoever answers')).toHaveValue('Written offline.');
	});
});
