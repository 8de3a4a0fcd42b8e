import { startApp, type AppServer } from '#world/app-server.ts';
import { startCoturn, type Coturn } from '#world/coturn.ts';
import { test as base } from './desk-phone.ts';

export const SECRET = 'shared by coturn and the server, and by nobody else';

interface Relay {
	coturn: Coturn;
	/** Another node of the app, with coturn's addresses and this of its own. */
	nodeWith: (env: Readonly<Record<string, string>>) => Promise<AppServer>;
}

/** Real peers, a desk phone, and a media relay that hands out nothing but what is its own. */
export const test = base.extend<Relay>({
	coturn: async ({}, use, info) => {
		const coturn = await startCoturn(SECRET);
		await use(coturn);
		if (info.status !== info.expectedStatus) {
			await info.attach('coturn.log', { body: coturn.process.log(), contentType: 'text/plain' });
		}
		await coturn.stop();
	},
	nodeWith: async ({ exchange, coturn }, use) => {
		const nodes: AppServer[] = [];
		await use(async (env) => {
			const { dataFolder } = exchange.app;
			const at = `127.0.0.1:${coturn.port}`;
			const ICE_SERVERS = `stun:${at} turn:${at}?transport=udp turn:${at}?transport=tcp`;
			const ice = { ICE_SERVERS, TURN_SECRET: SECRET };
			const node = await startApp({ dataFolder, env: { ...ice, ...env } });
			nodes.push(node);
			return node;
		});
		for (const node of nodes) await node.stop();
	}
});

export { expect } from './interop-test.ts';
