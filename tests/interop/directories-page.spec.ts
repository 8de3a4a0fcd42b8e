import { expect, test, type Locator, type Page } from '@playwright/test';
import { de } from '#i18n/de.ts';
import { PASSWORD } from '#world/app-client.ts';
import { LDAP_BASE, LDAP_BIND_DN, LDAP_PASSWORD, startSlapd, type Slapd } from '#world/slapd.ts';
import { DAV_PASSWORD, DAV_USER, startRadicale, type Radicale } from '#world/radicale.ts';
import { ADMIN_EMAIL, startDirectoryDesk, type DirectoryDesk } from './directory-desk.ts';

let radicale: Radicale;
let slapd: Slapd;
let desk: DirectoryDesk;

test.beforeAll(async () => {
	slapd = await startSlapd([
		{ uid: 'erika', cn: 'Erika Mustermann', attributes: { telephoneNumber: '030 23125-010' } }
	]);
	radicale = await startRadicale();
	await radicale.put(
		'anna.vcf',
		'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:Anna Weber\r\nN:Weber;Anna;;;\r\nTEL:030 23125-031\r\nEND:VCARD\r\n'
	);
	desk = await startDirectoryDesk();
});

test.afterAll(async () => {
	await desk?.stop();
	await radicale?.stop();
	await slapd?.stop();
});

/** The account has the language of an installation that was set up without a browser. */
const t = de.directories;

async function openPage(page: Page): Promise<void> {
	await page.goto(`${desk.app.url}/sign-in`);
	await page.getByLabel('E-mail').fill(ADMIN_EMAIL);
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.getByRole('link', { name: de.settings.link }).click();
	await page.getByRole('link', { name: t.title }).click();
}

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const press = (place: Page | Locator, name: string) =>
	place.getByRole('button', { name, exact: true }).click();

test('an administrator configures an address book, sees how it is doing, and takes back its removal', async ({
	page
}) => {
	await openPage(page);
	await expect(page.getByText(t.empty)).toBeVisible();
	await press(page, t.add);
	await field(page, t.kind.label).selectOption('carddav');
	await field(page, t.name).fill('Clients');
	await field(page, t.url.carddav).fill(radicale.url);
	await field(page, t.user).fill(DAV_USER);
	await field(page, t.password).fill('a wrong password');
	await press(page, t.test);
	await expect(page.getByText(t.testFailed('401'))).toBeVisible();
	await field(page, t.password).fill(DAV_PASSWORD);
	await page.getByText(t.numbering).click();
	await field(page, t.areaCode).fill('030');
	await press(page, t.test);
	const trial = page.getByTestId('trial');
	await expect(trial).toContainText(t.books('Clients'));
	await expect(trial).toContainText(t.entries('1'));
	await expect(trial).toContainText('030 23125-031 → +493023125031');
	await press(page, t.save);

	const source = page.getByTestId('source');
	await expect(source.getByTestId('source-state')).toContainText(t.entries('1'));
	await radicale.halt();
	await press(source, t.sync);
	await expect(source.getByText('ECONNREFUSED')).toBeVisible();
	await radicale.restart();
	await press(source, t.sync);
	await expect(source.getByText('ECONNREFUSED')).toBeHidden();

	await press(source, t.remove);
	await expect(source).toHaveCount(0);
	await press(page, t.undo);
	await expect(source).toHaveCount(1);
	await press(source, t.editTitle('Clients'));
	await expect(field(page, t.password)).toHaveValue('');
	await field(page, t.name).fill('Our clients');
	await press(page, t.save);
	await expect(source).toContainText('Our clients');
	await press(source, t.remove);
	await expect(source).toHaveCount(0);
});

test('an administrator configures a directory over LDAP', async ({ page }) => {
	await openPage(page);
	await press(page, t.add);
	// The closed list of attributes has a field of this name too.
	await page.getByRole('textbox', { name: t.name, exact: true }).fill('Company');
	await field(page, t.url.ldap).fill(slapd.url);
	await field(page, t.bindDn).fill(LDAP_BIND_DN);
	await field(page, t.password).fill(LDAP_PASSWORD);
	await field(page, t.base).fill(LDAP_BASE);
	await field(page, t.startTls).check();
	await press(page, t.test);
	await expect(page.getByText(/certificate/)).toBeVisible();
	await field(page, t.ca).fill(slapd.ca);
	await page.getByText(t.attributes, { exact: true }).click();
	await press(page, t.preset.activeDirectory);
	await press(page, t.test);
	await expect(page.getByTestId('trial')).toContainText('Erika Mustermann');
	await press(page, t.save);
	await expect(page.getByTestId('source')).toContainText('Company');
});
