import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startPeer, untilReady, type PeerProcess } from './peer-process.ts';

export const DAV_USER = 'carla';
export const DAV_PASSWORD = 'keeps the addresses';
const BOOK = `/${DAV_USER}/clients/`;

/** A real CardDAV server with one address book, "Clients". */
export interface Radicale {
	/** Where it begins; the address book is found from here. */
	readonly url: string;
	readonly bookUrl: string;
	process(): PeerProcess;
	put(file: string, card: string): Promise<void>;
	remove(file: string): Promise<void>;
	/** Makes the server forget all that it has told of changes so far. */
	forgetTokens(): Promise<void>;
	/** Ends it; what it keeps stays. */
	halt(): Promise<void>;
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/** Starts a private Radicale on a loopback port of its own. */
export async function startRadicale(): Promise<Radicale> {
	const folder = await mkdtemp(join(tmpdir(), 'anteroom-radicale-'));
	try {
		const port = await freePort();
		const configuration = join(folder, 'config');
		const users = join(folder, 'users');
		const storage = join(folder, 'storage');
		await mkdir(storage);
		await writeFile(users, `${DAV_USER}:${DAV_PASSWORD}\n`);
		await writeFile(
			configuration,
			[
				...['[server]', `hosts = 127.0.0.1:${port}`],
				...['[auth]', 'type = htpasswd', `htpasswd_filename = ${users}`],
				...['htpasswd_encryption = plain', 'delay = 0'],
				...['[storage]', `filesystem_folder = ${storage}`],
				// What it is asked for stands in its log.
				...['[logging]', 'level = debug'],
				''
			].join('\n')
		);
		const url = `http://127.0.0.1:${port}`;
		const authorization = `Basic ${Buffer.from(`${DAV_USER}:${DAV_PASSWORD}`).toString('base64')}`;
		const ask = async (method: string, path: string, body?: string) => {
			const headers = { authorization, 'content-type': 'text/vcard' };
			const response = await fetch(url + path, { method, headers, body });
			if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
		};
		const start = async () => {
			const started = startPeer('radicale', 'radicale', ['--config', configuration]);
			await untilReady(started, async () => (await fetch(`${url}/.web/`)).ok);
			return started;
		};
		let process = await start();
		await ask('MKCOL', BOOK, NEW_BOOK);
		return {
			...{ url: `${url}/`, bookUrl: url + BOOK },
			process: () => process,
			put: (file, card) => ask('PUT', BOOK + file, card),
			remove: (file) => ask('DELETE', BOOK + file),
			async forgetTokens() {
				const cache = join(storage, 'collection-root', BOOK, '.Radicale.cache', 'sync-token');
				await rm(cache, { recursive: true });
			},
			halt: () => process.stop(),
			async restart() {
				process = await start();
			},
			async stop() {
				await process.stop();
				await rm(folder, { recursive: true, force: true });
			}
		};
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}

const NEW_BOOK = `<?xml version="1.0" encoding="utf-8"?>
<create xmlns="DAV:" xmlns:CR="urn:ietf:params:xml:ns:carddav">
	<set><prop>
		<resourcetype><collection/><CR:addressbook/></resourcetype>
		<displayname>Clients</displayname>
	</prop></set>
</create>`;
