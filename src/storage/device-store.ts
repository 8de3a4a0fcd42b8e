import * as v from 'valibot';
import { sessionInfoSchema, type SessionInfo } from '#domain/session-info.ts';
import { DEFAULT_SOUND, soundSettingsSchema, type SoundSettings } from '#domain/sound-settings.ts';
import {
	areSameSettings,
	joinChanges,
	settingsChangeSchema,
	type SettingsChange
} from '#domain/settings-merge.ts';
import { KeptRows } from './kept-rows.ts';

/**
 * Of a stored session: the hotlines are one JSON text, since the browser takes long to copy thousands of
 * them object by object. Older versions stored them so.
 */
const storedHotlinesSchema = v.looseObject({
	hotlines: v.union([v.array(v.unknown()), v.pipe(v.string(), v.parseJson())])
});

/**
 * What this browser remembers beside the journals: its own id, who was signed in, for starts without the
 * server, and changes of settings that wait for it.
 */
export class DeviceStore {
	readonly #rows = new KeptRows('anteroom-device');

	/** This browser's id: made once, then kept. `fresh` is used when there is none. */
	deviceId(fresh: string): Promise<string> {
		return this.#rows.change('device-id', (known) => (typeof known === 'string' ? known : fresh));
	}

	async session(): Promise<SessionInfo | undefined> {
		const stored = v.safeParse(storedHotlinesSchema, await this.#rows.get('session'));
		const parsed = v.safeParse(sessionInfoSchema, stored.output);
		return parsed.success ? parsed.output : undefined;
	}

	async saveSession(session: SessionInfo): Promise<void> {
		const value = { ...session, hotlines: JSON.stringify(session.hotlines) };
		await this.#rows.change('session', () => value);
	}

	/** At sign-out: the SIP password must not stay behind. */
	async forgetSession(): Promise<void> {
		await this.#rows.change('session', () => undefined);
	}

	/** Whether the server still has to be told of a sign-out. */
	async owesSignOut(): Promise<boolean> {
		return (await this.#rows.get('owes-sign-out')) === true;
	}

	async setOwesSignOut(owes: boolean): Promise<void> {
		await this.#rows.change('owes-sign-out', () => owes);
	}

	/** The sound of this computer. */
	async sound(): Promise<SoundSettings> {
		const parsed = v.safeParse(soundSettingsSchema, await this.#rows.get('sound'));
		return parsed.success ? parsed.output : DEFAULT_SOUND;
	}

	async saveSound(sound: SoundSettings): Promise<void> {
		await this.#rows.change('sound', () => sound);
	}

	/** A change of the account's settings that the server has not taken yet. */
	async waitingSettings(accountId: string): Promise<SettingsChange | undefined> {
		return readChange(await this.#rows.get(waitingKey(accountId)));
	}

	/** Keeps a change, joined with one that waits already; gives what waits now. */
	keepSettings(accountId: string, change: SettingsChange): Promise<SettingsChange> {
		return this.#rows.change(waitingKey(accountId), (before) =>
			joinChanges(readChange(before), change)
		);
	}

	/** Forgets a change that was sent; one that has been joined to it meanwhile, here or in another tab, stays. */
	async forgetSettings(accountId: string, sent: SettingsChange): Promise<void> {
		await this.#rows.change(waitingKey(accountId), (before) => {
			const waiting = readChange(before);
			return waiting && areSameSettings(waiting.changed, sent.changed) ? undefined : waiting;
		});
	}
}

function readChange(stored: unknown): SettingsChange | undefined {
	const parsed = v.safeParse(settingsChangeSchema, stored);
	return parsed.success ? parsed.output : undefined;
}

/** Kept at sign-out, so for the next sign-in of the same account; it holds no password. */
function waitingKey(accountId: string): string {
	return `waiting-settings:${accountId}`;
}
