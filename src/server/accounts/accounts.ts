import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Transaction } from 'kysely';
import type { SessionInfo, SipAccount } from '#domain/session-info.ts';
import type { SettingsChange } from '#domain/settings-merge.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { authValues } from '#server/database/auth-values.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';
import type { NewAccount, NewSipAccount } from '#domain/new-account.ts';
import type { Sealer } from './sealed-secret.ts';
import { changeSettingsOf, readSettingsOf, writeSettingsOf } from './settings.ts';

/** An account as administrators see it: nothing in it is secret. */
export interface AccountSummary {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly role: 'admin' | 'user';
	readonly sip: Omit<SipAccount, 'password'> | null;
}

export type Created =
	{ readonly ok: true; readonly id: string } | { readonly ok: false; readonly code: 'email-taken' };

type Owner = Pick<SessionInfo['account'], 'id' | 'email'>;

export interface Accounts {
	/** All accounts by name. */
	list(): Promise<readonly AccountSummary[]>;
	/** Sign-in, telephone and settings in one transaction. Does not ask who is allowed to. */
	create(account: NewAccount, settings?: Settings): Promise<Created>;
	/** The same within a transaction under way; the password has been hashed before it began. */
	insert(
		tx: Transaction<Schema>,
		account: Omit<NewAccount, 'password'>,
		passwordHash: string,
		settings?: Settings
	): Promise<Created>;
	/** The telephone with its password: for its own account's session alone. */
	sipAccount(accountId: string): Promise<SipAccount | null>;
	settings(account: Owner): Promise<Settings>;
	/** Joins a device's change with what is stored, by field; gives what is stored now. */
	changeSettings(account: Owner, change: SettingsChange): Promise<Settings>;
	/** The password of a SIP user of this installation's own domain; undefined where there is none. */
	sipPassword(user: string, domain: string): Promise<string | undefined>;
}

export function createAccounts(database: Database, sealer: Sealer, now: () => number): Accounts {
	const { db } = database;

	const insert: Accounts['insert'] = async (tx, account, passwordHash, settings) => {
		const { date, boolean } = authValues(database.engine);
		const at = date(now());
		const id = randomUUID();
		const user = await tx
			.insertInto('user')
			.values({
				id,
				name: account.name,
				email: account.email,
				emailVerified: boolean(false),
				createdAt: at,
				updatedAt: at,
				role: account.role,
				banned: boolean(false)
			})
			.onConflict((conflict) => conflict.column('email').doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!user) return { ok: false, code: 'email-taken' };
		await tx
			.insertInto('account')
			.values({
				id: randomUUID(),
				accountId: id,
				providerId: 'credential',
				userId: id,
				password: passwordHash,
				createdAt: at,
				updatedAt: at
			})
			.execute();
		await writeSettingsOf(
			tx,
			id,
			settings ?? defaultSettings(account.email, account.region),
			now()
		);
		if (account.sip) await insertSipAccount(tx, id, account.sip, sealer);
		return { ok: true, id };
	};

	return {
		insert,
		async create(account, settings) {
			// Hashing takes its time by design: not while the transaction holds the database.
			const passwordHash = await hashPassword(account.password);
			return database.inTransaction((tx) => insert(tx, account, passwordHash, settings));
		},
		async list() {
			const rows = await db
				.selectFrom('user')
				.leftJoin('sip_account', 'sip_account.account_id', 'user.id')
				.select(['user.id', 'user.name', 'user.email', 'user.role'])
				.select(['server', 'sip_account.user as sip_user', 'domain'])
				.select(['authorization_user', 'display_name'])
				.orderBy('user.name')
				.orderBy('user.id')
				.execute();
			return rows.map((row) => ({
				id: row.id,
				name: row.name,
				email: row.email,
				role: row.role === 'admin' ? 'admin' : 'user',
				sip:
					row.server === null
						? null
						: {
								server: row.server,
								user: row.sip_user ?? '',
								domain: row.domain ?? '',
								authorizationUser: row.authorization_user ?? '',
								displayName: row.display_name ?? ''
							}
			}));
		},
		async sipAccount(accountId) {
			const row = await db
				.selectFrom('sip_account')
				.selectAll()
				.where('account_id', '=', accountId)
				.executeTakeFirst();
			if (!row) return null;
			return {
				server: row.server,
				user: row.user,
				domain: row.domain,
				authorizationUser: row.authorization_user,
				password: sealer.open(row.password_sealed, accountId),
				displayName: row.display_name
			};
		},
		settings: (account) => readSettingsOf(db, account),
		changeSettings: (account, change) => changeSettingsOf(database, account, change, now()),
		async sipPassword(user, domain) {
			const row = await db
				.selectFrom('sip_account')
				.select(['account_id', 'password_sealed'])
				.where('authorization_user', '=', user)
				.where('domain', '=', domain)
				.executeTakeFirst();
			return row && sealer.open(row.password_sealed, row.account_id);
		}
	};
}

async function insertSipAccount(
	tx: Transaction<Schema>,
	accountId: string,
	sip: NewSipAccount,
	sealer: Sealer
): Promise<void> {
	await tx
		.insertInto('sip_account')
		.values({
			account_id: accountId,
			server: sip.server,
			user: sip.user,
			domain: sip.domain,
			authorization_user: sip.authorizationUser,
			password_sealed: sealer.seal(sip.password, accountId),
			display_name: sip.displayName
		})
		.execute();
}
