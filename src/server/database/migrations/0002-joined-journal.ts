import { sql, type Kysely } from 'kysely';

/**
 * What devices need to agree on the journal: the order in which calls changed, who was on the other
 * side, and what people marked by hand.
 */
export async function addJoinedJournal(db: Kysely<unknown>): Promise<void> {
	const add = (name: string, type: 'text' | 'bigint') =>
		db.schema.alterTable('call').addColumn(name, type).execute();
	await add('party_key', 'text');
	await add('contact', 'text');
	await add('processed_by_call', 'text');
	await add('by_hand', 'text');
	await add('follow_up_at', 'bigint');
	await db.schema
		.alterTable('call')
		.addColumn('changed_at', 'bigint', (c) => c.notNull().defaultTo(0))
		.execute();
	await sql`update call set changed_at = numbered.place from (
		select account_id, call_id,
			row_number() over (partition by account_id order by started_at, call_id) as place
		from call
	) as numbered where call.account_id = numbered.account_id and call.call_id = numbered.call_id`.execute(
		db
	);
	// Who was called in earlier outgoing calls is found by joining them anew, which their next report does.
	await sql`update call set party_key = caller_key`.execute(db);
	await db.schema
		.createIndex('call_changed_idx')
		.unique()
		.on('call')
		.columns(['account_id', 'changed_at'])
		.execute();
	await db.schema
		.createIndex('call_party_idx')
		.on('call')
		.columns(['account_id', 'party_key', 'started_at'])
		.execute();
	await db.schema
		.createIndex('call_follow_up_idx')
		.on('call')
		.column('follow_up_at')
		.where(sql.ref('follow_up_at'), 'is not', null)
		.execute();
}
