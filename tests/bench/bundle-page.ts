import type { BrowserContext } from '@playwright/test';
import { build } from 'vite';

/** The script of a page, bundled and minified as the product's scripts are. */
export async function bundlePage(script: string): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			target: 'es2024',
			modulePreload: false,
			rolldownOptions: { input: script }
		}
	});
	if (!('output' in built)) throw new Error('one bundle was expected');
	const [chunk] = built.output;
	return chunk.code;
}

/**
 * Serves a page with a script to the pages of a context. The account is in the
 * body's `data-account`.
 *
 * @returns its address
 */
export async function servePage(
	context: BrowserContext,
	address: string,
	script: string,
	account: unknown
): Promise<string> {
	const data = JSON.stringify(account).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
	const { pathname } = new URL(address);
	await context.route(`${address}.js`, (route) =>
		route.fulfill({ contentType: 'text/javascript', body: script })
	);
	await context.route(address, (route) =>
		route.fulfill({
			contentType: 'text/html; charset=utf-8',
			body: `<!doctype html><title>Bench</title><body data-account="${data}"><script type="module" src="${pathname}.js"></script>`
		})
	);
	return address;
}
