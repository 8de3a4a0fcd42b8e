import type { JoinedCall } from '#domain/notification-rules.ts';
import { DueLoop } from '#server/due-loop.ts';
import { decideCall, type DecideParts } from './decide-call.ts';

const BATCH = 50;
/** A call that could not be decided (its settings cannot be read, a template failed) is tried again then. */
const RETRY_MS = 10_000;

interface DeciderParts extends DecideParts {
	/** Calls have been decided: there may be messages to send. */
	readonly decided: () => void;
	readonly onError: (error: unknown) => void;
}

/** Decides about calls when their grace periods are over: in this process or, after its end, in the next. */
export class Decider {
	readonly #parts: DeciderParts;
	readonly #loop: DueLoop;

	constructor(parts: DeciderParts) {
		this.#parts = parts;
		this.#loop = new DueLoop({
			run: () => this.#run(),
			now: parts.now,
			onError: parts.onError
		});
	}

	/** A call has come in, or the server has started. */
	wake(): void {
		this.#loop.wake();
	}

	close(): Promise<void> {
		return this.#loop.close();
	}

	async #run(): Promise<number | undefined> {
		const due = await this.#due();
		const accounts = Map.groupBy(due, ({ accountId }) => accountId);
		// Calls of one account in the order in which they fell due; nobody waits for another account's directory.
		await Promise.all(
			[...accounts.values()].map(async (calls) => {
				for (const call of calls) await this.#decide(call);
			})
		);
		if (due.length > 0) this.#parts.decided();
		return this.#nextDue();
	}

	async #decide(call: { accountId: string; callId: string; joined: JoinedCall }): Promise<void> {
		try {
			await decideCall(this.#parts, call);
		} catch (error) {
			this.#parts.onError(error);
			await this.#parts.database.db
				.updateTable('call')
				.set({ decide_at: this.#parts.now() + RETRY_MS })
				.where('account_id', '=', call.accountId)
				.where('call_id', '=', call.callId)
				.execute();
		}
	}

	async #due() {
		const rows = await this.#parts.database.db
			.selectFrom('call')
			.select(['account_id', 'call_id', 'joined'])
			.where('decided_at', 'is', null)
			.where('decide_at', '<=', this.#parts.now())
			.orderBy('decide_at')
			.orderBy('started_at')
			.limit(BATCH)
			.execute();
		return rows.map((row) => ({
			accountId: row.account_id,
			callId: row.call_id,
			joined: JSON.parse(row.joined) as JoinedCall
		}));
	}

	async #nextDue(): Promise<number | undefined> {
		const row = await this.#parts.database.db
			.selectFrom('call')
			.select((select) => select.fn.min('decide_at').as('at'))
			.where('decided_at', 'is', null)
			.where('decide_at', 'is not', null)
			.executeTakeFirst();
		return row?.at ?? undefined;
	}
}
