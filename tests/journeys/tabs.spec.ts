import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import {
	decisionOf,
	expectRegistered,
	journalEntries,
	openDemoCaller,
	ring,
	signIn,
	toneHeard
} from './steps.ts';

/** What the demo caller sends, Hz. */
const DEMO_TONE_HZ = 523;

test('one tab has the telephone, and each shows its calls and commands them', async ({
	demo,
	page,
	context
}) => {
	const [sockets, reports] = [new Map<Page, number>(), [] as string[]];
	const watch = (tab: Page) => {
		tab.on('websocket', () => sockets.set(tab, (sockets.get(tab) ?? 0) + 1));
		tab.on('request', (request) => {
			if (new URL(request.url()).pathname === '/api/reports')
				reports.push(request.postData() ?? '');
		});
	};
	watch(page);
	await signIn(page, demo.url);
	const second = await context.newPage();
	watch(second);
	await second.goto(demo.url);
	await expectRegistered(second);
	expect([sockets.get(page), sockets.get(second)]).toEqual([1, undefined]);

	const caller = await (await freshContext(page)).newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	for (const tab of [page, second]) {
		await expect(tab.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
		await expect(tab.getByTestId('called-hotline')).toContainText('Weber');
	}
	await second.getByRole('button', { name: 'Answer' }).click();
	for (const tab of [page, second]) {
		await expect(tab.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	}
	expect(Math.abs((await toneHeard(page)) - DEMO_TONE_HZ)).toBeLessThan(15);
	await second.getByRole('button', { name: 'Hang up' }).click();
	for (const tab of [page, second]) {
		await expect(tab.getByTestId('call-window')).toHaveCount(0);
		await expect(journalEntries(tab, 'answered')).toHaveCount(1);
	}

	await ring(caller, { who: /unknown/, whom: /Sommer/ });
	await expect(second.getByTestId('call-window')).toBeVisible();
	await caller.getByRole('button', { name: 'Hang up' }).click();
	for (const tab of [page, second]) await expect(journalEntries(tab, 'missed')).toHaveCount(1);
	// Rung for too short a time to be told of; decided it must be.
	expect(await decisionOf(second, 'missed')).toBe(false);
	const sent = reports.flatMap((body) => (JSON.parse(body) as { reports: unknown[] }).reports);
	expect(sent).toHaveLength(2);
});

test('when the tab with the telephone closes, another one registers and takes calls', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const second = await context.newPage();
	await second.goto(demo.url);
	await expectRegistered(second);
	const connected = second.waitForEvent('websocket');
	await page.close();
	await connected;
	await expectRegistered(second);
	const caller = await (await freshContext(second)).newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await second.getByRole('button', { name: 'Answer' }).click();
	await expect(second.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	expect(Math.abs((await toneHeard(second)) - DEMO_TONE_HZ)).toBeLessThan(15);
});

test('the tab with the telephone warns before it closes in the middle of a call, others do not', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const second = await context.newPage();
	await second.goto(demo.url);
	await expectRegistered(second);
	const caller = await (await freshContext(page)).newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(second.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');

	await second.getByLabel('Number or name').click();
	const closed = second.waitForEvent('close');
	await second.close({ runBeforeUnload: true });
	await closed;
	const warned = page.waitForEvent('dialog');
	void page.close({ runBeforeUnload: true });
	const dialog = await warned;
	expect(dialog.type()).toBe('beforeunload');
	await dialog.dismiss();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
});

/** Somebody else's browser. */
function freshContext(page: Page) {
	return page
		.context()
		.browser()!
		.newContext({ permissions: ['microphone'] });
}
