import { expect, test } from '#world/test.ts';
import { withOwnProfile } from './own-profile.ts';

test('the browser finds nothing that keeps the app from being installed', async ({ demo }) => {
	await withOwnProfile(async (context) => {
		const page = await context.newPage();
		await page.goto(`${demo.url}/sign-in`);
		await page.evaluate(() => navigator.serviceWorker.ready);
		const browser = await context.newCDPSession(page);
		const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
		expect(installabilityErrors).toEqual([]);
		const { errors, data } = await browser.send('Page.getAppManifest');
		expect(errors).toEqual([]);
		const { icons, screenshots } = JSON.parse(data ?? '{}');
		expect(screenshots.map(({ form_factor }: { form_factor: string }) => form_factor)).toEqual([
			'wide',
			'narrow'
		]);
		for (const { src } of [...icons, ...screenshots]) {
			const answer = await page.request.get(new URL(src, demo.url).href);
			expect(answer.headers()['content-type'], src).toMatch(/^image\//);
		}
	});
});
