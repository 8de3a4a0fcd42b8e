import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import {
	decisionOf,
	expectRegistered,
	journalEntries,
	openDemoCaller,
	ring,
	signIn
} from './steps.ts';

const PAGES = [
	'/',
	'/contacts',
	'/contacts/import',
	'/contacts/merge',
	'/hotlines',
	'/hotlines/test',
	'/folders',
	'/settings',
	'/device',
	'/diagnostics'
];

test.describe('with the server stopped', () => {
	test.use({ expectedComplaints: [/ERR_CONNECTION_REFUSED|WebSocket connection to/] });

	test('every page starts, the journal can be read, and changed settings go out later', async ({
		demo,
		page,
		context
	}) => {
		await signIn(page, demo.url);
		const caller = await context.newPage();
		await openDemoCaller(caller, demo.url);
		await ring(caller, { who: /in the contacts/, whom: /Weber/, hangUpAfterOneSecond: true });
		await decisionOf(page, 'missed');
		await caller.close();
		await page.evaluate(() => navigator.serviceWorker.ready);
		await demo.kill9();

		for (const path of PAGES) {
			await page.goto(demo.url + path);
			await expect(page.getByText('The server is away. Calls are kept')).toBeVisible();
			await expect(page.getByRole('main')).not.toBeEmpty();
		}
		await page.goto(demo.url);
		await expect(journalEntries(page, 'missed')).toHaveCount(1);

		await page.goto(`${demo.url}/settings`);
		await page.getByLabel('Send to this address').fill('office@demo.example');
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByTestId('save-bar')).toHaveAttribute('data-state', 'waiting');
		await page.close();

		await demo.restart();
		const next = await context.newPage();
		await next.goto(demo.url);
		await expectRegistered(next);
		await expect
			.poll(async () => {
				const answer = await next.request.get(`${demo.url}/api/session`);
				return (await answer.json()).settings.email.address;
			})
			.toBe('office@demo.example');
	});

	test('what waits goes out without a page, once the browser says that there is a network', async ({
		demo,
		page,
		context
	}) => {
		await signIn(page, demo.url);
		const caller = await context.newPage();
		await openDemoCaller(caller, demo.url);
		await ring(caller, { who: /in the contacts/, whom: /Weber/, hangUpAfterOneSecond: true });
		await decisionOf(page, 'missed');
		await caller.close();
		await page.evaluate(() => navigator.serviceWorker.ready);
		await demo.kill9();
		await journalEntries(page, 'missed').getByRole('button', { name: 'Mark processed' }).click();
		await page.goto(`${demo.url}/settings`);
		await page.getByLabel('Send to this address').fill('office@demo.example');
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByTestId('save-bar')).toHaveAttribute('data-state', 'waiting');
		const asked = () =>
			page.evaluate(async () => {
				const registration = await navigator.serviceWorker.ready;
				return 'sync' in registration && (registration.sync as SyncManager).getTags();
			});
		await expect.poll(asked).toEqual(['anteroom-unsent']);

		// No page of the app is left when the server comes back.
		const bare = await context.newPage();
		await page.close();
		await demo.restart();
		await dispatchSync(bare, demo.url, 'anteroom-unsent');
		const onServer = async (path: string) =>
			(await context.request.get(`${demo.url}${path}`)).json();
		await expect
			.poll(async () => (await onServer('/api/session')).settings.email.address)
			.toBe('office@demo.example');
		const { changes } = await onServer('/api/calls?changed-since=0');
		expect(changes).toHaveLength(1);
		expect(changes[0].status.processed).toMatchObject({ kind: 'account' });
	});
});

/** Background Synchronization (WICG), which TypeScript does not know. */
interface SyncManager {
	getTags(): Promise<string[]>;
}

/** What the browser does by itself when the network is back, for the worker of this origin. */
async function dispatchSync(page: Page, origin: string, tag: string): Promise<void> {
	const devtools = await page.context().newCDPSession(page);
	const registered = new Promise<string>((resolve) => {
		devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
			const own = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`);
			if (own) resolve(own.registrationId);
		});
	});
	await devtools.send('ServiceWorker.enable');
	const registrationId = await registered;
	await devtools.send('ServiceWorker.dispatchSyncEvent', {
		...{ origin, registrationId, tag },
		lastChance: false
	});
	await devtools.detach();
}
