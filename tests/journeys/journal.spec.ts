import { expect, test } from '#world/test.ts';
import { decisionOf, journalEntries, openDemoCaller, ring, signIn } from './steps.ts';

test('both devices of an account agree on what is processed; filters and words explain it', async ({
	demo,
	page,
	context,
	browser
}) => {
	const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /known/, whom: /Weber/, hangUpAfterOneSecond: true });
	expect(await decisionOf(page, 'missed')).toBe(false);
	const missed = journalEntries(page, 'missed').first();
	await missed.getByTestId('decision').click();
	await expect(missed.locator('[data-exception=shortRing]')).toContainText('the limit is 2 s');

	// A device that was not there when it rang learns of the call.
	await signIn(other, demo.url);
	const elsewhere = journalEntries(other, 'missed').first();
	await expect(elsewhere).toHaveAttribute('data-processed', 'no');

	await ring(caller, { who: /known/, whom: /Weber/ });
	await page.getByTestId('call-window').getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await caller.getByRole('button', { name: 'Hang up' }).click();
	await expect(missed).toHaveAttribute('data-processed', 'auto', { timeout: 30_000 });
	await expect(elsewhere).toHaveAttribute('data-processed', 'auto', { timeout: 30_000 });

	await missed.getByRole('button', { name: 'Reopen' }).click();
	await expect(missed).toHaveAttribute('data-processed', 'no');
	await expect(elsewhere).toHaveAttribute('data-processed', 'no', { timeout: 30_000 });
	await page.getByLabel('Open', { exact: true }).check();
	await expect(page.getByTestId('journal-entry')).toHaveCount(1);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText('No call matches')).toBeVisible();
	await expect(elsewhere).toHaveAttribute('data-processed', 'account', { timeout: 30_000 });
	await other.context().close();
});
