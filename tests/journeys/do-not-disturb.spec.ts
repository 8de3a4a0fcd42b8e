import { expect, test } from '#world/test.ts';
import { expectRegistered, journalEntries, openDemoCaller, ring, signIn } from './steps.ts';
import { expectAccessible } from './expect-accessible.ts';

test('who does not want to be disturbed sees calls and misses none, in every tab', async ({
	demo,
	page,
	context,
	browser,
	contextOptions
}) => {
	await signIn(page, demo.url);
	const second = await context.newPage();
	await second.goto(demo.url);
	await expectRegistered(second);
	await page.getByRole('button', { name: 'Do not disturb' }).click();
	await expectAccessible(page);
	await page.getByRole('button', { name: 'For an hour' }).click();
	await expect(page.getByTestId('do-not-disturb')).toContainText(/until .*\d\d:\d\d/);
	await expect(second.getByTestId('do-not-disturb')).toBeVisible();

	const elsewhere = await browser.newContext(contextOptions);
	const caller = await elsewhere.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	await caller.getByRole('button', { name: 'Hang up' }).click();
	await expect(journalEntries(page, 'missed')).toHaveCount(1);
	await elsewhere.close();

	await second.getByRole('button', { name: 'Ring again' }).click();
	await expect(page.getByTestId('do-not-disturb')).toHaveCount(0);
	await page.reload();
	await expectRegistered(page);
	await expect(page.getByRole('button', { name: 'Do not disturb' })).toBeVisible();
});
