import Dexie, { type Table } from 'dexie';
import * as v from 'valibot';
import { sessionInfoSchema, type SessionInfo } from '#domain/session-info.ts';
import { DEFAULT_SOUND, soundSettingsSchema, type SoundSettings } from '#domain/sound-settings.ts';
import {
	areSameSettings,
	joinChanges,
	settingsChangeSchema,
	type SettingsChange
} from '#domain/settings-merge.ts';

interface Row {
	key: string;
	value: unknown;
}

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
	readonly #db: Dexie & { rows: Table<Row, string> };

	constructor() {
		this.#db = new Dexie('anteroom-device') as Dexie & { rows: Table<Row, string> };
		this.#db.version(1).stores({ rows: 'key' });
	}

	/** This browser's id: made once, then kept. `fresh` is used when there is none. */
	deviceId(fresh: string): Promise<string> {
		return this.#db.transaction('rw', this.#db.rows, async () => {
			const known = (await this.#db.rows.get('device-id'))?.value;
			if (typeof known === 'string') return known;
			await this.#db.rows.put({ key: 'device-id', value: fresh });
			return fresh;
		});
	}

	async session(): Promise<SessionInfo | undefined> {
		const row = await this.#db.rows.get('session');
		const stored = v.safeParse(storedHotlinesSchema, row?.value);
		const parsed = v.safeParse(sessionInfoSchema, stored.output);
		return parsed.success ? parsed.output : undefined;
	}

	async saveSession(session: SessionInfo): Promise<void> {
		const value = { ...session, hotlines: JSON.stringify(session.hotlines) };
		await this.#db.rows.put({ key: 'session', value });
	}

	/** At sign-out: the SIP password must not stay behind. */
	async forgetSession(): Promise<void> {
		await this.#db.rows.delete('session');
	}

	/** Whether the server still has to be told of a sign-out. */
	async owesSignOut(): Promise<boolean> {
		return (await this.#db.rows.get('owes-sign-out'))?.value === true;
	}

	async setOwesSignOut(owes: boolean): Promise<void> {
		await this.#db.rows.put({ key: 'owes-sign-out', value: owes });
	}

	/** The sound of this computer. */
	async sound(): Promise<SoundSettings> {
		const row = await this.#db.rows.get('sound');
		const parsed = v.safeParse(soundSettingsSchema, row?.value);
		return parsed.success ? parsed.output : DEFAULT_SOUND;
	}

	async saveSound(sound: SoundSettings): Promise<void> {
		await this.#db.rows.put({ key: 'sound', value: sound });
	}

	/** A change of the account's settings that the server has not taken yet. */
	async waitingSettings(accountId: string): Promise<SettingsChange | undefined> {
		const row = await this.#db.rows.get(waitingKey(accountId));
		const parsed = v.safeParse(settingsChangeSchema, row?.value);
		return parsed.success ? parsed.output : undefined;
	}

	/** Keeps a change, joined with one that waits already; gives what waits now. */
	keepSettings(accountId: string, change: SettingsChange): Promise<SettingsChange> {
		return this.#db.transaction('rw', this.#db.rows, async () => {
			const joined = joinChanges(await this.waitingSettings(accountId), change);
			await this.#db.rows.put({ key: waitingKey(accountId), value: joined });
			return joined;
		});
	}

	/** Forgets a change that was sent; one that has been joined to it meanwhile, here or in another tab, stays. */
	forgetSettings(accountId: string, sent: SettingsChange): Promise<void> {
		return this.#db.transaction('rw', this.#db.rows, async () => {
			const waiting = await this.waitingSettings(accountId);
			if (!waiting || areSameSettings(waiting.changed, sent.changed)) {
				await this.#db.rows.delete(waitingKey(accountId));
			}
		});
	}
}

/** Kept at sign-out, so for the next sign-in of the same account; it holds no password. */
function waitingKey(accountId: string): string {
	return `waiting-settings:${accountId}`;
}
