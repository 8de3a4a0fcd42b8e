import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { startApp } from '#world/app-server.ts';
import { expectRegistered, journalEntries, openDemoCaller, ring, signIn } from './steps.ts';

const SIZES = [
	{ width: 1280, height: 800 },
	{ width: 390, height: 844 }
];

/** Axe finds nothing, in light and dark, at desktop and phone width, and nothing is wider than the screen. */
async function expectAccessible(page: Page): Promise<void> {
	for (const size of SIZES) {
		await page.setViewportSize(size);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			const { violations } = await new AxeBuilder({ page }).analyze();
			const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
			expect(found, `${page.url()} ${colorScheme} ${size.width}`).toEqual([]);
		}
		const overflow = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect(overflow, `${page.url()} is too wide for ${size.width}`).toBe(0);
	}
}

test('every page can be used by everybody', async ({ demo, page, context }) => {
	await page.goto(`${demo.url}/sign-in`);
	await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
	await expectAccessible(page);
	await signIn(page, demo.url);
	await expectAccessible(page);
	await page.goto(`${demo.url}/accounts`);
	await expect(page.getByText('ben@demo.example').first()).toBeVisible();
	await expectAccessible(page);
	await page.goto(`${demo.url}/contacts`);
	await expect(page.getByTestId('contact').first()).toBeVisible();
	await expectAccessible(page);
	await page.getByTestId('contact').first().getByRole('link').click();
	await expect(page.getByTestId('save-bar')).toBeVisible();
	await expectAccessible(page);
	await page.goto(demo.url);
	await expectRegistered(page);

	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await expectAccessible(caller);
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	const window = page.getByTestId('call-window');
	await expect(window).toHaveAttribute('data-state', 'ringing');
	await expectAccessible(page);
	await page.keyboard.press('Alt+a');
	await expect(window).toHaveAttribute('data-state', 'connected');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Hang up' }).click();
	await expect(journalEntries(page, 'answered')).toHaveCount(1);

	await ring(caller, { who: /withheld/, whom: /Sommer/, hangUpAfterOneSecond: true });
	const missed = journalEntries(page, 'missed').getByTestId('decision');
	await expect(missed).toHaveAttribute('data-notify', 'false', { timeout: 30_000 });
	await missed.click();
	await expectAccessible(page);
	await caller.goto(`${demo.url}/demo/tray`);
	await expect(caller.getByText('No messages yet')).toBeVisible();
	await expectAccessible(caller);
});

test('the first run can be used by everybody', async ({ page }) => {
	const app = await startApp();
	try {
		await page.goto(app.url);
		await expect(page.getByLabel('Set-up code')).toBeVisible();
		await expectAccessible(page);
	} finally {
		// The page would ask for what is gone.
		await page.goto('about:blank');
		await app.stop();
	}
});
