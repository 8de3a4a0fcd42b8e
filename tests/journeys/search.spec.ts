import { expect, test } from '#world/test.ts';
import { signIn } from './steps.ts';

for (const width of [1440, 360]) {
	test(`somebody is found and opened by keyboard alone, from another page, ${width} px wide`, async ({
		demo,
		page
	}) => {
		await page.setViewportSize({ width, height: 800 });
		await signIn(page, demo.url);
		await page.goto(`${demo.url}/contacts`);
		const first = page.getByTestId('contact').first();
		await expect(first).toBeVisible();
		await page.keyboard.press('Control+k');
		const field = page.getByRole('combobox', { name: 'Number or name' });
		await expect(field).toBeFocused();
		await page.keyboard.type('albrecht');
		await expect(page.getByRole('listbox')).toBeVisible();
		await page.keyboard.press('ArrowUp');
		await expect(
			page.getByRole('option', { name: 'Jonas Albrecht, Open contact', selected: true })
		).toBeVisible();
		await page.keyboard.press('Enter');
		await expect(page.getByTestId('save-bar')).toBeVisible();
	});
}
