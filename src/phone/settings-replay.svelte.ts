import { replaySchema, type Replay } from '#domain/replay-calls.ts';
import type { Settings } from '#domain/settings.ts';
import { ask, type ServerFailure } from './ask-server.ts';

type ReplayState =
	| { readonly state: 'asking' }
	| { readonly state: 'known'; readonly replay: Replay }
	| { readonly state: 'failed'; readonly failure: ServerFailure };

/** What settings that are not saved would have made of the last calls, asked of the server. */
export class SettingsReplay {
	#current = $state.raw<ReplayState>({ state: 'asking' });
	#isAsking = false;
	#wanted: Settings | undefined;

	/** While other settings are asked about, the last answer stays. */
	get current(): ReplayState {
		return this.#current;
	}

	/** Asks about these settings; of those that come while the server is asked, only the last. */
	async follow(settings: Settings): Promise<void> {
		this.#wanted = settings;
		if (this.#isAsking) return;
		this.#isAsking = true;
		while (this.#wanted) {
			const body = { settings: this.#wanted };
			this.#wanted = undefined;
			const answer = await ask(replaySchema, '/api/replays', { body });
			this.#current = answer.ok
				? { state: 'known', replay: answer.value }
				: { state: 'failed', failure: answer.failure };
		}
		this.#isAsking = false;
	}
}
