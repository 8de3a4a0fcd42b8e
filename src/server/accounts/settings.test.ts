import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { describeOnEachDatabase } from '#server/database/test-databases.ts';
import { createAccounts } from './accounts.ts';
import { createSealer } from './sealed-secret.ts';

const NOW = 1_790_000_000_000;
const EMAIL = 'anna@office.example';

describeOnEachDatabase('settings', (database) => {
	const accounts = () => createAccounts(database(), createSealer(Buffer.alloc(32, 1)), () => NOW);
	const base = defaultSettings(EMAIL);
	const withGrace = (graceMs: number): Settings => ({
		...base,
		unanswered: { ...base.unanswered, graceMs }
	});
	const withList = (list: string[]): Settings => ({
		...base,
		exceptions: { ...base.exceptions, list }
	});

	async function anna() {
		const created = await accounts().create({
			name: 'Anna',
			email: EMAIL,
			password: 'a password for Anna',
			role: 'user',
			sip: null
		});
		if (!created.ok) throw new Error(created.code);
		return { id: created.id, email: EMAIL };
	}

	test('are kept as they were changed', async () => {
		const account = await anna();
		const changed = withList(['100']);
		expect(await accounts().changeSettings(account, { base, changed })).toEqual(changed);
		expect(await accounts().settings(account)).toEqual(changed);
	});

	test('of an account that has stored none begin with the defaults', async () => {
		const account = await anna();
		await database().db.deleteFrom('account_settings').execute();
		await accounts().changeSettings(account, { base, changed: withGrace(0) });
		expect(await accounts().settings(account)).toEqual(withGrace(0));
	});

	test('that devices change at the same moment hold all changes', async () => {
		const account = await anna();
		// More than once: the database's connections are opened as they are needed.
		for (let round = 1; round <= 10; round += 1) {
			const list = [String(round)];
			await Promise.all([
				accounts().changeSettings(account, { base, changed: withGrace(round) }),
				accounts().changeSettings(account, { base, changed: withList(list) })
			]);
			expect(await accounts().settings(account)).toEqual({
				...withList(list),
				unanswered: { ...base.unanswered, graceMs: round }
			});
		}
	});
});
