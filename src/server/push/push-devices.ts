import { createECDH, ECDH, randomUUID } from 'node:crypto';
import type { NewPushDevice, PushDevice } from '#domain/push-device.ts';
import type { Database } from '#server/database/open-database.ts';
import { pushEndpoint, type PushReach } from './push-endpoint.ts';
import type { PushTarget } from './push-request.ts';

/** Each unanswered call goes to all of them. */
const MAX_DEVICES = 20;
const AUTH_BYTES = 16;

/** A device that messages are sent to. */
export interface PushRecipient extends PushTarget {
	readonly id: string;
	/** The last message of the outbox that it was sent. */
	readonly lastMessageId: string | null;
}

export type PushDeviceSaved =
	| { readonly ok: true; readonly id: string }
	| { readonly ok: false; readonly code: 'endpoint-refused' | 'keys-refused' | 'too-many-devices' };

interface Owner {
	readonly accountId: string;
	readonly sessionId: string;
}

/** Which browsers are told of an account's calls while the app is closed. */
export class PushDevices {
	readonly #database: Database;
	readonly #reach: PushReach;

	constructor(database: Database, reach: PushReach) {
		this.#database = database;
		this.#reach = reach;
	}

	/** The account's own, by name. */
	async list(accountId: string): Promise<PushDevice[]> {
		const rows = await this.#database.db
			.selectFrom('push_device')
			.select(['id', 'device_id', 'name', 'made_at', 'used_at'])
			.where('account_id', '=', accountId)
			.orderBy('name')
			.orderBy('id')
			.execute();
		return rows.map(({ id, device_id, name, made_at, used_at }) => ({
			...{ id, deviceId: device_id, name },
			...{ madeAt: made_at, usedAt: used_at }
		}));
	}

	/**
	 * Takes a browser's subscription, for as long as the session that it comes from. A device has one, and an
	 * endpoint belongs to whoever is signed in there now. A known device keeps its name.
	 */
	async save(
		{ accountId, sessionId }: Owner,
		{ deviceId, name, endpoint, keys }: NewPushDevice,
		now: number
	): Promise<PushDeviceSaved> {
		if (!pushEndpoint(endpoint, this.#reach)) return { ok: false, code: 'endpoint-refused' };
		if (!areKeys(keys)) return { ok: false, code: 'keys-refused' };
		return this.#database.inTransaction(async (tx) => {
			await this.#database.lockAccount(tx, accountId);
			const own = await tx
				.selectFrom('push_device')
				.select(['id', 'device_id'])
				.where('account_id', '=', accountId)
				.execute();
			const known = own.find((row) => row.device_id === deviceId);
			if (!known && own.length >= MAX_DEVICES) return { ok: false, code: 'too-many-devices' };
			const id = known?.id ?? randomUUID();
			await tx
				.deleteFrom('push_device')
				.where('endpoint', '=', endpoint)
				.where('id', '!=', id)
				.execute();
			const subscription = { session_id: sessionId, endpoint, ...keys };
			if (known) {
				await tx.updateTable('push_device').set(subscription).where('id', '=', id).execute();
			} else {
				await tx
					.insertInto('push_device')
					.values({
						...{ id, account_id: accountId, device_id: deviceId, name, made_at: now },
						...subscription
					})
					.execute();
			}
			return { ok: true, id };
		});
	}

	/** False where the account has no such device. */
	async rename(accountId: string, id: string, name: string): Promise<boolean> {
		const renamed = await this.#database.db
			.updateTable('push_device')
			.set({ name })
			.where('account_id', '=', accountId)
			.where('id', '=', id)
			.returning('id')
			.execute();
		return renamed.length > 0;
	}

	/** False where the account has no such device. */
	async remove(accountId: string, id: string): Promise<boolean> {
		const removed = await this.#database.db
			.deleteFrom('push_device')
			.where('account_id', '=', accountId)
			.where('id', '=', id)
			.returning('id')
			.execute();
		return removed.length > 0;
	}

	/** Those whose session has not ended by itself. */
	async recipients(accountId: string, now: number): Promise<PushRecipient[]> {
		const rows = await this.#database.db
			.selectFrom('push_device')
			.innerJoin('session', 'session.id', 'push_device.session_id')
			.select(['push_device.id', 'endpoint', 'p256dh', 'auth', 'last_message_id', 'expiresAt'])
			.where('account_id', '=', accountId)
			.where('userId', '=', accountId)
			.execute();
		return rows
			.filter(({ expiresAt }) => new Date(expiresAt).getTime() > now)
			.map(({ id, endpoint, p256dh, auth, last_message_id }) => ({
				...{ id, endpoint, keys: { p256dh, auth }, lastMessageId: last_message_id }
			}));
	}

	/** A push service has taken a message; `messageId` where it was one of the outbox. */
	async taken({ id }: PushRecipient, now: number, messageId?: string): Promise<void> {
		await this.#database.db
			.updateTable('push_device')
			.set({ used_at: now, ...(messageId !== undefined && { last_message_id: messageId }) })
			.where('id', '=', id)
			.execute();
	}

	/** A push service does not know the subscription any more; one that the device has sent meanwhile stays. */
	async gone({ id, endpoint }: PushRecipient): Promise<void> {
		await this.#database.db
			.deleteFrom('push_device')
			.where('id', '=', id)
			.where('endpoint', '=', endpoint)
			.execute();
	}
}

/** A point of P-256 and a secret of 16 bytes: others could not be encrypted for (RFC 8291 §3.1). */
function areKeys({ p256dh, auth }: NewPushDevice['keys']): boolean {
	if (Buffer.from(auth, 'base64url').length !== AUTH_BYTES) return false;
	try {
		ECDH.convertKey(p256dh, 'prime256v1', 'base64url', 'base64url', 'uncompressed');
		const ours = createECDH('prime256v1');
		ours.generateKeys();
		ours.computeSecret(p256dh, 'base64url');
		return Buffer.from(p256dh, 'base64url').length === 65;
	} catch {
		return false;
	}
}
