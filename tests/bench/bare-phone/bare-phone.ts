import type { BrowserContext } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { SipAccount } from '#domain/session-info.ts';

const PAGE = fileURLToPath(import.meta.resolve('./page.ts'));
const PATH = '/bare-phone';

/** The script of the bare phone, bundled and minified as the product's scripts are. */
export async function bundleBarePhone(): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			target: 'es2024',
			modulePreload: false,
			rolldownOptions: { input: PAGE }
		}
	});
	if (!('output' in built)) throw new Error('one bundle was expected');
	const [chunk] = built.output;
	return chunk.code;
}

/**
 * Serves the bare phone to the pages of a context, on the app's own origin.
 *
 * @returns its address
 */
export async function serveBarePhone(
	context: BrowserContext,
	origin: string,
	script: string,
	account: SipAccount
): Promise<string> {
	const data = JSON.stringify(account).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
	await context.route(`${origin}${PATH}.js`, (route) =>
		route.fulfill({ contentType: 'text/javascript', body: script })
	);
	await context.route(`${origin}${PATH}`, (route) =>
		route.fulfill({
			contentType: 'text/html; charset=utf-8',
			body: `<!doctype html><title>Bare phone</title><body data-account="${data}"><script type="module" src="${PATH}.js"></script>`
		})
	);
	return `${origin}${PATH}`;
}
