import { randomInt, timingSafeEqual } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Database } from '#server/database/open-database.ts';
import type { Accounts } from './accounts.ts';
import type { Setup as SetupRequest } from '#domain/new-account.ts';

/** Without letters and digits that are taken for each other. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const GROUPS = 4;
const GROUP_LENGTH = 4;

export type SetupResult =
	| { readonly ok: true; readonly id: string }
	| { readonly ok: false; readonly code: 'already-set-up' | 'wrong-code' | 'email-taken' };

/** The first run: whoever can read the server's console makes the first administrator. */
export interface Setup {
	/** Printed on the console while setup is needed; 80 bits, new at each start. */
	readonly code: string;
	needed(): Promise<boolean>;
	complete(request: SetupRequest): Promise<SetupResult>;
}

export function createSetup(database: Database, accounts: Accounts): Setup {
	const code = makeCode();
	const needed = async () => {
		const [account, claim] = await Promise.all([
			database.db.selectFrom('user').select('id').limit(1).executeTakeFirst(),
			database.db
				.selectFrom('installation')
				.select('key')
				.where('key', '=', 'setup')
				.executeTakeFirst()
		]);
		return account === undefined && claim === undefined;
	};
	return {
		code,
		needed,
		async complete({ code: given, ...account }) {
			if (!(await needed())) return { ok: false, code: 'already-set-up' };
			if (!sameCode(given, code)) return { ok: false, code: 'wrong-code' };
			const passwordHash = await hashPassword(account.password);
			return database.inTransaction(async (tx) => {
				// Of several at the same moment, on any node, one gets to write this row.
				const claim = await tx
					.insertInto('installation')
					.values({ key: 'setup', value: 'done' })
					.onConflict((conflict) => conflict.column('key').doNothing())
					.returning('key')
					.executeTakeFirst();
				if (!claim) return { ok: false, code: 'already-set-up' };
				return accounts.insert(tx, { ...account, role: 'admin', sip: null }, passwordHash);
			});
		}
	};
}

function makeCode(): string {
	const group = () =>
		Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
	return Array.from({ length: GROUPS }, group).join('-');
}

function sameCode(given: string, code: string): boolean {
	const normal = (text: string) => Buffer.from(text.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''));
	const [a, b] = [normal(given), normal(code)];
	return a.length === b.length && timingSafeEqual(a, b);
}
