import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import type { PushMessage } from '#domain/push-message.ts';
import { expect, test } from '#world/test.ts';
import { expectAccessible } from './expect-accessible.ts';
import { journalEntries, openDemoCaller, ring, signIn } from './steps.ts';

/** Chromium's own push service is its maker's: here its developer tools deliver. */
class PushByTools {
	readonly #devtools: CDPSession;
	readonly #origin: string;
	readonly #registrationId: string;

	private constructor(devtools: CDPSession, origin: string, registrationId: string) {
		this.#devtools = devtools;
		this.#origin = origin;
		this.#registrationId = registrationId;
	}

	static async of(page: Page, url: string): Promise<PushByTools> {
		// Until it runs, messages are dropped.
		await page.evaluate(() => navigator.serviceWorker.ready);
		const devtools = await page.context().newCDPSession(page);
		const registered = new Promise<string>((resolve) => {
			devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
				const [found] = registrations;
				if (found) resolve(found.registrationId);
			});
		});
		await devtools.send('ServiceWorker.enable');
		return new PushByTools(devtools, new URL(url).origin, await registered);
	}

	async deliver(message: PushMessage | string): Promise<void> {
		await this.#devtools.send('ServiceWorker.deliverPushMessage', {
			origin: this.#origin,
			registrationId: this.#registrationId,
			data: typeof message === 'string' ? message : JSON.stringify(message)
		});
	}
}

/** What the operating system shows of the app now. */
function shown(page: Page) {
	return page.evaluate(async () => {
		const registration = await navigator.serviceWorker.ready;
		const all = (await registration.getNotifications()) as (Notification & {
			readonly actions: readonly { readonly action: string }[];
		})[];
		return all.map(({ title, body, actions }) => ({
			...{ title, body },
			actions: actions.map(({ action }) => action)
		}));
	});
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

/** Something else comes to the front. */
async function turnAway(page: Page): Promise<void> {
	const devtools = await page.context().newCDPSession(page);
	// Playwright has all pages believe that they have the focus.
	await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false });
	await page.bringToFront();
	await (await page.context().newPage()).bringToFront();
	await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(false);
}

/** Signs in, lets somebody call in vain; gives what the server would tell of that call. */
async function missACall(page: Page, caller: Page, url: string): Promise<PushMessage> {
	await signIn(page, url);
	await openDemoCaller(caller, url);
	await ring(caller, { who: /in the contacts/, whom: /Weber/, hangUpAfterOneSecond: true });
	const row = journalEntries(page, 'missed').first();
	await expect(row.getByTestId('decision')).toHaveAttribute('data-notify', /true|false/, {
		timeout: 30_000
	});
	const session = await page.request.get(`${url}/api/session`);
	return {
		...{ version: 1, kind: 'unanswered', lang: 'en', detail: '030 23125-010' },
		accountId: (await session.json()).account.id,
		callId: (await row.getAttribute('data-call-id')) ?? '',
		...{ caller: 'Erika Mustermann', called: 'Dr. Weber', when: '9 Mar, 10:00' },
		callBack: '/dial?number=%2B493023125010'
	};
}

test.describe('a push message', () => {
	// The page that stands for a closed app is a picture: the browser asks for an icon of it.
	test.use({ expectedComplaints: [/404/] });
	let caller: Page;
	test.beforeEach(async ({ browser, contextOptions }) => {
		caller = await (await browser.newContext(contextOptions)).newPage();
	});
	test.afterEach(() => caller.context().close());

	test('about an unanswered call is shown, and leads to calling back', async ({
		demo,
		page,
		context
	}) => {
		const message = await missACall(page, caller, demo.url);
		const push = await PushByTools.of(page, demo.url);
		// Whoever works in the app sees the call there.
		await push.deliver({ ...message, callId: 'told while somebody looks' });
		await turnAway(page);
		await push.deliver(message);
		const told = {
			title: 'Erika Mustermann – Dr. Weber',
			body: '030 23125-010\nUnanswered call, 9 Mar, 10:00',
			actions: ['call-back', 'processed']
		};
		await expect.poll(() => shown(page)).toEqual([told]);
		await choose(context, 'call-back');
		await expect(page).toHaveURL(/\/dial\?number=%2B493023125010$/);
		await expect.poll(() => shown(page)).toEqual([]);
	});

	test('marks its call processed though app and server are away', async ({
		demo,
		page,
		context
	}) => {
		const message = await missACall(page, caller, demo.url);
		await page.goto(`${demo.url}/icon-192.png`);
		const push = await PushByTools.of(page, demo.url);
		await turnAway(page);
		await push.deliver(message);
		await expect.poll(() => shown(page)).toHaveLength(1);
		await caller.goto('about:blank');
		await demo.kill9();
		await choose(context, 'processed');
		await expect.poll(() => shown(page)).toEqual([]);
		await demo.restart();
		await page.goto(demo.url);
		await expect(page).toHaveTitle('Anteroom');
		const processed = () =>
			page.evaluate(async (callId) => {
				const response = await fetch(`/api/calls?ids=${encodeURIComponent(callId)}`);
				return (await response.json()).calls[0].processed?.kind;
			}, message.callId);
		await expect.poll(processed).toBe('account');
	});

	test('about a ringing call gives way to what is told of it later', async ({ demo, page }) => {
		const message = await missACall(page, caller, demo.url);
		await page.goto(`${demo.url}/icon-192.png`);
		const push = await PushByTools.of(page, demo.url);
		await turnAway(page);
		await push.deliver({ ...message, kind: 'ringing' });
		const title = 'Erika Mustermann – Dr. Weber';
		const body = '030 23125-010\nIs calling now. Tap to open the phone.';
		await expect.poll(() => shown(page)).toEqual([{ title, body, actions: [] }]);
		await push.deliver(message);
		await expect.poll(async () => (await shown(page))[0]?.actions).toHaveLength(2);
		expect(await shown(page)).toHaveLength(1);
		await push.deliver({ ...message, kind: 'over', answered: true });
		await expect.poll(() => shown(page)).toEqual([]);
	});

	test('for somebody else, or of another version, tells nothing of a call', async ({
		demo,
		page
	}) => {
		const message = await missACall(page, caller, demo.url);
		const push = await PushByTools.of(page, demo.url);
		await turnAway(page);
		const nothing = [
			{ title: 'Anteroom', body: 'There is news. Open Anteroom to see it.', actions: [] }
		];
		for (const other of [{ ...message, accountId: 'somebody else' }, '{"version":2}', 'x']) {
			await push.deliver(other as PushMessage | string);
			await expect.poll(() => shown(page)).toEqual(nothing);
		}
	});
});

test.describe('without a push service', () => {
	test.use({ expectedComplaints: [/does not support the Push API in incognito mode/] });
	test('a browser that reaches no push service says so, and is not in the list', async ({
		demo,
		page
	}) => {
		await signIn(page, demo.url);
		await page.goto(`${demo.url}/device`);
		const setting = page.getByRole('switch', { name: 'Tell this device' });
		await setting.click();
		await expect(page.getByText(/The browser could not subscribe/)).toBeVisible();
		await expect(setting).not.toBeChecked();
		await expect(page.getByText('No device is told yet.')).toBeVisible();
		await expectAccessible(page);
	});
});
