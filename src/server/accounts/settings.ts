import type { Kysely } from 'kysely';
import { mergeSettings, type SettingsChange } from '#domain/settings-merge.ts';
import { defaultSettings, readSettings, type Settings } from '#domain/settings.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';

/**
 * The account's settings; the defaults where none were stored yet.
 *
 * @throws where the stored settings cannot be understood: resetting them silently would change who is notified.
 */
export async function readSettingsOf(
	db: Kysely<Schema>,
	account: { readonly id: string; readonly email: string }
): Promise<Settings> {
	const row = await db
		.selectFrom('account_settings')
		.select('data')
		.where('account_id', '=', account.id)
		.executeTakeFirst();
	if (!row) return defaultSettings(account.email);
	const read = readSettings(JSON.parse(row.data));
	if (!read.success) throw new Error(`the settings of account ${account.id} cannot be read`);
	return read.output;
}

/** @param at UTC epoch ms */
export async function writeSettingsOf(
	db: Kysely<Schema>,
	accountId: string,
	settings: Settings,
	at: number
): Promise<void> {
	const values = { version: settings.version, data: JSON.stringify(settings), updated_at: at };
	await db
		.insertInto('account_settings')
		.values({ account_id: accountId, ...values })
		.onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
		.execute();
}

/**
 * Takes a device's change into the account's settings, joined by field with what other devices have
 * changed since; gives what is stored now. The same change may come again.
 *
 * @param at UTC epoch ms
 */
export async function changeSettingsOf(
	database: Database,
	account: { readonly id: string; readonly email: string },
	{ base, changed }: SettingsChange,
	at: number
): Promise<Settings> {
	return database.inTransaction(async (tx) => {
		// Two devices that save at once must not read the same settings: the second would undo the first.
		await database.lockAccount(tx, account.id);
		const merged = mergeSettings(base, changed, await readSettingsOf(tx, account));
		await writeSettingsOf(tx, account.id, merged, at);
		return merged;
	});
}
