import { test as base, type BrowserContext } from '@playwright/test';
import { callFromTrunk, type TrunkCallEnd } from '#world/sipp.ts';
import { SIP_DOMAIN } from '#world/kamailio.ts';
import { whyNoInterop } from '#world/peers.ts';
import { startExchange, type Exchange } from './exchange.ts';

interface Fixtures {
	/** Calls a SIP user or number from the trunk, with any header fields. */
	fromTrunk: (
		user: string,
		ends: TrunkCallEnd,
		headers?: readonly string[],
		/** False where the trunk takes no tones in the audio. */
		tones?: boolean
	) => ReturnType<typeof callFromTrunk>;
	/** A second browser, as on another computer. */
	otherBrowser: BrowserContext;
	peersOrSkip: void;
	complaints: void;
	logs: void;
}

/** Real peers around the real app, shared by the tests of one worker. */
export const test = base.extend<Fixtures, { exchange: Exchange }>({
	exchange: [
		async ({}, use) => {
			const exchange = await startExchange();
			await use(exchange);
			await exchange.stop();
		},
		{ scope: 'worker', timeout: 60_000 }
	],
	fromTrunk: async ({ exchange }, use) => {
		const port = exchange.kamailio.sipPort;
		await use((user, ends, headers, tones) =>
			callFromTrunk({ user, domain: SIP_DOMAIN, port, ends, headers, tones })
		);
	},
	otherBrowser: async ({ browser, contextOptions }, use) => {
		const context = await browser.newContext(contextOptions);
		await use(context);
		await context.close();
	},
	peersOrSkip: [
		async ({}, use, info) => {
			const missing = whyNoInterop();
			if (missing !== undefined) {
				info.skip(process.env.ANTEROOM_WITHOUT_INTEROP === '1', missing);
				throw new Error(missing);
			}
			await use();
		},
		{ auto: true }
	],
	complaints: [
		async ({ context }, use) => {
			const complaints: string[] = [];
			context.on('weberror', (error) => complaints.push(String(error.error())));
			context.on('dialog', (dialog) => complaints.push(`a dialog: ${dialog.message()}`));
			await use();
			if (complaints.length > 0) throw new Error(`the pages complained:\n${complaints.join('\n')}`);
		},
		{ auto: true }
	],
	logs: [
		async ({ exchange }, use, info) => {
			await use();
			if (info.status === info.expectedStatus) return;
			for (const { name, log } of exchange.processes) {
				await info.attach(`${name}.log`, { body: log(), contentType: 'text/plain' });
			}
			await info.attach('app.log', { body: exchange.app.output(), contentType: 'text/plain' });
		},
		{ auto: true }
	]
});

export { expect } from '@playwright/test';
