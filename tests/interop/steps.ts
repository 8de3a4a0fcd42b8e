import { expect, type Locator, type Page } from '@playwright/test';
import { expectRegistered } from '../journeys/steps.ts';
import type { Desk } from './exchange.ts';

/** Signs in as this desk and waits until the registrar has taken the phone. */
export async function signIn(page: Page, url: string, desk: Desk): Promise<void> {
	await page.goto(`${url}/sign-in`);
	await page.getByLabel('E-mail').fill(desk.email);
	await page.getByLabel('Password').fill(desk.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expectRegistered(page);
}

/** The journal's row of one call. */
export function journalRow(page: Page, callId: string): Locator {
	return page.locator(`[data-testid=journal-entry][data-call-id="${callId}"]`);
}

/** Waits until the server has decided about a call, and expects this of it. */
export async function expectDecision(row: Locator, notify: boolean): Promise<void> {
	await expect(row.getByTestId('decision')).toHaveAttribute('data-notify', String(notify), {
		timeout: 30_000
	});
}

/** The journal's rows with this outcome. */
export function journalRows(page: Page, outcome: string): Locator {
	return page.locator(`[data-testid=journal-entry][data-outcome="${outcome}"]`);
}

/** Dials from the page and waits until that call, the newest, is connected. */
export async function callFromPage(page: Page, user: string): Promise<void> {
	const before = await callWindow(page).count();
	await page.getByLabel('Number or name').fill(user);
	await page.getByRole('button', { name: 'Call', exact: true }).click();
	await expect(callWindow(page)).toHaveCount(before + 1);
	await expect(callWindow(page).last()).toHaveAttribute('data-state', 'connected');
}

/** The windows of all calls that live, oldest first. */
export function callWindow(page: Page): Locator {
	return page.getByTestId('call-window');
}

/** What each call's window says of its state. */
export function stateOf(page: Page): Locator {
	return page.getByTestId('call-state');
}
