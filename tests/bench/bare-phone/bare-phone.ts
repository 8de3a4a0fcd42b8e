import type { BrowserContext } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import type { SipAccount } from '#domain/session-info.ts';
import { bundlePage, servePage } from '../bundle-page.ts';

const PAGE = fileURLToPath(import.meta.resolve('./page.ts'));

export function bundleBarePhone(): Promise<string> {
	return bundlePage(PAGE);
}

/**
 * Serves the bare phone to the pages of a context, on the app's own origin.
 *
 * @returns its address
 */
export function serveBarePhone(
	context: BrowserContext,
	origin: string,
	script: string,
	account: SipAccount
): Promise<string> {
	return servePage(context, `${origin}/bare-phone`, script, account);
}
