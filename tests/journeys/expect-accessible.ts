import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const SIZES = [
	{ width: 360, height: 800 },
	{ width: 1280, height: 800 }
];

const UNFINISHED = '[data-testid=first-sight], [data-testid=desk][data-state=drawing]';

/** Axe finds nothing, in light and dark, at phone and desktop width, and nothing is wider than the screen. */
export async function expectAccessible(page: Page): Promise<void> {
	// It is judged once all of it is drawn.
	await expect(page.locator(UNFINISHED)).toHaveCount(0);
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
