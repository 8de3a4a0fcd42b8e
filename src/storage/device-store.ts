import Dexie, { type Table } from 'dexie';
import * as v from 'valibot';
import { sessionInfoSchema, type SessionInfo } from '#domain/session-info.ts';

interface Row {
	key: string;
	value: unknown;
}

/** What this browser remembers apart from any account: its own id, and who was signed in, for starts without the server. */
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
		const parsed = v.safeParse(sessionInfoSchema, row?.value);
		return parsed.success ? parsed.output : undefined;
	}

	async saveSession(session: SessionInfo): Promise<void> {
		await this.#db.rows.put({ key: 'session', value: session });
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
}
