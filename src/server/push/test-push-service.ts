import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NewPushDevice } from '#domain/push-device.ts';
import { authValues } from '#server/database/auth-values.ts';
import type { Database } from '#server/database/open-database.ts';

interface Received {
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

/** A push service on loopback that answers what it is told, and keeps what it gets. */
export async function startPushService() {
	const received: Received[] = [];
	const answers = new Map<string, number>();
	const server = createServer(async (request, response) => {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part as Buffer);
		const path = request.url ?? '';
		received.push({ path, headers: request.headers, body: Buffer.concat(parts) });
		const status = answers.get(path) ?? 201;
		response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('said so');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		received,
		/** What the service answers for a path; 201 without it. */
		answers,
		/** A browser that has subscribed here. */
		browser: (name: string) => pushBrowser(`http://127.0.0.1:${port}/`, name),
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
}

/** A browser that has subscribed at a push service. */
export function pushBrowser(service: string, name: string): NewPushDevice {
	const keys = createECDH('prime256v1');
	return {
		...{ deviceId: name, name, endpoint: `${service}${name}` },
		keys: {
			p256dh: keys.generateKeys('base64url'),
			auth: randomBytes(16).toString('base64url')
		}
	};
}

/** A sign-in of an account, until `expiresAt` (UTC epoch ms). */
export async function insertSession(
	{ db, engine }: Database,
	accountId: string,
	{ id, expiresAt }: { readonly id: string; readonly expiresAt: number }
): Promise<void> {
	const { date } = authValues(engine);
	await db
		.insertInto('session')
		.values({
			...{ id, token: id, userId: accountId, expiresAt: date(expiresAt) },
			...{ createdAt: date(0), updatedAt: date(0) }
		})
		.execute();
}
