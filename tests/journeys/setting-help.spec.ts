import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { signIn } from './steps.ts';

test('no setting is without an explanation', async ({ demo, page }) => {
	await signIn(page, demo.url);
	for (const path of [
		'/settings',
		'/device',
		`/hotlines?new=${crypto.randomUUID()}`,
		'/accounts'
	]) {
		await page.goto(demo.url + path);
		await expect(page.getByRole('main').locator('input, select').first()).toBeVisible();
		const { found, unexplained } = await settings(page);
		expect(found, path).toBeGreaterThan(5);
		expect(unexplained, path).toEqual([]);
	}
	await page.goto(`${demo.url}/directories`);
	await page.getByRole('button', { name: 'New source' }).click();
	for (const kind of ['ldap', 'carddav']) {
		await page.getByLabel('Kind').selectOption(kind);
		const { found, unexplained } = await settings(page);
		expect(found, kind).toBeGreaterThan(5);
		expect(unexplained, kind).toEqual([]);
	}
	await page.goto(demo.url);
	await page.getByRole('button', { name: 'Edit speed dials' }).click();
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	expect((await settings(page)).unexplained).not.toContain('Name');
});

/** Every field of a page; the described call is no setting, and people to choose from are told of above them. */
async function settings(page: Page): Promise<{ found: number; unexplained: string[] }> {
	return page.getByRole('main').evaluate((main) => {
		const fields = [
			...main.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
				'input:not([type=checkbox]:not([role=switch])), select, textarea'
			)
		].filter((field) => !field.closest('[data-testid=described-call]'));
		const isExplained = (field: Element) =>
			(field.getAttribute('aria-describedby') ?? '')
				.split(' ')
				.some((id) => id.endsWith('-hint') && document.getElementById(id)?.textContent.trim());
		const unexplained = fields
			.filter((field) => !isExplained(field))
			.map((field) => field.labels?.[0]?.textContent.trim() ?? field.outerHTML);
		return { found: fields.length, unexplained };
	});
}
