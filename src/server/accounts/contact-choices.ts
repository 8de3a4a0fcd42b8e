import type { Kysely } from 'kysely';
import type { ContactChoice, ContactChoices } from '#domain/contact-choice.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';

/** They travel with the session: the oldest give way. */
const MOST_CHOICES = 500;

/** Whom numbers mean to an account, by E.164. */
export async function readContactChoices(
	db: Kysely<Schema>,
	accountId: string
): Promise<ContactChoices> {
	const rows = await db
		.selectFrom('contact_choice')
		.select(['e164', 'source', 'contact_id'])
		.where('account_id', '=', accountId)
		.orderBy('e164')
		.execute();
	return Object.fromEntries(
		rows.map((row) => [row.e164, { source: row.source, id: row.contact_id }])
	);
}

/**
 * Remembers whom a number means to an account, or forgets it.
 *
 * @param at UTC epoch ms
 */
export async function writeContactChoice(
	database: Database,
	accountId: string,
	{ e164, choice }: { readonly e164: string; readonly choice: ContactChoice | undefined },
	at: number
): Promise<void> {
	await database.inTransaction(async (tx) => {
		await database.lockAccount(tx, accountId);
		await tx
			.deleteFrom('contact_choice')
			.where('account_id', '=', accountId)
			.where('e164', '=', e164)
			.execute();
		if (!choice) return;
		const { source, id } = choice;
		await tx
			.insertInto('contact_choice')
			.values({ account_id: accountId, e164, source, contact_id: id, chosen_at: at })
			.execute();
		const kept = tx
			.selectFrom('contact_choice')
			.select('e164')
			.where('account_id', '=', accountId)
			.orderBy('chosen_at', 'desc')
			.limit(MOST_CHOICES);
		await tx
			.deleteFrom('contact_choice')
			.where('account_id', '=', accountId)
			.where('e164', 'not in', kept)
			.execute();
	});
}
