import { pausedChannelsSchema, type PausedChannel } from '#domain/channel-pause.ts';
import { ask } from './ask-server.ts';

/** How often an app in sight asks. */
const PAUSE_MS = 30_000;

/** On which channels messages wait until somebody has mended the installation, as the server says. */
export class PausedChannels {
	#all = $state.raw<readonly PausedChannel[]>([]);
	#timer: ReturnType<typeof setInterval> | undefined;

	get all(): readonly PausedChannel[] {
		return this.#all;
	}

	of(channel: string): PausedChannel | undefined {
		return this.#all.find((pause) => pause.channel === channel);
	}

	start(): void {
		document.addEventListener('visibilitychange', this.#look);
		this.#timer = setInterval(this.#look, PAUSE_MS);
		this.#look();
	}

	close(): void {
		document.removeEventListener('visibilitychange', this.#look);
		clearInterval(this.#timer);
	}

	#look = (): void => {
		if (!document.hidden) void this.#ask();
	};

	/** What was said last stands while the server is away. */
	async #ask(): Promise<void> {
		const answer = await ask(pausedChannelsSchema, '/api/paused-channels');
		if (answer.ok) this.#all = answer.value.channels;
	}
}
