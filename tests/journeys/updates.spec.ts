import type { Browser, Page } from '@playwright/test';
import { versionedApp } from '#world/newer-version.ts';
import { expect, test } from '#world/test.ts';
import {
	expectControlled,
	expectRegistered,
	journalEntries,
	openDemoCaller,
	ring,
	signIn
} from './steps.ts';

test('a new version waits for the calls of all tabs, and leaves no old page without its parts', async ({
	demo,
	page,
	context,
	browser
}) => {
	const app = await versionedApp(demo.url);
	await signIn(page, app.url);
	await expectControlled(page);
	const second = await context.newPage();
	await second.goto(app.url);
	await expectRegistered(second);
	const caller = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
	await openDemoCaller(caller, app.url);
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(second.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');

	app.publish(await onlyPartOf(browser, app.url, '/device', '/contacts'));
	await second.evaluate(async () => (await navigator.serviceWorker.ready).update());
	for (const tab of [page, second]) await expect(tab.getByText('A new version')).toBeVisible();

	// Agreed to in the tab that has no call of its own: neither is reloaded while the other talks.
	const reloaded = second.waitForEvent('load');
	await second.getByRole('button', { name: 'Reload' }).click();
	await expect(second.getByText('as soon as no call is going on')).toBeVisible();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	expect(await waitingWorker(page)).toBe(true);
	await page.getByRole('button', { name: 'Hang up' }).click();
	await reloaded;
	await expectRegistered(second);
	await expect(second.getByText('A new version')).toHaveCount(0);
	expect(await waitingWorker(page)).toBe(false);

	// The first tab still is the old version: its part for this page is nowhere but in the old cache.
	await expect(journalEntries(page, 'answered')).toHaveCount(1);
	await page.evaluate(() => Object.assign(globalThis, { isOldPage: true }));
	await page.getByRole('link', { name: 'Settings' }).click();
	await page.getByRole('link', { name: 'This device' }).click();
	await expect(page.getByRole('heading', { name: 'This device', exact: true })).toBeVisible();
	expect(await page.evaluate(() => 'isOldPage' in globalThis)).toBe(true);

	// It still is offered the version, and takes it.
	const followed = page.waitForEvent('load');
	await page.getByRole('button', { name: 'Reload' }).click();
	await followed;
	await expectRegistered(page);
	await caller.context().close();
	await app.close();
});

test("the server's answers go past the worker, which they would wake for nothing", async ({
	demo,
	page
}) => {
	await page.goto(demo.url);
	await expectControlled(page);
	expect(await answeredBy(page, '/icon-192.png')).toBe('');
	expect(await answeredBy(page, '/api/session')).toBe('network');
});

/** The route past the worker that was meant for a request, empty where the worker gets it (static routing). */
function answeredBy(page: Page, path: string): Promise<string> {
	return page.evaluate(async (path) => {
		const { promise, resolve } = Promise.withResolvers<string>();
		new PerformanceObserver((list) => {
			const [timing] = list.getEntriesByName(new URL(path, location.href).href);
			// Not in TypeScript's library.
			if (timing && 'workerMatchedSourceType' in timing)
				resolve(`${timing.workerMatchedSourceType}`);
		}).observe({ type: 'resource' });
		await (await fetch(path)).arrayBuffer();
		return promise;
	}, path);
}

function waitingWorker(page: Page): Promise<boolean> {
	return page.evaluate(async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		return Boolean(registration?.waiting);
	});
}

/** The built file that this page loads, and the other does not. */
async function onlyPartOf(browser: Browser, url: string, path: string, other: string) {
	const context = await browser.newContext({ serviceWorkers: 'block' });
	const partsOf = async (of: string) => {
		const page = await context.newPage();
		const parts = new Set<string>();
		page.on('request', (request) => {
			const { pathname } = new URL(request.url());
			if (/immutable\/nodes\/.*\.js$/.test(pathname)) parts.add(pathname);
		});
		await page.goto(url + of, { waitUntil: 'networkidle' });
		return parts;
	};
	const [own, others] = [await partsOf(path), await partsOf(other)];
	await context.close();
	const part = [...own].find((each) => !others.has(each));
	if (part === undefined) throw new Error(`${path} has no part of its own`);
	return part;
}
