import { chromium, type Browser, type Page } from '@playwright/test';
import { installedChromium } from '#scripts/chromium.mjs';
import { startApp } from '#world/app-server.ts';
import { expect, test } from '#world/test.ts';
import { expectAccessible } from './expect-accessible.ts';
import { openDemoCaller, ring, signIn } from './steps.ts';

// What a trace looks at in a page is a gesture for the browser too.
test.use({ trace: 'off' });

/** As people have it: the other tests' browser is told to allow what these are about. */
function strictBrowser(...more: string[]): Promise<Browser> {
	return chromium.launch({
		executablePath: installedChromium(),
		args: ['--no-sandbox', '--use-fake-device-for-media-stream', ...more]
	});
}

test('a page that did not come by https says so, in place of a telephone that cannot work', async () => {
	const app = await startApp();
	const browser = await strictBrowser('--host-resolver-rules=MAP phone.example 127.0.0.1');
	try {
		const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
		const errors: Error[] = [];
		page.on('pageerror', (error) => errors.push(error));
		await page.goto(app.url.replace('127.0.0.1', 'phone.example'));
		await expect(page.getByRole('heading', { name: 'This address is not secure' })).toBeVisible();
		await expect(page.getByRole('link', { name: 'Open by https' })).toHaveAttribute(
			'href',
			'https://phone.example/'
		);
		await expectAccessible(page);
		expect(errors).toEqual([]);
	} finally {
		await browser.close();
		await app.stop();
	}
});

test('a ring tone that the browser keeps silent is told of, and heard after a click', async ({
	demo
}) => {
	const browser = await strictBrowser();
	try {
		const context = await browser.newContext({ locale: 'en-GB', permissions: ['microphone'] });
		const signingIn = await context.newPage();
		await signIn(signingIn, demo.url);
		await signingIn.close();
		// Started with the browser, as many have it: nobody has touched this page yet.
		const page = await context.newPage();
		const shows = await untouched(page);
		await page.goto(demo.url);
		await expect.poll(() => shows('[data-testid=registration][data-state=registered]')).toBe(1);
		const caller = await (await browser.newContext({ locale: 'en-GB' })).newPage();
		await openDemoCaller(caller, demo.url);
		await ring(caller, { who: /in the contacts/, whom: /Weber/ });
		await expect.poll(() => shows('[data-testid=call-window][data-state=ringing]')).toBe(1);
		await expect.poll(() => shows('[data-testid=sound-locked]')).toBe(1);
		await page.getByRole('heading', { name: 'Calls', exact: true }).click();
		await expect(page.getByTestId('sound-locked')).toHaveCount(0);
		await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'ringing');
	} finally {
		await browser.close();
	}
});

/**
 * Counts elements without touching the page: for the browser all that Playwright itself asks of a page is done by
 * the person who sits before it.
 */
async function untouched(page: Page): Promise<(selector: string) => Promise<number>> {
	const devtools = await page.context().newCDPSession(page);
	return async (selector) => {
		const expression = `document.querySelectorAll(${JSON.stringify(selector)}).length`;
		const { result } = await devtools.send('Runtime.evaluate', { expression, userGesture: false });
		return Number(result.value);
	};
}
