import type { Kysely } from 'kysely';

/** Whom a number means to an account, where several contacts have it. */
export async function addContactChoices(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('contact_choice')
		.addColumn('account_id', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
		.addColumn('e164', 'text', (c) => c.notNull())
		.addColumn('source', 'text', (c) => c.notNull())
		.addColumn('contact_id', 'text', (c) => c.notNull())
		.addColumn('chosen_at', 'bigint', (c) => c.notNull())
		.addPrimaryKeyConstraint('contact_choice_key', ['account_id', 'e164'])
		.execute();
}
