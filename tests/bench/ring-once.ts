import type { Page } from '@playwright/test';
import { ring } from '../journeys/steps.ts';
import './probe.ts';

/** @returns ms from the INVITE until the call window is painted */
export async function ringOnce(page: Page, caller: Page): Promise<number> {
	await page.evaluate(() => window.bench.forget());
	await ring(caller, { who: /new/, whom: /Weber/ });
	await page.evaluate(() => window.bench.when('painted'));
	const { invite = NaN, painted = NaN } = await page.evaluate(() => window.bench.times());
	await caller.getByRole('button', { name: 'Hang up', exact: true }).click();
	await caller.getByRole('button', { name: 'Ring', exact: true }).isEnabled();
	await page.getByTestId('call-window').waitFor({ state: 'detached' });
	return painted - invite;
}
