import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

interface AppOptions {
	readonly demo?: boolean;
	readonly env?: Readonly<Record<string, string>>;
	/** Kept when the server stops; without it there is a new one, removed in the end. */
	readonly dataFolder?: string;
	/** Where the app lies; this one without it. */
	readonly root?: string;
	/** A free one without it. */
	readonly port?: number;
}

/** The built app in a process of its own. */
export interface AppServer {
	readonly url: string;
	readonly dataFolder: string;
	readonly pid: number;
	/** All that it has printed. */
	output(): string;
	/** Ends it as a power cut would. */
	kill9(): Promise<void>;
	/** Starts it again on the same port and data. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/**
 * Starts the built app on a free loopback port and answers when it has said where it listens.
 *
 * @throws where it does not start; the message holds its own words.
 */
export async function startApp(options: AppOptions = {}): Promise<AppServer> {
	const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'anteroom-app-')));
	const keepData = options.dataFolder !== undefined;
	const process = new AppProcess({ ...options, dataFolder }, keepData);
	try {
		await process.start(String(options.port ?? 0));
	} catch (error) {
		await process.remove();
		throw error;
	}
	return process;
}

class AppProcess implements AppServer {
	readonly dataFolder: string;
	readonly #options: AppOptions & { dataFolder: string };
	readonly #keepData: boolean;
	#child: ChildProcess | undefined;
	#words = '';
	#url = '';

	constructor(options: AppOptions & { dataFolder: string }, keepData: boolean) {
		this.#options = options;
		this.dataFolder = options.dataFolder;
		this.#keepData = keepData;
	}

	get url(): string {
		return this.#url;
	}

	get pid(): number {
		return this.#child?.pid ?? 0;
	}

	output(): string {
		return this.#words;
	}

	async start(port: string): Promise<void> {
		const { demo = false, env = {}, root = ROOT } = this.#options;
		const main = join(root, 'src/server/main.ts');
		const child = spawn(process.execPath, [main, ...(demo ? ['--demo'] : [])], {
			env: { PATH: process.env.PATH, PORT: port, ANTEROOM_DATA: this.dataFolder, ...env },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		this.#child = child;
		// A test run that dies in between must not leave a server behind.
		const endWithUs = () => child.kill('SIGKILL');
		process.once('exit', endWithUs);
		child.once('exit', () => process.off('exit', endWithUs));
		const before = this.#words.length;
		await new Promise<void>((resolve, reject) => {
			const take = (data: Buffer) => {
				this.#words += String(data);
				const url = /answers at (http:\S+)/.exec(this.#words.slice(before))?.[1];
				if (url === undefined) return;
				this.#url = url;
				resolve();
			};
			child.stdout.on('data', take);
			child.stderr.on('data', take);
			child.once('error', reject);
			child.once('exit', () => reject(new Error(`the app ended:\n${this.#words.slice(before)}`)));
		});
	}

	async kill9(): Promise<void> {
		await this.#end('SIGKILL');
	}

	async restart(): Promise<void> {
		await this.#end('SIGTERM');
		await this.start(new URL(this.#url).port);
	}

	async stop(): Promise<void> {
		await this.#end('SIGTERM');
		await this.remove();
	}

	async remove(): Promise<void> {
		if (!this.#keepData) await rm(this.dataFolder, { recursive: true, force: true });
	}

	async #end(signal: NodeJS.Signals): Promise<void> {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, 'exit');
		child.kill(signal);
		await ended;
	}
}
