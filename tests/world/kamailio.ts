import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { appendFile, copyFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { startPeer, untilReady, type PeerProcess } from './peer-process.ts';
import { askByUdp } from './udp-question.ts';

/** The example that the project gives to administrators: what it promises is tested here. */
const EXAMPLE = fileURLToPath(new URL('../../deploy/kamailio', import.meta.url));

/** What `kamailio.cfg` includes. */
const PARTS = ['anteroom-events.cfg', 'anteroom-lines.cfg', 'anteroom-push.cfg'];

/** Loopback has 2^24 addresses: the trunk has one of its own, by which Kamailio knows it. */
export const TRUNK_ADDRESS = '127.0.0.2';
export const SIP_DOMAIN = 'pbx.example';

/** Somebody who may register. */
export interface Subscriber {
	readonly user: string;
	readonly password: string;
	/** The number that the trunk dials to reach this user, as it stands in the Request-URI. */
	readonly number?: string;
}

/** Where a PBX reports calls, and the secret that it signs them with. */
interface PbxEventSink {
	readonly url: string;
	readonly secret: string;
}

/** A registrar and proxy over UDP and WebSocket. */
export interface Kamailio {
	readonly process: PeerProcess;
	/** Plain SIP over UDP, on loopback. */
	readonly sipPort: number;
	/** `ws://…` for browsers. */
	readonly webSocket: string;
	readonly webSocketPort: number;
	stop(): Promise<void>;
}

/**
 * Starts Kamailio with the project's example configuration on free loopback ports, and answers when it
 * has answered an OPTIONS request. rtpengine must run already: Kamailio disables a silent one for a minute.
 */
export async function startKamailio(options: {
	readonly subscribers: readonly Subscriber[];
	readonly rtpengineControlPort: number;
	/** Where calls to outside numbers go, at the trunk's address. */
	readonly trunkPort: number;
	readonly events: PbxEventSink;
	/** A free one where none is given. */
	readonly webSocketPort?: number;
	/** Tells of lines and voicemail boxes. */
	readonly withLines?: boolean;
	/** Calls wait for a phone that is told by push. */
	readonly waitsForPush?: boolean;
}): Promise<Kamailio> {
	const folder = await mkdtemp(join(tmpdir(), 'anteroom-kamailio-'));
	const { webSocketPort = await freePort() } = options;
	const sipPort = await freePort();
	const database = join(folder, 'database');
	await cp(join(EXAMPLE, 'dbtext'), database, { recursive: true });
	await fillTables(database, options.subscribers);
	for (const file of ['kamailio.cfg', ...PARTS]) {
		await copyFile(join(EXAMPLE, file), join(folder, file));
	}
	await writeFile(
		join(folder, 'anteroom-local.cfg'),
		[
			`#!define SIP_DOMAIN "${SIP_DOMAIN}"`,
			`listen=udp:127.0.0.1:${sipPort}`,
			`listen=tcp:127.0.0.1:${webSocketPort}`,
			`#!define TRUNK_IP "${TRUNK_ADDRESS}"`,
			`#!define TRUNK_URI "sip:${TRUNK_ADDRESS}:${options.trunkPort}"`,
			`#!define RTPENGINE "udp:127.0.0.1:${options.rtpengineControlPort}"`,
			'#!define RING_MS 60000',
			'#!define DB_MODULE "db_text.so"',
			`#!define DB_URL "text://${database}"`,
			`#!define EVENT_URL "${options.events.url}"`,
			hmacPads(options.events.secret),
			...(options.withLines
				? ['#!define WITH_LINES', `#!define OWN_URI "sip:127.0.0.1:${sipPort}"`]
				: []),
			...(options.waitsForPush ? ['#!define WITH_PUSH'] : []),
			'children=2',
			'tcp_children=2',
			'dns=no',
			'rev_dns=no',
			''
		].join('\n')
	);
	const process = startPeer('kamailio', 'kamailio', [
		...['-DD', '-E', '-f', join(folder, 'kamailio.cfg'), '-m', '64', '-M', '8'],
		...['-Y', folder, '-P', join(folder, 'pid'), '-w', folder]
	]);
	try {
		await untilReady(process, async () => {
			const answer = await askByUdp(sipPort, (ownPort) =>
				optionsRequest(`127.0.0.1:${sipPort}`, `127.0.0.1:${ownPort}`)
			);
			return answer.startsWith('SIP/2.0 200');
		});
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
	return {
		process,
		sipPort,
		webSocketPort,
		webSocket: `ws://127.0.0.1:${webSocketPort}/sip`,
		async stop() {
			await process.stop();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

/**
 * What Kamailio, asked from the trunk, answers in place of a user or passes on of the user's phone: 200 where a
 * phone is registered and answers, 480 where none is (RFC 3261 §11). Undefined without an answer.
 */
export async function statusOfUser(
	{ sipPort }: Kamailio,
	user: string
): Promise<number | undefined> {
	const answer = await askByUdp(
		sipPort,
		(ownPort) => optionsRequest(`${user}@${SIP_DOMAIN}`, `${TRUNK_ADDRESS}:${ownPort}`),
		TRUNK_ADDRESS
	).catch(() => undefined);
	return answer === undefined ? undefined : Number(/^SIP\/2\.0 (\d{3})/.exec(answer)?.[1]);
}

/** What the example's script makes of a secret: lines for `anteroom-local.cfg`. */
export function hmacPads(secret: string): string {
	return execFileSync(join(EXAMPLE, 'hmac-pads.sh'), { input: secret, encoding: 'utf8' });
}

/** The example's empty text tables (`:` parts the columns), filled with our people. */
async function fillTables(folder: string, subscribers: readonly Subscriber[]): Promise<void> {
	const users = subscribers.map(({ user, password }, row) => {
		const ha1 = createHash('md5').update(`${user}:${SIP_DOMAIN}:${password}`).digest('hex');
		return `${row}:${user}:${SIP_DOMAIN}:${ha1}`;
	});
	const numbers = subscribers.flatMap(({ user, number }, row) =>
		number === undefined ? [] : [`${row}:${number}:${SIP_DOMAIN}:${user}:${SIP_DOMAIN}`]
	);
	await appendFile(join(folder, 'subscriber'), lines(users));
	await appendFile(join(folder, 'dbaliases'), lines(numbers));
}

function lines(rows: readonly string[]): string {
	return rows.map((row) => `${row}\n`).join('');
}

function optionsRequest(target: string, own: string): string {
	const id = randomUUID();
	return [
		`OPTIONS sip:${target} SIP/2.0`,
		`Via: SIP/2.0/UDP ${own};branch=z9hG4bK${id};rport`,
		'Max-Forwards: 5',
		`From: <sip:tests@127.0.0.1>;tag=${id}`,
		`To: <sip:${target}>`,
		`Call-ID: ${id}`,
		'CSeq: 1 OPTIONS',
		'Content-Length: 0',
		'',
		''
	].join('\r\n');
}
