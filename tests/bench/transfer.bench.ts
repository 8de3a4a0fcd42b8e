import { test, type Response } from '@playwright/test';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { startApp } from '#world/app-server.ts';
import { signIn } from '../journeys/steps.ts';
import { bundleBarePhone } from './bare-phone/bare-phone.ts';
import { record } from './results.ts';

test('transfer: JavaScript until the phone is registered', async ({ browser, contextOptions }) => {
	const app = await startApp({ demo: true });
	try {
		const floor = [kilobytes(gzipSync(await bundleBarePhone(), { level: 9 }).length)];
		// The service worker fetches everything once more, after the phone is there: that is not waited for.
		const context = await browser.newContext({ ...contextOptions, serviceWorkers: 'block' });
		const page = await context.newPage();
		const scripts: Response[] = [];
		page.on('response', (response) => {
			if (response.headers()['content-type']?.includes('javascript')) scripts.push(response);
		});
		await signIn(page, app.url);
		await context.close();
		const sizes = await Promise.all(scripts.map((script) => gzipBytes(script.url())));
		const total = sizes.reduce((sum, size) => sum + size, 0);
		record('JavaScript until registered, gzip, nothing cached', 'kB', {
			product: [kilobytes(total)],
			floor,
			floorIs: 'bare sip.js page: its one script'
		});
	} finally {
		await app.stop();
	}
});

/** What a proxy or browser that takes gzip only gets: the body as it is on the wire. */
async function gzipBytes(url: string): Promise<number> {
	const [response] = (await once(
		get(url, { headers: { 'accept-encoding': 'gzip' } }),
		'response'
	)) as [IncomingMessage];
	if (response.headers['content-encoding'] !== 'gzip') throw new Error(`${url} is not compressed`);
	let bytes = 0;
	for await (const chunk of response) bytes += (chunk as Buffer).length;
	return bytes;
}

function kilobytes(bytes: number): number {
	return bytes / 1000;
}
