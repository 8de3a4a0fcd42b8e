import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { expectRegistered } from './steps.ts';

test('the language before signing in is chosen on the device, and stays', async ({
	demo,
	page
}) => {
	await page.goto(`${demo.url}/sign-in`);
	await expect(submit(page, 'Sign in')).toBeVisible();
	await language(page, 'Deutsch').click();
	await expect(submit(page, 'Anmelden')).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('lang', 'de');
	await expect(language(page, 'Deutsch')).toHaveAttribute('aria-pressed', 'true');
	await page.reload();
	await expect(submit(page, 'Anmelden')).toBeVisible();

	// Who signs in has settings of their own; they leave the device as it was.
	await page.getByLabel('E-Mail').fill('anna@demo.example');
	await page.getByLabel('Passwort').fill('anteroom-demo');
	await submit(page, 'Anmelden').click();
	await expectRegistered(page);
	await submit(page, 'Sign out').click();
	await expect(submit(page, 'Anmelden')).toBeVisible();
	await language(page, 'English').click();
	await expect(submit(page, 'Sign in')).toBeVisible();
});

function submit(page: Page, name: string) {
	return page.getByRole('button', { name });
}

function language(page: Page, name: string) {
	return page.getByRole('button', { name, exact: true });
}
