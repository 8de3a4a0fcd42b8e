import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { expectRegistered, journalEntries, openDemoCaller, ring, signIn } from './steps.ts';

async function openContacts(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Contacts', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Contacts' })).toBeVisible();
}

const rows = (page: Page) => page.getByTestId('contact');
const saveBar = (page: Page) => page.getByTestId('save-bar');
const search = (page: Page) => page.getByRole('searchbox', { name: /Search by name/ });

test('an unknown caller is added from the journal and named before the next call is answered', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /Somebody new/, whom: /Weber/, hangUpAfterOneSecond: true });
	await expect(journalEntries(page, 'missed')).toHaveCount(1);
	await page.getByRole('link', { name: 'Add to contacts' }).click();
	await expect(page.getByLabel('Number 1', { exact: true })).toHaveValue('+494066969412');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(saveBar(page)).toHaveAttribute('data-state', 'invalid');
	await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
	await page.getByLabel('Name', { exact: true }).fill('Nora Neumann');
	await page.getByRole('textbox', { name: 'Company' }).fill('Neumann & Töchter');
	await page.getByRole('button', { name: 'Add number' }).click();
	await expect(page.getByLabel('Number 2', { exact: true })).toBeFocused();
	await page.keyboard.type('0171 3920055');
	await expect(page.getByLabel('Number 2', { exact: true })).toHaveAccessibleDescription(
		'In full: +491713920055'
	);
	await page.getByLabel('Type of number 2').selectOption('Mobile');
	await page.getByRole('button', { name: 'Add e-mail' }).click();
	await page.keyboard.type('nora@neumann');
	await page.getByRole('textbox', { name: 'Notes' }).fill('Prefers mornings.');
	await page.getByLabel('E-mail 1', { exact: true }).fill('nora@neumann.example');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');
	await expect(page.getByRole('link', { name: 'Write to nora@neumann.example' })).toHaveAttribute(
		'href',
		'mailto:nora@neumann.example'
	);

	await ring(caller, { who: /Somebody new/, whom: /Weber/ });
	const window = page.getByTestId('call-window');
	await expect(window).toHaveAttribute('data-state', 'ringing');
	await expect(window.getByTestId('caller-name')).toHaveText('Nora Neumann');
	await caller.getByRole('button', { name: 'Hang up' }).click();
	await expect(window).toHaveCount(0);
});

test.describe('while others work too', () => {
	// The browser itself writes down each refused change, and each request that failed.
	test.use({ expectedComplaints: [/409 \(Conflict\)|Failed to load resource/] });

	test('contacts are found, deleted and brought back; what others change meanwhile is not overwritten', async ({
		demo,
		page,
		browser
	}) => {
		await signIn(page, demo.url);
		await openContacts(page);
		await page.getByRole('button', { name: 'New contact' }).click();
		await page.getByLabel('Name', { exact: true }).fill('Paul Paulsen');
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');

		const bens = await browser.newContext({ locale: 'en-GB', permissions: ['microphone'] });
		const ben = await bens.newPage();
		await signIn(ben, demo.url, 'ben@demo.example');
		await openContacts(ben);
		await search(ben).fill('paulsen');
		await expect(rows(ben)).toHaveCount(1);
		await rows(ben).getByRole('link').click();
		await ben.getByRole('textbox', { name: 'Company' }).fill('Paulsen GmbH');
		await ben.getByRole('button', { name: 'Save' }).click();
		await expect(saveBar(ben)).toHaveAttribute('data-state', 'saved');
		await bens.close();

		await page.getByLabel('Name', { exact: true }).fill('Paul P. Paulsen');
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByTestId('changed-elsewhere')).toContainText('Paulsen GmbH');
		await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Paul P. Paulsen');
		await page.getByRole('button', { name: 'Keep mine, take over the rest' }).click();
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');
		await expect(page.getByRole('textbox', { name: 'Company' })).toHaveValue('Paulsen GmbH');

		await page.getByRole('button', { name: 'Delete contact' }).click();
		await expect(page.getByText('“Paul P. Paulsen” has been deleted.')).toBeVisible();
		await search(page).fill('paulsen');
		await expect(page.getByTestId('contact-count')).toHaveText(/Nobody has this name/);
		await search(page).fill('');
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(page.getByText('“Paul P. Paulsen” is back.')).toBeVisible();
		await search(page).fill('paulsen');
		await expect(rows(page).getByRole('link', { name: 'Paul P. Paulsen' })).toBeVisible();
	});

	test('without a server the page says so, and shows what it can once it is back', async ({
		demo,
		page
	}) => {
		await signIn(page, demo.url);
		await page.route('**/api/contacts?*', (route) => route.abort());
		await openContacts(page);
		await expect(page.getByText(/could not be loaded/)).toBeVisible();
		await search(page).fill('Erika');
		await expect(page.getByText(/The search failed/)).toBeVisible();
		await page.unroute('**/api/contacts?*');
		await page.getByRole('button', { name: 'Try again' }).first().click();
		await expect(rows(page)).toHaveCount(1);
	});
});

test('a source that does not answer is named; contacts of other sources are read only', async ({
	demo,
	page
}) => {
	await signIn(page, demo.url);
	const contact = {
		...{ id: 'branch:1', source: 'Branch office', name: 'Olga Offen', company: '', notes: '' },
		...{ numbers: [{ type: 'work', raw: '030 23125 444', e164: '+493023125444' }], emails: [] }
	};
	await page.route('**/api/contacts?search=*', (route) =>
		route.fulfill({
			json: {
				answers: [
					{ source: 'Branch office', status: 'found', matches: [{ contact, certain: true }] },
					{ source: 'Head office', status: 'failed', error: 'timeout' }
				]
			}
		})
	);
	await openContacts(page);
	await search(page).fill('olga');
	await expect(page.getByText(/“Head office” does not answer/)).toBeVisible();
	await expect(rows(page)).toContainText('From “Branch office”');
	await rows(page).getByRole('link').click();
	await expect(page.getByText(/stands in “Branch office” and is changed there/)).toBeVisible();
	await expect(page.getByRole('button', { name: 'Call Work 030 23125444' })).toBeVisible();
	await expect(saveBar(page)).toHaveCount(0);
});

test('by keyboard alone somebody is found by name on the desk, opened and called', async ({
	demo,
	page
}) => {
	await signIn(page, demo.url);
	const field = page.getByRole('combobox', { name: 'Number or name' });
	await field.focus();
	await page.keyboard.type('erika');
	await expect(page.getByRole('option').first()).toBeVisible();
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('Enter');
	await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Erika Mustermann');
	await page.goBack();
	await field.focus();
	await page.keyboard.type('mustermann gmbh');
	await expect(page.getByRole('option').first()).toBeVisible();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	// Nobody has that number in the demo; that is said for as long as it takes to be read.
	await expect(page.getByText('+493023125010: This number does not exist.')).toBeVisible();
	await expect(journalEntries(page, 'unknown-number')).toContainText('Erika Mustermann');
});

test('contacts come from a vCard and a CSV file, are named when they call, and leave again', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	await openContacts(page);
	await page.getByRole('link', { name: 'Import and export' }).click();
	const file = page.getByLabel('vCard or CSV file');
	const counted = (kind: string) => page.getByTestId(`import-${kind}`);
	const card = (name: string, number: string) =>
		`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nTEL;TYPE=CELL:${number}\r\nEND:VCARD\r\n`;
	await file.setInputFiles({
		name: 'phone.vcf',
		mimeType: 'text/vcard',
		buffer: Buffer.from(`${card('Nora Neumann', '040 66969-412')}BEGIN:VCARD\r\nFN:Broken\r\n`)
	});
	await expect(counted('new')).toHaveText('1');
	await expect(counted('refused')).toHaveText('1');
	await expect(page.getByText('the file ends before the card does')).toBeVisible();
	await page.getByRole('button', { name: 'Import 1 contacts' }).click();
	await expect(page.getByText('Imported: 1 contacts.')).toBeVisible();

	await file.setInputFiles({
		name: 'outlook.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from(
			'Vorname;Nachname;Handy;Kürzel\r\nNora;Neumann;040 66969-412;NN\r\nOtto;Ober;0171 3920077;OO\r\n'
		)
	});
	await expect(counted('unchanged')).toHaveText('1');
	await expect(counted('new')).toHaveText('1');
	await expect(page.getByLabel('Column “Handy”')).toHaveValue('mobile');
	await page.getByLabel('Column “Kürzel”').selectOption('Notes');
	await expect(counted('changed')).toHaveText('1');
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations).toEqual([]);
	await page.setViewportSize({ width: 360, height: 800 });
	const tooWide = await page.evaluate(() =>
		[...document.querySelectorAll('body *')]
			.filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
			.map((element) => element.outerHTML.slice(0, 120))
	);
	expect(tooWide).toEqual([]);
	await page.getByRole('button', { name: 'Import 2 contacts' }).click();
	await expect(page.getByText('Imported: 2 contacts.')).toBeVisible();

	const [saved] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: 'Download vCard 4.0' }).click()
	]);
	const written = await readFile(await saved.path(), 'utf8');
	expect(written).toContain('FN:Otto Ober');
	expect(written).toContain('tel:+491713920077');
	await file.setInputFiles(await saved.path());
	await expect(page.getByText('There is nothing to import.')).toBeVisible();

	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /Somebody new/, whom: /Weber/ });
	await expect(page.getByTestId('caller-name')).toHaveText('Nora Neumann');
});

test.describe('without the server', () => {
	test.use({ expectedComplaints: [/Failed to load resource/] });

	test('merging says that the server is away, and goes on when it is back', async ({
		demo,
		page
	}) => {
		await signIn(page, demo.url);
		await openContacts(page);
		await rows(page).getByRole('link', { name: 'Erika Mustermann' }).click();
		await page.route('**/api/contacts/*', (route) => route.abort());
		await page.getByRole('link', { name: 'Merge with another contact' }).click();
		await expect(page.getByRole('main').getByRole('alert')).toContainText('The server is away');
		await page.unroute('**/api/contacts/*');
		await page.getByRole('button', { name: 'Try again' }).click();
		await expect(page.getByLabel(/The other contact/)).toBeVisible();
	});
});

test('two contacts of one person become one, and two again', async ({ demo, page }) => {
	await signIn(page, demo.url);
	await openContacts(page);
	await rows(page).getByRole('link', { name: 'Erika Mustermann' }).click();
	await page.getByRole('link', { name: 'Merge with another contact' }).click();
	await page.getByLabel(/The other contact/).fill('jonas');
	await page.getByRole('button', { name: 'Jonas Albrecht' }).click();
	await page.getByRole('group', { name: 'Name' }).getByLabel('Jonas Albrecht').check();
	await expect(page.getByTestId('merged')).toContainText('0171 3920011');
	await expect(page.getByTestId('merged')).toContainText('030 23125010');
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations).toEqual([]);
	await page.getByRole('button', { name: 'Merge', exact: true }).click();
	await expect(page.getByText('The two are one contact now: “Jonas Albrecht”.')).toBeVisible();
	const all = async () => {
		const answer = await page.request.get(`${demo.url}/api/contacts?after=`);
		const { contacts }: { contacts: { name: string }[] } = await answer.json();
		return contacts.map(({ name }) => name);
	};
	expect(await all()).not.toContain('Erika Mustermann');
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText('They are two contacts again.')).toBeVisible();
	expect(await all()).toEqual(expect.arrayContaining(['Erika Mustermann', 'Jonas Albrecht']));
});

test('of two contacts with one number the person says which, and is not asked again', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	await openContacts(page);
	await page.getByRole('button', { name: 'New contact' }).click();
	await page.getByLabel('Name', { exact: true }).fill('Emil Mustermann');
	await page.getByRole('button', { name: 'Add number' }).click();
	await page.getByRole('textbox', { name: 'Number 1' }).fill('030 23125010');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(saveBar(page)).toHaveAttribute('data-state', 'saved');

	await page.goto(demo.url);
	await expectRegistered(page);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	const window = page.getByTestId('call-window');
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	const choices = window.getByTestId('contact-choices');
	await expect(choices.getByRole('radio')).toHaveCount(2);
	await choices.getByRole('radio', { name: /Emil/ }).check();
	await expect(window.getByTestId('caller-name')).toHaveText('Emil Mustermann');
	await caller.getByRole('button', { name: 'Hang up' }).click();
	await expect(journalEntries(page, 'missed')).toContainText('Emil Mustermann');

	// Whatever this page remembers: the server tells it to each device.
	await page.reload();
	await expectRegistered(page);
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await expect(window.getByTestId('caller-name')).toHaveText('Emil Mustermann');
	await window.getByRole('button', { name: 'Ask again next time' }).click();
	await expect(choices.getByRole('radio', { checked: true })).toHaveCount(0);
	await page.getByRole('button', { name: 'Decline' }).click();
});
