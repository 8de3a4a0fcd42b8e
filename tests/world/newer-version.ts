import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** The app under an address of its own, where a newer version of it can be put into its place. */
export interface VersionedApp {
	readonly url: string;
	/**
	 * From now on the worker is another version's, one that has never heard of the built file `gone`;
	 * the server has it no more.
	 */
	publish(gone: string): void;
	close(): Promise<void>;
}

/** Stands before a running app, WebSockets included, and changes its answers as a new version would. */
export async function versionedApp(appUrl: string): Promise<VersionedApp> {
	const app = new URL(appUrl);
	const { version } = (await (await fetch(`${appUrl}/_app/version.json`)).json()) as {
		version: string;
	};
	let gone: string | undefined;
	const sockets = new Set<Duplex>();
	const server = createServer((asked, answer) => {
		const path = asked.url ?? '/';
		if (path === gone) return void answer.writeHead(404).end();
		const { hostname, port } = app;
		// Its own text is to be changed, so it must come, and not compressed.
		const headers: IncomingMessage['headers'] = { ...asked.headers, 'accept-encoding': 'identity' };
		delete headers['if-none-match'];
		delete headers['if-modified-since'];
		const forwarded = request({ hostname, port, path, method: asked.method, headers }, (got) => {
			if (path === '/service-worker.js' && gone) void answerNewWorker(got, answer, gone, version);
			else got.pipe(answer.writeHead(got.statusCode ?? 502, got.headers));
		});
		forwarded.on('error', () => answer.destroy());
		asked.pipe(forwarded);
	});
	server.on('upgrade', (asked: IncomingMessage, socket: Duplex) => {
		const behind = connect(Number(app.port), app.hostname, () => {
			const lines = [`GET ${asked.url} HTTP/1.1`];
			for (let at = 0; at < asked.rawHeaders.length; at += 2) {
				lines.push(`${asked.rawHeaders[at]}: ${asked.rawHeaders[at + 1]}`);
			}
			behind.write(`${lines.join('\r\n')}\r\n\r\n`);
			behind.pipe(socket).pipe(behind);
		});
		for (const each of [socket, behind]) {
			sockets.add(each);
			each.on('error', () => each.destroy()).on('close', () => sockets.delete(each));
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		publish(name) {
			gone = name;
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

async function answerNewWorker(
	got: IncomingMessage,
	answer: ServerResponse,
	gone: string,
	version: string
): Promise<void> {
	const old = (await got.toArray()).join('');
	// The worker knows its version, after which its cache is called, and the list of files.
	const worker = old.replaceAll(gone, '/icon.svg?newer').replaceAll(version, `newer-${version}`);
	answer.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' });
	answer.end(worker);
}
