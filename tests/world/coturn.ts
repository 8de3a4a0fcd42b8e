import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { startPeer, untilReady, type PeerProcess } from './peer-process.ts';
import { askByUdp } from './udp-question.ts';

/** The example that the project gives to administrators: what it promises is tested here. */
const EXAMPLE = fileURLToPath(new URL('../../deploy/coturn/turnserver.conf', import.meta.url));
/** Without its tables, of which ours stay empty, coturn refuses everybody. */
const SCHEMA = '/usr/share/coturn/schema.sql';

/** A STUN and TURN server. */
export interface Coturn {
	readonly process: PeerProcess;
	/** Over UDP and TCP, on loopback. */
	readonly port: number;
	stop(): Promise<void>;
}

/** Starts coturn with the project's example on loopback, and answers when it has answered a STUN request. */
export async function startCoturn(secret: string): Promise<Coturn> {
	const folder = await mkdtemp(join(tmpdir(), 'anteroom-coturn-'));
	const port = await freePort();
	const file = join(folder, 'turnserver.conf');
	const site: Readonly<Record<string, string>> = {
		...{ 'listening-ip': '127.0.0.1', 'relay-ip': '127.0.0.1', 'listening-port': String(port) },
		'static-auth-secret': secret
	};
	const example = await readFile(EXAMPLE, 'utf8');
	const lines = example.split('\n').map((line) => {
		const [key = ''] = line.split('=');
		return key in site ? `${key}=${site[key]}` : line;
	});
	const userdb = join(folder, 'turndb');
	const database = new DatabaseSync(userdb);
	database.exec(await readFile(SCHEMA, 'utf8'));
	database.close();
	// The peers of the tests are on loopback.
	const own = ['allow-loopback-peers', `userdb=${userdb}`, `pidfile=${join(folder, 'pid')}`, ''];
	await writeFile(file, [...lines, ...own].join('\n'), { mode: 0o600 });
	const process = startPeer('coturn', 'turnserver', ['-c', file]);
	const stop = async () => {
		await process.stop();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		await untilReady(process, async () => (await askByUdp(port, bindingRequest)).length >= 20);
	} catch (error) {
		await stop();
		throw error;
	}
	return { process, port, stop };
}

/** RFC 8489 §5: type, no attributes, magic cookie, and an id of twelve bytes. */
function bindingRequest(): Buffer {
	return Buffer.from(`000100002112a442${randomBytes(12).toString('hex')}`, 'hex');
}
