import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { installedChromium } from '#scripts/chromium.mjs';
import { expect, test } from '#world/test.ts';

test('the browser finds nothing that keeps the app from being installed', async ({ demo }) => {
	const profile = await mkdtemp(join(tmpdir(), 'anteroom-profile-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: installedChromium(),
		args: ['--no-sandbox']
	});
	try {
		const page = await context.newPage();
		await page.goto(`${demo.url}/sign-in`);
		await page.evaluate(() => navigator.serviceWorker.ready);
		const browser = await context.newCDPSession(page);
		const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
		expect(installabilityErrors).toEqual([]);
		const { errors, data } = await browser.send('Page.getAppManifest');
		expect(errors).toEqual([]);
		for (const { src } of JSON.parse(data ?? '{}').icons) {
			const answer = await page.request.get(new URL(src, demo.url).href);
			expect(answer.headers()['content-type'], src).toMatch(/^image\//);
		}
	} finally {
		await context.close();
		await rm(profile, { recursive: true, force: true });
	}
});
