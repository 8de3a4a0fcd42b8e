import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { describeOnEachDatabase, insertAccount } from '#server/database/test-databases.ts';
import { readCallChanges } from './call-statuses.ts';
import { createIntake } from './intake.ts';
import { incomingReport, outgoingReport } from './test-reports.ts';

const CALLS = 1_203;

describeOnEachDatabase('a change of a call', (database) => {
	test('tells other devices who was put through', async () => {
		await insertAccount(database(), 'anna');
		const intake = createIntake({ database: database(), now: Date.now, received: () => {} });
		await intake.receive({ id: 'anna', email: 'anna@accounts.example' }, [
			incomingReport('a', { outcome: 'answered', transferredBy: 'Carla', transferredTo: 'Ben' }),
			outgoingReport('b', { transferredTo: '12' }),
			outgoingReport('c')
		]);
		const { changes } = await intake.changes('anna', 0);
		expect(changes.map(({ facts }) => [facts.transferredBy, facts.transferredTo])).toEqual([
			['Carla', 'Ben'],
			[undefined, '12'],
			[undefined, undefined]
		]);
	});
});

describeOnEachDatabase('changes of many calls', (database) => {
	test('come in pages, in the order of the changes, each of them once', async () => {
		await insertAccount(database(), 'anna');
		await insertAccount(database(), 'ben');
		await insertCalls('anna', CALLS);
		await insertCalls('ben', 10);
		const seen: number[] = [];
		const sizes: number[] = [];
		for (let more = true; more;) {
			const page = await readCallChanges(database().db, 'anna', seen.at(-1) ?? 0);
			seen.push(...page.changes.map(({ changedAt }) => changedAt));
			sizes.push(page.changes.length);
			more = page.more;
		}
		expect(seen).toEqual(Array.from({ length: CALLS }, (_, at) => at + 1));
		expect(sizes).toEqual([500, 500, 203]);
	});

	test('are read from the index of changes, however many calls there are', async () => {
		await insertAccount(database(), 'anna');
		// So many that PostgreSQL does not rather read them all.
		await insertCalls('anna', 20_000);
		const query = sql`select * from call where account_id = ${'anna'} and changed_at > ${600} order by changed_at limit 500`;
		const isPostgres = database().engine === 'postgres';
		await sql`analyze call`.execute(database().db);
		const explain = isPostgres ? sql`explain ${query}` : sql`explain query plan ${query}`;
		const { rows } = await explain.execute(database().db);
		const plan = JSON.stringify(rows);
		expect(plan).toContain('call_changed_idx');
		// Neither sorts what it has read, nor reads the whole table.
		expect(plan).not.toMatch(/Seq Scan|SCAN call|Sort|TEMP B-TREE/);
	});

	async function insertCalls(account: string, count: number): Promise<void> {
		const rows = Array.from({ length: count }, (_, at) => ({
			account_id: account,
			call_id: `${at}@pbx.example`,
			direction: 'outgoing' as const,
			outcome: 'busy' as const,
			started_at: at,
			ended_at: at + 1,
			ring_ms: 1,
			joined: '{"dialled":{"raw":"12"}}',
			notified: 0 as const,
			changed_at: at + 1
		}));
		for (let first = 0; first < count; first += 500) {
			await database()
				.db.insertInto('call')
				.values(rows.slice(first, first + 500))
				.execute();
		}
	}
});
