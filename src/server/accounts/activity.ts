import type { Database } from '#server/database/open-database.ts';

/**
 * Notes that somebody used the account: signed in, or gave input to a visible window. A call report,
 * a push subscription or a background sync is not activity and must not come here.
 *
 * @param at UTC epoch ms; an earlier time than the stored one changes nothing.
 */
export async function noteActivity(
	{ db }: Pick<Database, 'db'>,
	accountId: string,
	at: number
): Promise<void> {
	await db
		.insertInto('account_activity')
		.values({ account_id: accountId, last_active_at: at })
		.onConflict((conflict) =>
			conflict
				.column('account_id')
				.doUpdateSet({ last_active_at: at })
				.where('account_activity.last_active_at', '<', at)
		)
		.execute();
}
