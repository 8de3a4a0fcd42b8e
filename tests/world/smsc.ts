import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.ts';
import { startPeer, untilReady, type PeerProcess } from './peer-process.ts';

const SCRIPT = join(import.meta.dirname, 'smsc.pl');

/** One `submit_sm` as Net::SMPP parsed it; the text as Perl's Encode reads it. */
interface Submission {
	readonly id: string;
	/** The command_status that it was answered with. */
	readonly status: number;
	readonly source_addr: string;
	readonly source_addr_ton: number;
	readonly source_addr_npi: number;
	readonly destination_addr: string;
	readonly dest_addr_ton: number;
	readonly dest_addr_npi: number;
	readonly data_coding: number;
	readonly esm_class: number;
	readonly registered_delivery: number;
	readonly octets: number;
	readonly in: 'short_message' | 'message_payload';
	readonly text: string;
}

/** A message centre of its own, made of Net::SMPP. */
export interface Smsc {
	/** The process that runs now. */
	readonly process: PeerProcess;
	readonly env: Readonly<Record<string, string>>;
	/** All that was submitted so far, in the order of arrival, refused ones too. */
	submitted(): Promise<Submission[]>;
	/** The next `count` submissions are refused with ESME_RTHROTTLED. */
	throttle(count: number): Promise<void>;
	/** The receipt of the next submission is sent before the submission is answered. */
	overtake(stat: string): Promise<void>;
	/** Sends a delivery receipt, e.g. `DELIVRD`; what it was answered with, or `nobody`. */
	receipt(id: string, stat: string): Promise<string>;
	/** Ends the process; its port and its notes stay. */
	pause(): Promise<void>;
	resume(): Promise<void>;
	stop(): Promise<void>;
}

/** Starts a private message centre on loopback and answers when it has answered. */
export async function startSmsc(): Promise<Smsc> {
	const folder = await mkdtemp(join(tmpdir(), 'anteroom-smsc-'));
	const [port, controlPort] = [await freePort(), await freePort()];
	const start = async () => {
		const started = startPeer('smsc', 'perl', [
			SCRIPT,
			'127.0.0.1',
			String(port),
			String(controlPort),
			folder
		]);
		await untilReady(started, async () => (await ask(controlPort, 'ready')) === 'ok');
		return started;
	};
	let process: PeerProcess;
	try {
		process = await start();
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
	return {
		get process() {
			return process;
		},
		env: {
			SMS_PROVIDER: 'smpp',
			SMS_URL: `smpp://127.0.0.1:${port}`,
			SMS_ACCOUNT: 'anteroom',
			SMS_SECRET: 's3cret',
			SMS_SENDER: 'Anteroom'
		},
		async submitted() {
			const notes = await readFile(join(folder, 'submitted.jsonl'), 'utf8').catch(() => '');
			return notes
				.split('\n')
				.slice(0, -1)
				.map((line) => JSON.parse(line) as Submission);
		},
		throttle: async (count) => void (await ask(controlPort, `throttle ${count}`)),
		overtake: async (stat) => void (await ask(controlPort, `hasty ${stat}`)),
		receipt: (id, stat) => ask(controlPort, `receipt ${id} ${stat}`),
		pause: () => process.stop(),
		async resume() {
			process = await start();
		},
		async stop() {
			await process.stop();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

async function ask(port: number, command: string): Promise<string> {
	const socket = connect(port, '127.0.0.1');
	try {
		socket.write(`${command}\n`);
		for await (const line of createInterface({ input: socket })) return line;
		throw new Error(`the message centre did not answer ${command}`);
	} finally {
		socket.destroy();
	}
}
