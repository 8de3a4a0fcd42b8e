import { expect, test } from '#world/test.ts';
import { expectAccessible } from './expect-accessible.ts';
import { expectRegistered, journalEntries, signIn } from './steps.ts';

test('colleagues are called by one tap, and the list is kept', async ({
	demo,
	page,
	browser,
	contextOptions
}) => {
	await signIn(page, demo.url);
	const rows = page.getByTestId('speed-dial');
	await expect(rows).toHaveCount(1);
	await page.getByRole('button', { name: 'Edit speed dials' }).click();
	await page.getByRole('button', { name: 'Add' }).click();
	await expectAccessible(page);

	// What cannot be dialled is not kept.
	await page.getByLabel('Name', { exact: true }).nth(1).fill('Front desk');
	await page.getByLabel('Number', { exact: true }).nth(1).fill('not a number');
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(page.getByText('Every entry needs a name and a number')).toBeVisible();
	await page.getByLabel('Number', { exact: true }).nth(1).fill('030 23125-001');
	await page.getByRole('button', { name: 'Move Front desk up' }).click();
	await page.getByRole('button', { name: 'Remove Ben' }).click();
	await page.getByRole('button', { name: 'Undo' }).click();
	await page.getByRole('button', { name: 'Done' }).click();
	await expect(rows).toHaveText([/Front desk/, /Ben/]);

	await page.reload();
	await expectRegistered(page);
	await expect(rows).toHaveText([/Front desk/, /Ben/]);
	const ben = await (await browser.newContext(contextOptions)).newPage();
	await signIn(ben, demo.url, 'ben@demo.example');
	await page.getByRole('button', { name: 'Call Ben' }).click();
	await ben.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await page.getByRole('button', { name: 'Hang up' }).click();
	await expect(journalEntries(page, 'answered')).toHaveCount(1);
	await ben.context().close();
});
