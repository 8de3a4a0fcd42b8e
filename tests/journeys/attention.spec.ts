import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { expectRegistered, journalEntries, openDemoCaller, ring, signIn } from './steps.ts';

test('a call is shown by the operating system once, answered and declined from there', async ({
	demo,
	page,
	context,
	browser,
	contextOptions
}) => {
	await signIn(page, demo.url);
	await page.evaluate(() => navigator.serviceWorker.ready);
	const second = await context.newPage();
	await second.goto(demo.url);
	await expectRegistered(second);
	const caller = await (await browser.newContext(contextOptions)).newPage();
	await openDemoCaller(caller, demo.url);

	// Whoever works in one of the windows needs no notification.
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	await expect(page).toHaveTitle(/☎ .+ – .*Weber/);
	expect(await shown(page)).toEqual([]);

	// Then the person turns to something else: all windows tell of the same call.
	await turnAway(page, second);
	await expect.poll(() => shown(page)).toHaveLength(1);
	const [first] = await shown(page);
	expect(first?.title).toMatch(/ – .*Weber/);
	expect(first?.actions).toEqual(['answer', 'decline']);

	await choose(context, 'answer');
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await expect.poll(() => shown(page)).toEqual([]);
	const spokenWith = () => page.evaluate(() => navigator.mediaSession.metadata?.title);
	expect(first?.title).toContain(await spokenWith());
	await page.getByRole('button', { name: 'Hang up' }).click();
	await expect(journalEntries(page, 'answered')).toHaveCount(1);
	await expect(page).toHaveTitle('Anteroom');
	expect(await spokenWith()).toBeUndefined();

	await turnAway(page, second);
	await ring(caller, { who: /withheld/, whom: /Weber/ });
	await expect.poll(() => shown(page)).toHaveLength(1);
	await choose(context, 'decline');
	await expect(journalEntries(page, 'declined')).toHaveCount(1);
	await expect.poll(() => shown(page)).toEqual([]);

	// The caller gives up: nothing of it stays but the number of open calls.
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await expect.poll(() => shown(page)).toHaveLength(1);
	await caller.getByRole('button', { name: 'Hang up' }).click();
	await expect.poll(() => shown(page)).toEqual([]);
	await expect(page).toHaveTitle('(1) Anteroom');
	await journalEntries(page, 'missed').getByRole('button', { name: 'Mark processed' }).click();
	await expect(page).toHaveTitle('Anteroom');

	// Turned off on this device, it rings without.
	await page.goto(`${demo.url}/sound`);
	await page.getByLabel('Show calls as notifications').uncheck();
	await second.close();
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	await turnAway(page);
	await expect(page).toHaveTitle(/☎/);
	expect(await shown(page)).toEqual([]);
	await caller.context().close();
});

interface Shown {
	readonly title: string;
	readonly actions: readonly string[];
}

/** What the operating system shows of the app now. */
function shown(page: Page): Promise<Shown[]> {
	return page.evaluate(async () => {
		const registration = await navigator.serviceWorker.ready;
		const all = (await registration.getNotifications()) as (Notification & {
			readonly actions: readonly { readonly action: string }[];
		})[];
		return all.map(({ title, actions }) => ({
			title,
			actions: actions.map(({ action }) => action)
		}));
	});
}

/** Something else comes to the front. */
async function turnAway(...tabs: Page[]): Promise<void> {
	for (const tab of tabs) {
		const devtools = await tab.context().newCDPSession(tab);
		// Playwright has all pages believe that they have the focus.
		await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false });
		await tab.bringToFront();
	}
	await (await tabs[0]?.context().newPage())?.bringToFront();
}

/** The person presses a button of the notification. */
async function choose(context: BrowserContext, action: string): Promise<void> {
	const [worker] = context.serviceWorkers();
	if (!worker) throw new Error('no service worker runs');
	await worker.evaluate(async (action) => {
		const worker = globalThis as unknown as {
			registration: ServiceWorkerRegistration;
			NotificationEvent: new (type: string, init: object) => Event;
		};
		const [notification] = await worker.registration.getNotifications();
		dispatchEvent(new worker.NotificationEvent('notificationclick', { notification, action }));
	}, action);
}
