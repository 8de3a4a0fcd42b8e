import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { startApp } from '#world/app-server.ts';
import { buildNextVersion } from '#world/next-version.ts';
import { decisionOf, expectRegistered, openDemoCaller, ring, signIn } from './steps.ts';

const test = base.extend<{ /** Removed in the end. */ folder: string }>({
	folder: async ({}, use) => {
		const folder = await mkdtemp(join(tmpdir(), 'anteroom-versions-'));
		await use(folder);
		await rm(folder, { recursive: true, force: true });
	}
});

test('a page works on with a server of another version, loses nothing and is led to the same one', async ({
	folder,
	page,
	browser
}) => {
	test.setTimeout(300_000);
	const next = await buildNextVersion({ foreign: true });
	const dataFolder = join(folder, 'data');
	const before = join(folder, 'before');
	let app = await startApp({ demo: true, dataFolder });
	const port = Number(new URL(app.url).port);
	const { url } = app;
	await signIn(page, url);
	await page.evaluate(() => navigator.serviceWorker.ready);
	await app.stop();
	await cp(dataFolder, before, { recursive: true });

	// The server is updated while the page is open.
	app = await startApp({ demo: true, dataFolder, root: next.root, port });
	const otherVersion = page.getByText('The server has another version of Anteroom.');
	await expect(otherVersion).toBeVisible({ timeout: 60_000 });
	await expectRegistered(page);
	const caller = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
	await openDemoCaller(caller, url);
	await ring(caller, { who: /in the contacts/, whom: /Weber/, hangUpAfterOneSecond: true });
	await decisionOf(page, 'missed');
	await saveAddress(page, 'old-page@demo.example');
	await expect(page.getByTestId('save-bar')).toHaveAttribute('data-state', 'waiting');

	await reload(page);
	await expectRegistered(page);
	await expect.poll(() => addressOnServer(page, url)).toBe('old-page@demo.example');
	await expect(otherVersion).toHaveCount(0);
	await expectOneWorker(page);

	// The administrator goes back to the older one, with the data of that time.
	await app.stop();
	app = await startApp({ demo: true, dataFolder: before, port });
	await expect(otherVersion).toBeVisible({ timeout: 60_000 });
	await saveAddress(page, 'new-page@demo.example');
	await expect(page.getByTestId('save-bar')).toHaveAttribute('data-state', 'waiting');
	await reload(page);
	await expectRegistered(page);
	await expect(otherVersion).toHaveCount(0);
	await expectOneWorker(page);
	expect(await addressOnServer(page, url)).not.toBe('new-page@demo.example');

	// Updated once more, what the newer page had kept goes out.
	await app.stop();
	app = await startApp({ demo: true, dataFolder, root: next.root, port });
	await expect(otherVersion).toBeVisible({ timeout: 60_000 });
	await reload(page);
	await expectRegistered(page);
	await expect.poll(() => addressOnServer(page, url)).toBe('new-page@demo.example');
	await caller.context().close();
	await app.stop();
	await next.remove();
});

test('a version that was put off is there after the next start, and is not offered again', async ({
	folder,
	page,
	context
}) => {
	test.setTimeout(300_000);
	const next = await buildNextVersion({ foreign: false });
	const dataFolder = join(folder, 'data');
	let app = await startApp({ demo: true, dataFolder });
	const { url } = app;
	await signIn(page, url);
	const old = await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
		return (await caches.keys()).filter((name) => name.startsWith('anteroom-'));
	});
	await app.stop();
	app = await startApp({
		demo: true,
		dataFolder,
		root: next.root,
		port: Number(new URL(url).port)
	});
	await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
	await page.getByRole('button', { name: 'Later' }).click();
	await expect(page.getByText('A new version')).toHaveCount(0);
	await page.close();

	const started = await context.newPage();
	await started.goto(url);
	await expectRegistered(started);
	await expectOneWorker(started);
	await expect(started.getByRole('button', { name: 'Reload' })).toHaveCount(0);
	const names = await started.evaluate(() => caches.keys());
	expect(names.filter((name) => name.startsWith('anteroom-') && !old.includes(name))).toHaveLength(
		1
	);
	await app.stop();
	await next.remove();
});

async function saveAddress(page: Page, address: string): Promise<void> {
	await page.getByRole('link', { name: 'Settings' }).click();
	await page.getByLabel('Send to this address').fill(address);
	await page.getByRole('button', { name: 'Save' }).click();
}

async function addressOnServer(page: Page, url: string): Promise<string> {
	const answer = await page.request.get(`${url}/api/session`);
	return (await answer.json()).settings.email.address;
}

async function reload(page: Page): Promise<void> {
	const loaded = page.waitForEvent('load');
	await page.getByRole('button', { name: 'Reload' }).click();
	await loaded;
}

/** The worker that controls pages is the page's own version's: none waits to be agreed to. */
async function expectOneWorker(page: Page): Promise<void> {
	await expect
		.poll(() =>
			page.evaluate(async () => {
				const registration = await navigator.serviceWorker.ready;
				return [registration.installing, registration.waiting].filter(Boolean).length;
			})
		)
		.toBe(0);
}
