import { expect, type Locator, type Page } from '@playwright/test';
import type { Desk } from './exchange.ts';

/** Signs in as this desk and waits until the registrar has taken the phone. */
export async function signIn(page: Page, url: string, desk: Desk): Promise<void> {
	await page.goto(`${url}/sign-in`);
	await page.getByLabel('E-mail').fill(desk.email);
	await page.getByLabel('Password').fill(desk.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(page.getByTestId('registration')).toHaveAttribute('data-state', 'registered');
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
