import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../journeys/expect-accessible.ts';
import { expect, test } from './desk-phone.ts';
import { callWindow, journalRows, signIn } from './steps.ts';

const banner = (page: Page): Locator => page.getByTestId('forwarding');
const step = (page: Page): Locator => page.getByTestId('forwarding-step');

test('the PBX is told where calls go, all tabs show it, and a refused code changes nothing', async ({
	exchange,
	page,
	context,
	baresip
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	await expect(page.getByRole('button', { name: 'Forward calls' })).toHaveCount(0);
	await page.getByRole('link', { name: 'Settings', exact: true }).click();
	await page.getByLabel('Code that begins it').fill('*21*#');
	await page.getByRole('button', { name: 'Save' }).click();
	await expect(page.getByText('with {number} where the number belongs')).toBeVisible();
	await page.getByLabel('Code that begins it').fill('*21*{number}#');
	await page.getByLabel('Code that ends it').fill('#21#');
	await page.getByRole('button', { name: 'Save' }).click();

	const second = await context.newPage();
	await second.goto(exchange.app.url);
	await expect(second.getByTestId('registration')).toHaveAttribute('data-state', 'registered');
	// From the tab without the telephone.
	await forward(second, 'Anna');
	await expect(second.getByText('Enter a number to forward to.')).toBeVisible();
	await expectAccessible(second);
	await second.keyboard.press('Escape');
	await forward(second, '030 99999');
	await expect(step(second)).toHaveAttribute('data-step', 'refused');
	await expect(step(page)).toContainText('nothing has changed');
	await expect(banner(page)).toHaveCount(0);

	await forward(second, '030 12345');
	await expect(banner(second)).toContainText('03012345');
	await expect(banner(page)).toContainText('03012345');
	await expect(step(page)).toHaveCount(0);
	await baresip.seen('CALL_CLOSED');
	await expectAccessible(second);

	// Kamailio knows no phone by the code that ends it.
	await page.getByRole('button', { name: 'End forwarding' }).click();
	await expect(step(page)).toHaveAttribute('data-step', 'refused');
	await page.reload();
	await expect(banner(page)).toContainText('03012345');
	await page.goto(exchange.app.url);
	await expect(page.getByTestId('registration')).toHaveAttribute('data-state', 'registered');
	await expect(callWindow(page)).toHaveCount(0);
	for (const outcome of ['answered', 'unreachable', 'cancelled', 'failed']) {
		await expect(journalRows(page, outcome)).toHaveCount(0);
	}
});

/** Asks for all calls to go to a number. */
async function forward(page: Page, number: string): Promise<void> {
	await page.getByRole('button', { name: 'Forward calls' }).click();
	await page.getByLabel('Forward to').fill(number);
	await page.getByRole('button', { name: 'Forward all calls' }).click();
}
