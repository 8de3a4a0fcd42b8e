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
	await expect.poll(async () => first?.title.includes((await spokenWith()) ?? 'nobody')).toBe(true);
	const isHeard = page.evaluate(
		() =>
			new Promise((resolve) => {
				navigator.mediaSession.setMicrophoneActive = async (isActive) => resolve(isActive);
			})
	);
	await page.getByRole('button', { name: 'Mute' }).click();
	expect(await isHeard).toBe(false);
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
	await page.goto(`${demo.url}/device`);
	await page.getByLabel('Show calls as notifications').uncheck();
	await second.close();
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	await turnAway(page);
	await expect(page).toHaveTitle(/☎/);
	expect(await shown(page)).toEqual([]);
	await caller.context().close();
});

test('a headset is connected by a click; its hook answers and hangs up, its lights follow the call', async ({
	demo,
	page,
	browser,
	contextOptions
}) => {
	// No headset can be plugged into a test: what the browser would tell of one is simulated.
	await page.addInitScript(simulateHeadset);
	await signIn(page, demo.url);
	await page.goto(`${demo.url}/device`);
	await page.getByRole('button', { name: 'Connect headset buttons' }).click();
	await expect(page.getByText('Desk headset', { exact: true })).toBeVisible();
	await expect.poll(() => lights(page)).toBe(0);
	const caller = await (await browser.newContext(contextOptions)).newPage();
	await openDemoCaller(caller, demo.url);

	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await expect.poll(() => lights(page)).toBe(RING);
	await hook(page, true);
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await expect.poll(() => lights(page)).toBe(OFF_HOOK);
	await page.getByRole('button', { name: 'Mute' }).click();
	await expect.poll(() => lights(page)).toBe(OFF_HOOK | MUTED);

	// Another microphone is chosen without leaving the call.
	const controls = page.getByRole('group', { name: 'In this call' });
	await controls.getByRole('button', { name: 'Sound', exact: true }).click();
	const level = controls.getByLabel('Level');
	await expect
		.poll(() => level.evaluate((meter: HTMLMeterElement) => meter.value))
		.toBeGreaterThan(0);
	await controls.getByLabel('Microphone').selectOption({ index: 1 });
	await controls.getByRole('button', { name: 'Sound', exact: true }).click();
	await expect(level).toBeHidden();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');

	await hook(page, false);
	await expect(page.getByTestId('call-window')).toHaveCount(0);
	await expect.poll(() => lights(page)).toBe(0);

	await page.getByRole('button', { name: 'Disconnect Desk headset' }).click();
	await expect(page.getByText('Desk headset', { exact: true })).toBeHidden();
	await caller.context().close();
});

/** Lights of the simulated headset. */
const [OFF_HOOK, RING, MUTED] = [1, 2, 4];

/** Runs in the page: a headset that the browser offers once it is asked for (WebHID). */
function simulateHeadset(): void {
	const item = (usages: number[], isAbsolute: boolean) => ({
		...{ usages, isAbsolute, hasPreferredState: !isAbsolute, isArray: false, isConstant: false },
		...{ isRange: false, reportSize: 1, reportCount: usages.length }
	});
	const device = Object.assign(new EventTarget(), {
		productName: 'Desk headset',
		collections: [
			{
				...{ usagePage: 0x0b, usage: 0x05 },
				inputReports: [{ reportId: 1, items: [item([0x0b0020], true), item([0x0b002f], false)] }],
				outputReports: [{ reportId: 2, items: [item([0x080017, 0x080018, 0x080009], true)] }]
			}
		],
		...{ opened: false, lights: -1 },
		open: async () => void (device.opened = true),
		close: async () => void (device.opened = false),
		forget: async () => void (allowed.length = 0),
		sendReport: async (_id: number, bytes: Uint8Array) => void (device.lights = bytes[0] ?? -1)
	});
	const allowed: object[] = [];
	const hid = Object.assign(new EventTarget(), {
		getDevices: async () => [...allowed],
		requestDevice: async () => {
			allowed.push(device);
			return [device];
		}
	});
	Object.defineProperty(navigator, 'hid', { value: hid });
	Object.assign(window, { headset: device });
}

function lights(page: Page): Promise<number> {
	return page.evaluate(() => (window as unknown as { headset: { lights: number } }).headset.lights);
}

/** The person takes the headset up, or puts it down. */
async function hook(page: Page, isUp: boolean): Promise<void> {
	await page.evaluate((isUp) => {
		const { headset } = window as unknown as { headset: EventTarget };
		const data = new DataView(new Uint8Array([isUp ? 1 : 0]).buffer);
		headset.dispatchEvent(Object.assign(new Event('inputreport'), { reportId: 1, data }));
	}, isUp);
}

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
