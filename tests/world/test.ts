import { test as base, type ConsoleMessage, type Page } from '@playwright/test';
import { startApp, type AppServer } from './app-server.ts';

interface DemoServer extends AppServer {
	/** What stands in the mail tray. */
	trayMessages(page: Page): Promise<{ id: string; subject: string; recipient: string }[]>;
}

interface Fixtures {
	/** A demo of its own for each test: new data, new port. */
	demo: DemoServer;
	/** What pages may complain about in this test; everything else fails it. */
	expectedComplaints: RegExp[];
	complaints: void;
	otherComputers: void;
}

/** The demo's server for journeys; a test fails when a page reports an error that nobody expected. */
export const test = base.extend<Fixtures>({
	demo: async ({}, use) => {
		const app = await startApp({ demo: true });
		const demo: DemoServer = Object.assign(app, {
			async trayMessages(page: Page) {
				const response = await page.request.get(`${app.url}/api/demo/messages`);
				return (await response.json()).messages;
			}
		});
		await use(demo);
		await app.stop();
	},
	// Left open, the pages at other computers would go on, and ask for servers that are gone, through all later tests.
	otherComputers: [
		async ({ browser, context }, use) => {
			await use();
			for (const other of browser.contexts()) if (other !== context) await other.close();
		},
		{ auto: true }
	],
	expectedComplaints: [[], { option: true }],
	complaints: [
		// The demo is named so that it outlives the pages: they would complain that it is gone.
		async ({ context, demo: _demo, expectedComplaints }, use) => {
			const complaints: string[] = [];
			context.on('weberror', (error) => complaints.push(String(error.error())));
			context.on('console', (message) => {
				if (message.type() === 'error' && !isSignedOut(message)) complaints.push(message.text());
			});
			await use();
			const unexpected = complaints.filter(
				(words) => !expectedComplaints.some((expected) => expected.test(words))
			);
			if (unexpected.length > 0) throw new Error(`the pages complained:\n${unexpected.join('\n')}`);
		},
		{ auto: true }
	]
});

/** The browser itself writes down each 401; to ask who is signed in is how the app starts. */
function isSignedOut(message: ConsoleMessage): boolean {
	return message.location().url.endsWith('/api/session') && message.text().includes('401');
}

export { expect } from '@playwright/test';
