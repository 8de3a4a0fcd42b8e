import type { Transaction } from 'kysely';
import type { DeliveryState } from '#domain/journal-entry.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';
import { DueLoop } from '#server/due-loop.ts';
import { touchCall } from '#server/intake/change-number.ts';

/** A receipt waits so long for the message that it is about, ms: no attempt to send takes longer. */
const KEPT_MS = 86_400_000;
const BATCH = 100;

/** What a network says of one message in the end. */
export interface Receipt {
	/** As the sender gave it with the provider's answer: provider and the provider's own id. */
	readonly key: string;
	readonly delivery: DeliveryState;
	/** The network's own words. */
	readonly said: string;
}

interface ReceiptsParts {
	readonly database: Database;
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
}

/**
 * Joins receipts with the messages that they are about. A receipt is stored first and joined in a
 * transaction of its own, as a message is settled first: whichever comes last finds the other, and one
 * that nothing is found for is looked for again until it is too old.
 */
export class Receipts {
	readonly #parts: ReceiptsParts;
	readonly #loop: DueLoop;

	constructor(parts: ReceiptsParts) {
		this.#parts = parts;
		this.#loop = new DueLoop({
			run: () => this.#join(),
			now: parts.now,
			onError: parts.onError
		});
	}

	/** Stores a receipt; it may come again, and in any order: delivered is the last word. */
	async take({ key, delivery, said }: Receipt): Promise<void> {
		const { database, now } = this.#parts;
		const values = { delivery, said, received_at: now() };
		await database.db
			.insertInto('delivery_receipt')
			.values({ receipt_key: key, ...values })
			.onConflict((conflict) =>
				conflict
					.column('receipt_key')
					.doUpdateSet(values)
					.where('delivery_receipt.delivery', '!=', 'delivered')
			)
			.execute();
		// Of test messages, and of attempts that were given up: nobody will ask for them.
		await database.db
			.deleteFrom('delivery_receipt')
			.where('received_at', '<', now() - KEPT_MS)
			.execute();
		this.wake();
	}

	/** A message has been settled, or receipts may have been left by a process that died. */
	wake(): void {
		this.#loop.wake();
	}

	async close(): Promise<void> {
		await this.#loop.close();
	}

	async #join(): Promise<number | undefined> {
		const { database, now } = this.#parts;
		const found = await database.db
			.selectFrom('delivery_receipt')
			.innerJoin('outbox', 'outbox.receipt_key', 'delivery_receipt.receipt_key')
			.select([
				'outbox.id',
				'outbox.account_id',
				'outbox.call_id',
				'delivery_receipt.receipt_key',
				'delivery_receipt.delivery',
				'delivery_receipt.said',
				'delivery_receipt.received_at'
			])
			.limit(BATCH)
			.execute();
		for (const receipt of found) {
			await database.inTransaction(async (tx) => {
				await database.lockAccount(tx, receipt.account_id);
				await join(tx, receipt, now());
			});
		}
		return found.length === BATCH ? now() : undefined;
	}
}

interface FoundReceipt {
	/** The message's. */
	readonly id: string;
	readonly account_id: string;
	readonly call_id: string;
	readonly receipt_key: string | null;
	readonly delivery: DeliveryState;
	readonly said: string;
	readonly received_at: number;
}

async function join(tx: Transaction<Schema>, receipt: FoundReceipt, now: number): Promise<void> {
	const { id, account_id, call_id, receipt_key, delivery, said, received_at } = receipt;
	const changed = await tx
		.updateTable('outbox')
		.set({ delivery, delivery_at: received_at, delivery_said: said })
		.where('id', '=', id)
		// It may have been sent once more since.
		.where('receipt_key', '=', receipt_key)
		.where((where) =>
			where.or([
				where('delivery', 'is', null),
				where('delivery', 'not in', ['delivered', delivery])
			])
		)
		.returning('id')
		.execute();
	// Only this one: another may have come in the meantime.
	await tx
		.deleteFrom('delivery_receipt')
		.where('receipt_key', '=', receipt_key)
		.where('delivery', '=', delivery)
		.execute();
	if (changed.length === 0) return;
	await touchCall(tx, { accountId: account_id, callId: call_id }, now);
}
