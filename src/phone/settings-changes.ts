import * as v from 'valibot';
import type { SessionInfo } from '#domain/session-info.ts';
import { mergeSettings, type SettingsChange } from '#domain/settings-merge.ts';
import { settingsSchema, type Settings } from '#domain/settings.ts';
import { ask, type ServerFailure } from './ask-server.ts';

/** Where changes of settings wait for a server that is away, also through a restart. */
export interface SettingsMemory {
	waitingSettings(accountId: string): Promise<SettingsChange | undefined>;
	/** Keeps a change behind one that waits already; gives what waits now. */
	keepSettings(accountId: string, change: SettingsChange): Promise<SettingsChange>;
	/** Forgets what was sent; a change that has been joined to it meanwhile stays. */
	forgetSettings(accountId: string, sent: SettingsChange): Promise<void>;
}

/** What became of a change of settings. */
export type SettingsSaved =
	| { readonly state: 'saved'; readonly settings: Settings }
	/** Kept on this device: it goes out when the server is back. */
	| { readonly state: 'waiting'; readonly settings: Settings }
	| { readonly state: 'refused'; readonly failure: ServerFailure };

const answerSchema = v.object({ settings: settingsSchema });

/** Brings changes of settings to the server; what cannot be sent now waits on this device. */
export class SettingsChanges {
	readonly #memory: SettingsMemory;
	readonly #stranded: () => void;

	/** @param stranded told when a change waits that the server does not take now */
	constructor(memory: SettingsMemory, stranded: () => void) {
		this.#memory = memory;
		this.#stranded = stranded;
	}

	async save(accountId: string, change: SettingsChange): Promise<SettingsSaved> {
		// Without storage (private window, full disk) the change can still go out now.
		const kept = await this.#memory.keepSettings(accountId, change).catch(() => change);
		return this.#send(accountId, kept);
	}

	/** What waits of the account's changes, while the server is away. */
	async waiting({ account, settings }: SessionInfo): Promise<SettingsSaved | undefined> {
		const waiting = await this.#memory.waitingSettings(account.id).catch(() => undefined);
		return waiting && { state: 'waiting', settings };
	}

	/** Sends what waits. Gives undefined where nothing does. */
	async catchUp({ account, settings }: SessionInfo): Promise<SettingsSaved | undefined> {
		const waiting = await this.#memory.waitingSettings(account.id).catch(() => undefined);
		if (!waiting) return undefined;
		const saved = await this.#send(account.id, waiting);
		// What the server says is newer than what waits was built on.
		return saved.state === 'waiting'
			? { ...saved, settings: mergeSettings(waiting.base, waiting.changed, settings) }
			: saved;
	}

	async #send(accountId: string, change: SettingsChange): Promise<SettingsSaved> {
		const answer = await ask(answerSchema, '/api/settings', { method: 'PUT', body: change });
		if (!answer.ok && isPassing(answer.failure)) {
			this.#stranded();
			return { state: 'waiting', settings: change.changed };
		}
		// What the server will never take must not be sent for ever.
		await this.#memory.forgetSettings(accountId, change).catch(() => {});
		return answer.ok
			? { state: 'saved', settings: answer.value.settings }
			: { state: 'refused', failure: answer.failure };
	}
}

/** The server may take the same change later: it is away, busy or broken, or wants a sign-in first. */
function isPassing(failure: ServerFailure): boolean {
	if (failure.kind === 'unreachable') return true;
	return failure.status >= 500 || [401, 408, 429].includes(failure.status);
}
