import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, freePortPair } from './free-port.ts';
import { startPeer, untilReady, type PeerProcess } from './peer-process.ts';
import { makeTone } from './sox.ts';

/** What baresip says on its control connection; only what the tests look at. */
type Message =
	| { readonly event: true; readonly type: string; readonly param?: string }
	| { readonly response: true; readonly token: string; readonly data: string };

/** A desk phone that answers at once, plays a sound file and records what it hears. */
export interface Baresip {
	readonly process: PeerProcess;
	/** Calls a SIP user or number of its own domain. */
	dial(user: string): Promise<void>;
	/** Answers a call that rings, where it does not by itself. */
	answer(): Promise<void>;
	hangUp(): Promise<void>;
	/** Holds its call, with a re-INVITE. */
	hold(): Promise<void>;
	resume(): Promise<void>;
	/** Resolves once an event of this type has come, e.g. `CALL_ESTABLISHED`; `count` for the n-th of them. */
	seen(type: string, count?: number): Promise<void>;
	/** The digits that have been sent to it as tones, so far. */
	digits(): string;
	/** WAV files of what it has heard, one for each call, oldest first; growing while a call lasts. */
	recordings(): Promise<string[]>;
	stop(): Promise<void>;
}

interface BaresipOptions {
	readonly user: string;
	readonly password: string;
	readonly domain: string;
	/** The registrar's UDP port on loopback. */
	readonly registrarPort: number;
	/** What its microphone hears, Hz. */
	readonly toneHz: number;
	/** False where it only rings. */
	readonly answers?: boolean;
	/** Opus, as with browsers, where nothing is said. */
	readonly codec?: keyof typeof CODECS;
}

/** Its codecs and how they are sampled, which its sound file must match. */
const CODECS = { opus: { rate: 48_000, channels: 2 }, PCMA: { rate: 8_000, channels: 1 } } as const;
/** baresip hangs up where its sound file ends. */
const LONGEST_CALL_S = 60;

/** Starts baresip on loopback only and answers when it is registered. */
export async function startBaresip(options: BaresipOptions): Promise<Baresip> {
	const folder = await mkdtemp(join(tmpdir(), 'anteroom-baresip-'));
	const recordings = join(folder, 'heard');
	await mkdir(recordings);
	const controlPort = await freePort();
	const tone = join(folder, 'tone.wav');
	await makeTone(tone, options.toneHz, LONGEST_CALL_S, CODECS[options.codec ?? 'opus']);
	await writeFile(
		join(folder, 'config'),
		configuration(tone, controlPort, recordings, await freePortPair())
	);
	await writeFile(join(folder, 'accounts'), account(options));
	const process = startPeer('baresip', 'baresip', ['-f', folder]);
	const remove = () => rm(folder, { recursive: true, force: true });
	let control: Control | undefined;
	try {
		await untilReady(process, async () => {
			control ??= new Control(await connected(controlPort));
			// Colours stand around the word on its console.
			return (await control.command('reginfo')).includes('OK');
		});
	} catch (error) {
		await remove();
		throw error;
	}
	const phone = control;
	if (!phone) throw new Error('baresip is ready, but nobody has asked it');
	return {
		process,
		async dial(user) {
			await phone.command('dial', `sip:${user}@${options.domain}`);
		},
		async answer() {
			await phone.command('accept');
		},
		async hangUp() {
			await phone.command('hangup');
		},
		async hold() {
			await phone.command('hold');
		},
		async resume() {
			await phone.command('resume');
		},
		seen: (type, count = 1) => phone.seen(type, count),
		digits: () => phone.digits,
		async recordings() {
			const names = (await readdir(recordings)).filter((name) => name.endsWith('-dec.wav'));
			return names.sort().map((name) => join(recordings, name));
		},
		async stop() {
			phone.close();
			await process.stop();
			await remove();
		}
	};
}

function account({
	user,
	password,
	domain,
	registrarPort,
	answers = true,
	codec = 'opus'
}: BaresipOptions): string {
	const parameters = [
		`auth_user=${user}`,
		`auth_pass=${password}`,
		`outbound="sip:127.0.0.1:${registrarPort};transport=udp"`,
		`answermode=${answers ? 'auto' : 'manual'}`,
		`audio_codecs=${codec}/${CODECS[codec].rate}/${CODECS[codec].channels}`,
		'regint=60'
	];
	return `<sip:${user}@${domain}>;${parameters.join(';')}\n`;
}

function configuration(
	tone: string,
	controlPort: number,
	recordings: string,
	sipPort: number
): string {
	return [
		`sip_listen 127.0.0.1:${sipPort}`,
		'net_interface 127.0.0.1',
		`audio_source aufile,${tone}`,
		// Nobody listens, but without a player nothing is decoded, and so nothing recorded.
		'audio_player aubridge,nobody',
		'audio_alert aubridge,nobody',
		`snd_path ${recordings}`,
		`ctrl_tcp_listen 127.0.0.1:${controlPort}`,
		'module_path /usr/lib/baresip/modules',
		'module opus.so',
		'module g711.so',
		'module aufile.so',
		'module aubridge.so',
		'module sndfile.so',
		'module_app account.so',
		'module_app menu.so',
		'module_app ctrl_tcp.so',
		''
	].join('\n');
}

async function connected(port: number): Promise<Socket> {
	const socket = connect(port, '127.0.0.1');
	await once(socket, 'connect');
	return socket;
}

/** Its control connection: JSON in netstrings. */
class Control {
	readonly #socket: Socket;
	digits = '';
	readonly #counts = new Map<string, number>();
	readonly #waiting = new Set<() => void>();
	readonly #answers = new Map<string, (data: string) => void>();
	#asked = 0;
	#buffer = Buffer.alloc(0);

	constructor(socket: Socket) {
		this.#socket = socket;
		socket.on('data', (data) => this.#take(data));
		socket.on('error', () => {});
	}

	count(type: string): number {
		return this.#counts.get(type) ?? 0;
	}

	seen(type: string, count: number): Promise<void> {
		return new Promise((resolve) => {
			const look = () => {
				if (this.count(type) < count) return;
				this.#waiting.delete(look);
				resolve();
			};
			this.#waiting.add(look);
			look();
		});
	}

	/** Gives its answer to a command, as it would stand on its console. */
	command(command: string, params = ''): Promise<string> {
		const token = String(++this.#asked);
		const text = JSON.stringify({ command, params, token });
		this.#socket.write(`${Buffer.byteLength(text)}:${text},`);
		return new Promise((resolve) => this.#answers.set(token, resolve));
	}

	close(): void {
		this.#socket.destroy();
	}

	#take(data: Buffer): void {
		this.#buffer = Buffer.concat([this.#buffer, data]);
		for (;;) {
			const colon = this.#buffer.indexOf(':');
			if (colon < 0) return;
			const end = colon + 1 + Number(this.#buffer.subarray(0, colon).toString());
			if (this.#buffer.length <= end) return;
			const message = JSON.parse(this.#buffer.subarray(colon + 1, end).toString()) as Message;
			this.#buffer = this.#buffer.subarray(end + 1);
			this.#hear(message);
		}
	}

	#hear(message: Message): void {
		if ('event' in message) {
			this.#counts.set(message.type, this.count(message.type) + 1);
			if (message.type === 'CALL_DTMF_START') this.digits += message.param ?? '';
			for (const look of [...this.#waiting]) look();
		} else {
			this.#answers.get(message.token)?.(message.data);
			this.#answers.delete(message.token);
		}
	}
}
