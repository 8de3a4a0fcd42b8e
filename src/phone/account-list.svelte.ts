import * as v from 'valibot';
import type { NewAccount } from '#domain/new-account.ts';
import { ask, type ServerFailure } from './ask-server.ts';

const accountsSchema = v.object({
	accounts: v.array(
		v.object({
			id: v.string(),
			name: v.string(),
			email: v.string(),
			role: v.picklist(['admin', 'user']),
			sip: v.nullable(v.object({ user: v.string(), domain: v.string() }))
		})
	)
});
type ListedAccount = v.InferOutput<typeof accountsSchema>['accounts'][number];

/** All accounts of the installation, for administrators; secrets are never part of it. */
export class AccountList {
	#list = $state.raw<readonly ListedAccount[] | undefined>();
	#failed = $state.raw(false);

	/** undefined while it is being fetched. */
	get list(): readonly ListedAccount[] | undefined {
		return this.#list;
	}

	get failed(): boolean {
		return this.#failed;
	}

	async load(): Promise<void> {
		const answer = await ask(accountsSchema, '/api/accounts');
		this.#failed = !answer.ok;
		if (answer.ok) this.#list = answer.value.accounts;
	}

	/** Makes an account; gives the failure, if any. */
	async create(account: NewAccount): Promise<ServerFailure | undefined> {
		const answer = await ask(v.unknown(), '/api/accounts', { body: account });
		if (!answer.ok) return answer.failure;
		await this.load();
		return undefined;
	}
}
