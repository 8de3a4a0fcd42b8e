import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { findPostgres } from '#scripts/peers.mjs';

const run = promisify(execFile);

/** How to get the peer, for people whose machine lacks it. */
export const HOW_TO_INSTALL_POSTGRES =
	'PostgreSQL is not installed: on Debian and Ubuntu run `apt-get install -y --no-install-recommends postgresql`, ' +
	'or set ANTEROOM_WITHOUT_INTEROP=1 to leave its part of the tests out.';

export interface Postgres {
	/** `postgres://…` of a superuser, on loopback only. */
	readonly url: string;
	readonly pid: number;
	/** Ends the server, waits for it, and removes its files. */
	stop(): Promise<void>;
}

/**
 * Starts a private PostgreSQL with a new, empty data folder on a free loopback port, and answers when
 * it has answered a connection. Not flushed to disk: its data is thrown away.
 *
 * @throws where PostgreSQL is not installed or does not start; the message holds its own words.
 */
export async function startPostgres({ durable = false } = {}): Promise<Postgres> {
	const binaries = findPostgres();
	if (binaries === undefined) throw new Error(HOW_TO_INSTALL_POSTGRES);
	const folder = await mkdtemp(join(tmpdir(), 'anteroom-postgres-'));
	try {
		return await startIn(folder, binaries, durable);
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}

async function startIn(folder: string, binaries: string, durable: boolean): Promise<Postgres> {
	// PostgreSQL refuses to run as root, so there its own user (made by the package) runs it.
	const owner = process.getuid?.() === 0 ? await userIds('postgres') : undefined;
	const password = randomBytes(18).toString('base64url');
	const passwordFile = join(folder, 'password');
	const data = join(folder, 'data');
	await writeFile(passwordFile, password, { mode: 0o600 });
	if (owner) {
		await chown(folder, owner.uid, owner.gid);
		await chown(passwordFile, owner.uid, owner.gid);
	}
	await run(
		join(binaries, 'initdb'),
		[
			...['-D', data, '-U', 'anteroom', '--pwfile', passwordFile, '--auth=scram-sha-256'],
			...['--encoding=UTF8', '--locale=C', '--no-sync']
		],
		{ ...owner, cwd: folder }
	);
	const port = await freePort();
	const server = spawn(
		join(binaries, 'postgres'),
		[
			...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
			...['-c', 'unix_socket_directories=', '-c', 'log_min_messages=warning'],
			...['-c', `fsync=${durable ? 'on' : 'off'}`, '-c', 'max_connections=200']
		],
		{ ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] }
	);
	// A test run that dies in between must not leave a server behind.
	const endWithUs = () => server.kill('SIGQUIT');
	process.once('exit', endWithUs);
	await ready(server);
	return {
		url: `postgres://anteroom:${password}@127.0.0.1:${port}/postgres`,
		pid: server.pid ?? 0,
		async stop() {
			process.off('exit', endWithUs);
			if (server.exitCode === null && server.signalCode === null) {
				const ended = once(server, 'exit');
				server.kill('SIGINT'); // "fast": ends open connections instead of waiting for them
				await ended;
			}
			await rm(folder, { recursive: true, force: true });
		}
	};
}

/** Waits for the server's own word that it accepts connections. */
async function ready(server: ChildProcess): Promise<void> {
	const words: string[] = [];
	const { stderr } = server;
	if (!stderr) throw new Error('PostgreSQL was started without a pipe for its words');
	for await (const line of createInterface({ input: stderr })) {
		if (line.includes('ready to accept connections')) {
			stderr.resume(); // keep reading, else a full pipe would stop the server
			return;
		}
		words.push(line);
	}
	throw new Error(`PostgreSQL did not start:\n${words.join('\n')}`);
}

async function userIds(name: string): Promise<{ uid: number; gid: number }> {
	const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
	return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
