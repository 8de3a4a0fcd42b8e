import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { expectRegistered, journalEntries, openDemoCaller, ring, signIn } from './steps.ts';

/** JavaScript that may be loaded until the phone is registered, gzip. */
const MOST_BYTES = 150_000;

// Nothing is kept: each start is the first one.
test.use({ serviceWorkers: 'block' });

test('the phone registers with little code, and a call that comes before the rest is not lost', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await page.addInitScript(noteRegistered);

	let first: string[] = [];
	const bytes = async () => {
		await leave(page, caller);
		first = await scriptsUntilRegistered(page, demo.url);
		const files = first.map((script) => readFileSync(`build/client${new URL(script).pathname}`));
		const sizes = files.map((file) => gzipSync(file).length);
		return sizes.reduce((sum, size) => sum + size, 0);
	};
	// A machine that is so busy that registering takes seconds begins to load the rest before.
	await expect.poll(bytes, { timeout: 60_000 }).toBeLessThanOrEqual(MOST_BYTES);
	expect(first.length).toBeGreaterThan(3);

	const rest = Promise.withResolvers<void>();
	await page.route('**/_app/immutable/**/*.js', async (route) => {
		if (!first.includes(route.request().url())) await rest.promise;
		await route.continue();
	});
	await leave(page, caller);
	const invited = page
		.waitForEvent('websocket')
		.then((socket) =>
			socket.waitForEvent('framereceived', ({ payload }) => String(payload).startsWith('INVITE'))
		);
	await page.goto(demo.url);
	await expect(page.getByTestId('registration')).toHaveAttribute('data-state', 'registered');
	await expect(page.getByTestId('first-sight')).toBeVisible();
	const state = caller.getByTestId('demo-state');
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await invited;
	await caller.getByRole('button', { name: 'Hang up' }).click();
	await expect(state).toHaveAttribute('data-state', 'ended');
	await ring(caller, { who: /in the contacts/, whom: /Sommer/ });
	await expect(page.getByTestId('call-window')).toHaveCount(0);
	rest.resolve();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	await expect(page.getByTestId('called-hotline')).toContainText('Sommer');
	await expect(journalEntries(page, 'missed')).toHaveCount(1);
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	await caller.getByRole('button', { name: 'Hang up' }).click();
	await expect(journalEntries(page, 'answered')).toHaveCount(1);
});

/** Starts the phone, and gives the addresses of the scripts that were there when it was registered. */
async function scriptsUntilRegistered(page: Page, url: string): Promise<string[]> {
	await page.goto(url);
	await expectRegistered(page);
	return page.evaluate(() => {
		const at = Number(document.documentElement.dataset.registeredAt);
		const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
		const scripts = loaded.filter(({ name }) => new URL(name).pathname.endsWith('.js'));
		return scripts.filter(({ responseEnd }) => responseEnd <= at).map(({ name }) => name);
	});
}

/** Until the telephone is nobody's: a page that finds it taken shows another tab's, and loads all at once. */
async function leave(page: Page, other: Page): Promise<void> {
	await page.goto('about:blank');
	const isHeld = async () => {
		const { held = [] } = await navigator.locks.query();
		return held.some(({ name }) => name?.startsWith('anteroom-phone '));
	};
	await expect.poll(() => other.evaluate(isHeld)).toBe(false);
}

/** Runs in the page, before all else. */
function noteRegistered(): void {
	new MutationObserver((_changes, observer) => {
		if (!document.querySelector('[data-testid=registration][data-state=registered]')) return;
		document.documentElement.dataset.registeredAt = String(performance.now());
		observer.disconnect();
	}).observe(document, { subtree: true, childList: true, attributes: true });
}
