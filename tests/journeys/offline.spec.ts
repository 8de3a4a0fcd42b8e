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
	'/sound'
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
});
