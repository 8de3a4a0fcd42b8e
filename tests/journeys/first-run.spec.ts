import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startApp, type AppServer } from '#world/app-server.ts';
import { expect, test } from '#world/test.ts';

const CLIENT = join(import.meta.dirname, '../../build/client');
const EMAIL = 'carla@office.example';
const PASSWORD = 'a long password for Carla';

test.describe('without the demo', () => {
	// A wrong code and a missing page are part of the story; the browser writes them down.
	test.use({ expectedComplaints: [/status of 40[1349]/] });

	let app: AppServer;
	test.beforeEach(async () => void (app = await startApp()));
	test.afterEach(async ({ page }) => {
		await page.goto('about:blank');
		await app.stop();
	});

	test('an administrator is made with the printed code, makes an account, and that person signs in', async ({
		page,
		browser
	}) => {
		const code = /enter the code (\S+)/.exec(app.output())?.[1] ?? '';
		await page.goto(app.url);
		await page.getByLabel('Set-up code').fill('WRONG-CODE-0000-0000');
		await page.getByLabel('Name').fill('Carla');
		await page.getByLabel('E-mail').fill(EMAIL);
		await page.getByLabel('Password').fill(PASSWORD);
		await page.getByRole('button', { name: 'Create administrator' }).click();
		await expect(page.getByRole('alert')).toContainText('set-up code');
		await page.getByLabel('Set-up code').fill(code);
		await page.getByRole('button', { name: 'Create administrator' }).click();
		await expect(page.getByTestId('registration')).toContainText('No telephone');

		await page.getByRole('link', { name: 'Settings' }).click();
		await page.getByRole('link', { name: 'Accounts' }).click();
		await page.getByLabel('Name', { exact: true }).fill('Dora');
		await page.getByLabel('E-mail').fill('dora@office.example');
		await page.getByLabel('Password', { exact: true }).fill('a long password for Dora');
		const submit = page.getByRole('button', { name: 'Create account' });
		await submit.click();
		await expect(page.getByRole('listitem').filter({ hasText: 'Dora' })).toBeVisible();

		const other = await browser.newContext({ locale: 'en-GB' });
		const dora = await other.newPage();
		await dora.goto(`${app.url}/sign-in`);
		await dora.getByLabel('E-mail').fill('dora@office.example');
		await dora.getByLabel('Password').fill('a long password for Dora');
		await dora.getByRole('button', { name: 'Sign in' }).click();
		await expect(dora.getByTestId('registration')).toBeVisible();
		const accounts = await dora.request.get(`${app.url}/api/accounts`);
		expect(accounts.status()).toBe(403);
		await other.close();
	});

	test('nothing of the demo is served', async ({ request }) => {
		for (const path of [
			'/demo/caller',
			'/demo/tray',
			'/api/demo/people',
			'/api/demo/messages',
			'/sip'
		]) {
			expect((await request.get(app.url + path)).status(), path).toBe(404);
		}
		const status = await (await request.get(`${app.url}/api/status`)).json();
		expect(status).toMatchObject({ demo: false, setupNeeded: true });
	});
});

test('the SIP password is in the owner’s own session alone', async ({ demo, page }) => {
	const signIn = (email: string) =>
		page.request.post(`${demo.url}/api/auth/sign-in/email`, {
			data: { email, password: 'anteroom-demo' },
			headers: { origin: demo.url }
		});
	await signIn('ben@demo.example');
	const { sip } = await (await page.request.get(`${demo.url}/api/session`)).json();
	expect(sip.password).toMatch(/^\S{24}$/);
	await signIn('anna@demo.example');
	for (const path of ['/api/session', '/api/accounts', '/api/status', '/api/demo/people']) {
		const answer = await (await page.request.get(demo.url + path)).text();
		expect(answer, path).not.toContain(sip.password);
	}
});

test('nothing of the server is in what browsers load', async () => {
	const files = await readdir(CLIENT, { recursive: true });
	const scripts = files.filter((name) => name.endsWith('.js'));
	expect(scripts.length).toBeGreaterThan(5);
	const server = /better-auth|begin immediate|nodemailer|anteroom sip passwords|node:sqlite/;
	for (const name of scripts) {
		expect(await readFile(join(CLIENT, name), 'utf8'), name).not.toMatch(server);
	}
});
