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
	await ring(caller, { who: /Somebody new/, whom: /Weber/, hangUpAfterOneSecond: true });
	await expect(journalEntries(page, 'missed')).toHaveCount(1);
	await ring(caller, { who: /known/, whom: /Weber/, hangUpAfterOneSecond: true });
	await expect(journalEntries(page, 'missed')).toHaveCount(2);
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

	await page.getByRole('button', { name: 'All calls with Erika Mustermann' }).first().click();
	const everybody = page.getByRole('button', { name: 'No longer only calls with Erika' });
	await expect(everybody).toBeFocused();
	await expect(page.getByTestId('journal-entry')).toHaveCount(2);
	await page.keyboard.press('Enter');
	await expect(page.getByTestId('journal-entry')).toHaveCount(3);
	await expect(page.getByLabel('Contact', { exact: true })).toBeFocused();
	await page.keyboard.type('eri');
	await expect(page.getByRole('search').locator('datalist option')).toHaveCount(1);
	await page.keyboard.press('Enter');
	await expect(page.getByTestId('journal-entry')).toHaveCount(2);

	await missed.getByRole('button', { name: 'Reopen' }).click();
	// It stays as long as it is pointed at.
	await page.getByRole('button', { name: 'Undo' }).hover();
	await expect(missed).toHaveAttribute('data-processed', 'no');
	await expect(elsewhere).toHaveAttribute('data-processed', 'no', { timeout: 30_000 });
	await page.getByLabel('Open', { exact: true }).check();
	await expect(page.getByTestId('journal-entry')).toHaveCount(1);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText('No call matches')).toBeVisible();
	await expect(elsewhere).toHaveAttribute('data-processed', 'account', { timeout: 30_000 });
	await other.context().close();
});

test('a missed call is called back from its row, and is processed by that call until somebody reopens it', async ({
	demo,
	page,
	browser
}) => {
	// The caller is a phone of the house, so that it can be called back.
	const other = await (
		await browser.newContext({ locale: 'en-GB', permissions: ['microphone', 'notifications'] })
	).newPage();
	await signIn(page, demo.url);
	await signIn(other, demo.url, 'ben@demo.example');
	await other.getByLabel('Number or name').fill('anna');
	await other.getByRole('button', { name: 'Call', exact: true }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	await other.getByTestId('call-window').getByRole('button', { name: 'Hang up' }).click();
	const missed = journalEntries(page, 'missed').first();
	await expect(missed).toHaveAttribute('data-processed', 'no');
	await decisionOf(page, 'missed');

	await missed.getByRole('button', { name: /^Call/ }).click();
	await expect(other.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	await other.getByTestId('call-window').getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await page.getByTestId('call-window').getByRole('button', { name: 'Hang up' }).click();
	await expect(missed).toHaveAttribute('data-processed', 'auto', { timeout: 30_000 });
	await expect(missed).toContainText(/processed by a later call, \d{2}:\d{2}/);

	await missed.getByRole('button', { name: 'Reopen' }).click();
	await expect(missed).toHaveAttribute('data-processed', 'no');
	await page.getByRole('button', { name: 'Dismiss' }).click();
	// What the server says after that wish: a device that starts anew hears of nothing else.
	await page.waitForResponse((response) => response.url().includes('changed-since'));
	await page.reload();
	await expect(missed).toHaveAttribute('data-processed', 'no');
	await other.context().close();
});

test('a call during which the browser was killed is closed at the next start, and reported', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /known/, whom: /Weber/ });
	await page.getByTestId('call-window').getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await expect(journalEntries(page, 'live')).toContainText('Erika Mustermann');
	await expect.poll(() => page.evaluate(stateSeenLast)).toBe('connected');
	const session = await context.newCDPSession(page);
	const gone = page.waitForEvent('crash');
	// Never answered: there is nobody left to answer.
	session.send('Page.crash').catch(() => {});
	await gone;

	const next = await context.newPage();
	const reported = next.waitForResponse(
		(response) => response.url().endsWith('/api/reports') && response.ok()
	);
	await next.goto(demo.url);
	await expect(journalEntries(next, 'answered').first()).toContainText('how it ended is not known');
	await expect(journalEntries(next, 'live')).toHaveCount(0);
	expect(await (await reported).json()).toEqual({ answers: [{ status: 'stored' }] });
});

/** In the page: the state in which its storage has the call that lives. */
async function stateSeenLast(): Promise<unknown> {
	const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
	const opening = indexedDB.open(names.find((name) => name.startsWith('anteroom-calls-')) ?? '');
	return new Promise((resolve, reject) => {
		opening.onerror = () => reject(opening.error);
		opening.onsuccess = () => {
			const rows = opening.result.transaction('live').objectStore('live').getAll();
			rows.onsuccess = () => {
				opening.result.close();
				resolve(rows.result[0]?.call.state);
			};
		};
	});
}
