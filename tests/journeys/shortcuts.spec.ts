import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { expectAccessible } from './expect-accessible.ts';
import { openDemoCaller, ring, signIn } from './steps.ts';

test('keys lead to every place and field, are told of, and are text in fields', async ({
	demo,
	page
}) => {
	await signIn(page, demo.url);
	for (const [key, path] of [
		['c', '/contacts'],
		['h', '/hotlines'],
		['s', '/settings'],
		['p', '/']
	] as const) {
		await page.keyboard.press(key);
		await expect(page).toHaveURL(demo.url + path);
	}
	await page.keyboard.press('c');
	await expect(page.getByTestId('contact').first()).toBeVisible();
	await page.keyboard.press('/');
	const search = page.getByRole('searchbox', { name: 'Search by name' });
	await expect(search).toBeFocused();
	await page.keyboard.type('cs?');
	await expect(search).toHaveValue('cs?');
	await expect(page).toHaveURL(`${demo.url}/contacts`);
	await search.blur();

	const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
	await page.keyboard.press('?');
	await expect(help).toContainText('Answer a ringing call');
	await page.keyboard.press('h');
	await page.keyboard.press('Escape');
	await expect(help).toBeHidden();
	await expect(page).toHaveURL(`${demo.url}/contacts`);
	const button = page.getByRole('button', { name: 'Keyboard shortcuts' });
	await button.click();
	await expectAccessible(page);
	await help.getByRole('button', { name: 'Close' }).click();
	await expect(button).toBeFocused();
});

test('keys can be turned off on a device, and stay so', async ({ demo, page }) => {
	await signIn(page, demo.url);
	await page.keyboard.press('?');
	await useKeys(page).uncheck();
	await page.getByRole('button', { name: 'Close' }).click();
	await page.reload();
	await expect(page.getByRole('button', { name: 'Keyboard shortcuts' })).toBeVisible();
	await page.keyboard.press('?');
	await page.keyboard.press('c');
	await page.keyboard.press('Control+k');
	await expect(page).toHaveURL(`${demo.url}/`);
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await page.goto(`${demo.url}/device`);
	await expect(useKeys(page)).not.toBeChecked();
	await useKeys(page).check();
	await page.keyboard.press('c');
	await expect(page).toHaveURL(`${demo.url}/contacts`);
});

test('a call is handled by keys alone, and nothing lies over it', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await page.keyboard.press('?');
	const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
	await expect(help).toBeVisible();
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	const window = page.getByTestId('call-window');
	await expect(window).toHaveAttribute('data-state', 'ringing');
	await expect(help).toBeHidden();
	await page.keyboard.press('?');
	await page.keyboard.press('Alt+x');
	await expect(help).toBeHidden();
	await page.keyboard.press('Alt+a');
	await expect(window).toHaveAttribute('data-state', 'connected');
	await page.keyboard.press('Alt+m');
	await expect(page.getByRole('button', { name: 'Unmute' })).toBeVisible();
	await page.keyboard.press('Alt+h');
	await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
	await page.keyboard.press('Alt+h');
	await page.keyboard.press('Control+k');
	await page.keyboard.press('Alt+x');
	await expect(window).toHaveCount(0);
});

function useKeys(page: Page) {
	return page.getByRole('switch', { name: 'Use keyboard shortcuts on this device' });
}
