import type { Page } from '@playwright/test';
import { expect, test } from '#world/test.ts';
import { expectAccessible } from './expect-accessible.ts';
import { openDemoCaller, ring, signIn } from './steps.ts';

// Axe looks at each step four times, which takes seconds on a small machine.
test.describe.configure({ timeout: 360_000 });

test('a new device is set up step by step, and is not asked again', async ({ demo, page }) => {
	await signIn(page, demo.url);
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Begin' }).click();
	await expectStep(page, 'Can you be heard?');
	await page.getByRole('button', { name: 'Try the microphone' }).click();
	await expect(page.getByTestId('microphone-level')).toBeVisible();
	await expectAccessible(page);
	await next(page, 'Next');

	await expectStep(page, /Notice calls/);
	await expect(page.getByText('Notifications are on.')).toBeVisible();
	await next(page, 'Next');

	await expectStep(page, 'Anteroom as an app');
	await expect(page.getByText(/^Chrome: open the menu/)).toBeVisible();
	await expectAccessible(page);
	await offerInstallation(page);
	await page.getByRole('button', { name: 'Install', exact: true }).click();
	await expect(page.getByText('Anteroom is installed on this device.')).toBeVisible();
	await page.goto(demo.url);
	await page.getByRole('link', { name: 'Go on' }).click();
	await expectStep(page, 'Anteroom as an app');
	await next(page, 'Leave out');

	await expectStep(page, /ready for a call/);
	await page.getByRole('button', { name: 'Test now' }).click();
	await expect(page.getByTestId('check-echo')).toHaveAttribute('data-state', 'good');
	await expectAccessible(page);
	await next(page, 'Next');
	await expect(page.getByRole('heading', { name: 'That is all' })).toBeFocused();
	await expectAccessible(page);
	await page.getByRole('link', { name: 'To the phone' }).click();
	await expect(page.getByRole('heading', { name: 'Dial', exact: true })).toBeVisible();
	await expect(page.getByRole('link', { name: /Begin|Go on/ })).toHaveCount(0);

	await page.goto(`${demo.url}/device`);
	await page.getByRole('link', { name: 'Set up this device step by step' }).click();
	await expectStep(page, 'Can you be heard?');
	await next(page, 'Leave out');
	await page.goto(demo.url);
	await expect(page.getByRole('heading', { name: 'Dial', exact: true })).toBeVisible();
	await expect(page.getByRole('link', { name: /Begin|Go on/ })).toHaveCount(0);
});

test('whoever does not need it is not asked again', async ({ demo, page }) => {
	await signIn(page, demo.url);
	await page.getByRole('button', { name: 'Not needed' }).click();
	await expect(page.getByRole('link', { name: 'Begin' })).toHaveCount(0);
	await page.reload();
	await expect(page.getByRole('heading', { name: 'Dial', exact: true })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Begin' })).toHaveCount(0);
});

test('a call that rings meanwhile is seen and answered on a small screen', async ({
	demo,
	page,
	context
}) => {
	await page.setViewportSize({ width: 360, height: 740 });
	await signIn(page, demo.url);
	await page.getByRole('link', { name: 'Begin' }).click();
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	const window = page.getByTestId('call-window');
	await expect(window).toHaveAttribute('data-state', 'ringing');
	await expect(window.getByText('Answer with')).toBeInViewport();
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(window).toHaveAttribute('data-state', 'connected');
	await expect(page.getByText('Step 1 of 4')).toBeAttached();
});

test('after a conversation the app offers to be installed, until it is refused', async ({
	demo,
	page,
	context
}) => {
	await signIn(page, demo.url);
	await offerInstallation(page);
	const caller = await context.newPage();
	await openDemoCaller(caller, demo.url);
	const offer = page.getByText('Anteroom can have a window and an icon of its own');
	for (const offers of [1, 0]) {
		await ring(caller, { who: /in the contacts/, whom: /Weber/ });
		await page.getByRole('button', { name: 'Answer' }).click();
		await expect(page.getByRole('button', { name: 'Mute' })).toBeVisible();
		await expect(offer).toHaveCount(0);
		await page.getByRole('button', { name: 'Hang up' }).click();
		await expect(page.getByTestId('call-window')).toHaveCount(0);
		await expect(offer).toHaveCount(offers);
		if (offers > 0) await page.getByRole('button', { name: 'No, thanks' }).click();
	}
});

async function expectStep(page: Page, name: string | RegExp): Promise<void> {
	await expect(page.getByRole('heading', { name })).toBeVisible();
}

async function next(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name, exact: true }).click();
}

/** As Chromium does where the app can be installed; a private window, as tests have, never can. */
async function offerInstallation(page: Page): Promise<void> {
	await page.evaluate(() => {
		const event = new Event('beforeinstallprompt', { cancelable: true });
		dispatchEvent(Object.assign(event, { prompt: async () => ({ outcome: 'accepted' }) }));
	});
}
