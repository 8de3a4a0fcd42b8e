import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** A program that stands for the outside world, as its tests see it. */
export interface PeerProcess {
	readonly name: string;
	readonly pid: number;
	/** All that it has said so far, on both of its outputs. */
	log(): string;
	/** Its exit code, once it ends by itself or by `stop`; null where a signal ended it. */
	readonly ended: Promise<number | null>;
	/** Ends it and waits until it is gone. */
	stop(): Promise<void>;
}

const READY_LIMIT_MS = 20_000;
const ASK_AGAIN_MS = 30;
const STOP_LIMIT_MS = 5_000;
const LOG_LIMIT = 1_000_000;

interface PeerOptions {
	readonly cwd?: string;
	/** Added to our own environment. */
	readonly env?: NodeJS.ProcessEnv;
	/** The program and all that it starts form a group, which is killed as a whole. */
	readonly wholeGroup?: boolean;
}

/**
 * Starts a program that ends with us, whatever becomes of the test run. Its words are kept: they are
 * the first thing one wants to read when a test fails.
 */
export function startPeer(
	name: string,
	program: string,
	args: readonly string[],
	options: PeerOptions = {}
): PeerProcess {
	const { cwd, env, wholeGroup = false } = options;
	const child = spawn(program, args, {
		cwd,
		// Debian keeps daemons where only root looks for programs.
		env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, ...env },
		detached: wholeGroup,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let words = '';
	const keep = (chunk: string) => (words = (words + chunk).slice(-LOG_LIMIT));
	child.stdout?.setEncoding('utf8').on('data', keep);
	child.stderr?.setEncoding('utf8').on('data', keep);
	child.on('error', (error) => keep(`${error.message}\n`));
	const end = (signal: NodeJS.Signals) => {
		if (wholeGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
		else child.kill(signal);
	};
	const endWithUs = () => end('SIGTERM');
	process.once('exit', endWithUs);
	const ended = new Promise<number | null>((resolve) => {
		child.once('error', () => resolve(null));
		// "close" comes after the last word, "exit" may come before it.
		child.once('close', resolve);
	}).finally(() => process.off('exit', endWithUs));
	return {
		name,
		pid: child.pid ?? 0,
		log: () => words,
		ended,
		stop: () => stop(child, end)
	};
}

/**
 * Asks until the peer answers true; a question that throws counts as "not yet".
 *
 * @throws with the peer's log where it ends, or has not answered after 20 s.
 */
export async function untilReady(peer: PeerProcess, ask: () => Promise<boolean>): Promise<void> {
	let gone = false;
	void peer.ended.then(() => (gone = true));
	const limit = AbortSignal.timeout(READY_LIMIT_MS);
	while (!(await ask().catch(() => false))) {
		if (gone) throw new Error(`${peer.name} ended instead of getting ready:\n${peer.log()}`);
		if (limit.aborted) {
			await peer.stop();
			throw new Error(`${peer.name} did not get ready:\n${peer.log()}`);
		}
		await pause(ASK_AGAIN_MS);
	}
}

async function stop(child: ChildProcess, end: (signal: NodeJS.Signals) => void): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
	const exited = once(child, 'exit');
	end('SIGTERM');
	const patience = setTimeout(() => end('SIGKILL'), STOP_LIMIT_MS);
	await exited;
	clearTimeout(patience);
}
