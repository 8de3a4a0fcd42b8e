import type { Transaction } from 'kysely';
import { partyE164 } from '#domain/call-party.ts';
import { isChosen, type ContactChoices } from '#domain/contact-choice.ts';
import type { SourceAnswer } from '#domain/contact.ts';
import type { JoinedCall } from '#domain/notification-rules.ts';
import type { Settings } from '#domain/settings.ts';
import { readContactChoices } from '#server/accounts/contact-choices.ts';
import { readSettingsOf } from '#server/accounts/settings.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';
import { DueLoop } from '#server/due-loop.ts';
import { nextChange } from './change-number.ts';
import { markProcessed } from './mark-processed.ts';
import { findSameParty, type SameParty } from './same-party.ts';

const BATCH = 50;
/** After a failure, or where a directory did not answer, a call is looked at again then ... */
const RETRY_MS = 60_000;
/** ... until it is so old. */
const RETRY_UNTIL_MS = 86_400_000;

interface FollowUpParts {
	readonly database: Database;
	/** Asks every directory for a number in E.164. */
	readonly lookUp: (e164: string) => Promise<readonly SourceAnswer[]>;
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
}

interface Due {
	readonly accountId: string;
	readonly callId: string;
	readonly email: string;
	readonly party: string;
}

/**
 * Looks at each call after its report is stored: who the other party is, and which calls are processed by
 * it. Apart from the intake, which must not wait for directories; what is due stays in the database.
 */
export class FollowUp {
	readonly #parts: FollowUpParts;
	readonly #loop: DueLoop;

	constructor(parts: FollowUpParts) {
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
		await Promise.all([...accounts.values()].map((calls) => this.#lookAt(calls)));
		return this.#nextDue();
	}

	async #lookAt(calls: readonly Due[]): Promise<void> {
		try {
			const { db } = this.#parts.database;
			const choices = await readContactChoices(db, calls[0]?.accountId ?? '');
			const parties = await this.#parties(
				calls.map(({ party }) => party),
				choices
			);
			await this.#settle(calls, parties, choices);
		} catch (error) {
			this.#parts.onError(error);
			const { database, now } = this.#parts;
			await database.db
				.updateTable('call')
				.set({ follow_up_at: now() + RETRY_MS })
				.where('account_id', '=', calls[0]?.accountId ?? '')
				.where(
					'call_id',
					'in',
					calls.map(({ callId }) => callId)
				)
				.where('follow_up_at', 'is not', null)
				.execute();
		}
	}

	/** The parties, and those that are the same contact: a number can stand with more than one contact. */
	async #parties(
		keys: readonly string[],
		choices: ContactChoices
	): Promise<ReadonlyMap<string, SameParty>> {
		const known = new Map<string, SameParty>();
		const add = (wanted: readonly string[]) =>
			Promise.all(
				[...new Set(wanted)]
					.filter((key) => !known.has(key))
					.map(async (key) => known.set(key, await findSameParty(key, choices, this.#parts.lookUp)))
			);
		await add(keys);
		await add([...known.values()].flatMap((party) => party.keys));
		return known;
	}

	/** All of an account in one transaction: each commit waits for the disk. */
	async #settle(
		calls: readonly Due[],
		parties: ReadonlyMap<string, SameParty>,
		choices: ContactChoices
	): Promise<void> {
		const { database } = this.#parts;
		const [first] = calls;
		if (!first) return;
		const { accountId, email } = first;
		await database.inTransaction(async (tx) => {
			await database.lockAccount(tx, accountId);
			const settings = await readSettingsOf(tx, { id: accountId, email });
			for (const call of calls) {
				await this.#settleOne(tx, call, { parties, settings, choices });
			}
		});
	}

	async #settleOne(
		tx: Transaction<Schema>,
		{ accountId, callId, party: key }: Due,
		facts: {
			readonly parties: ReadonlyMap<string, SameParty>;
			readonly settings: Settings;
			readonly choices: ContactChoices;
		}
	): Promise<void> {
		const { parties, settings, choices } = facts;
		const now = this.#parts.now();
		const call = await tx
			.selectFrom('call')
			.selectAll()
			.where('account_id', '=', accountId)
			.where('call_id', '=', callId)
			.where('follow_up_at', 'is not', null)
			.executeTakeFirst();
		// Another node was quicker, or a report that came meanwhile tells of another party.
		if (!call || call.party_key !== key) return;
		const party = parties.get(key);
		const isToRetry = party?.incomplete === true && now - call.ended_at < RETRY_UNTIL_MS;
		const known = deviceContact(call.joined);
		const isMeant = known && isChosen(known, choices[partyE164(key) ?? '']);
		const contact = isMeant ? known : (party?.contact ?? known);
		const named = contact && {
			contact: JSON.stringify({ name: contact.name, company: contact.company })
		};
		await tx
			.updateTable('call')
			.set({
				follow_up_at: isToRetry ? now + RETRY_MS : null,
				...(named &&
					named.contact !== call.contact && {
						...named,
						changed_at: await nextChange(tx, accountId, now)
					})
			})
			.where('account_id', '=', accountId)
			.where('call_id', '=', callId)
			.execute();
		const keysOf = (wanted: string) => parties.get(wanted)?.keys ?? [wanted];
		await markProcessed({ tx, accountId, settings, keysOf, now }, call);
	}

	async #due(): Promise<Due[]> {
		const rows = await this.#parts.database.db
			.selectFrom('call')
			.innerJoin('user', 'user.id', 'call.account_id')
			.select(['account_id', 'call_id', 'party_key', 'user.email'])
			.where('follow_up_at', '<=', this.#parts.now())
			.orderBy('follow_up_at')
			.limit(BATCH)
			.execute();
		return rows.map((row) => ({
			accountId: row.account_id,
			callId: row.call_id,
			email: row.email,
			party: row.party_key ?? ''
		}));
	}

	async #nextDue(): Promise<number | undefined> {
		const row = await this.#parts.database.db
			.selectFrom('call')
			.select((select) => select.fn.min('follow_up_at').as('at'))
			.where('follow_up_at', 'is not', null)
			.executeTakeFirst();
		return row?.at ?? undefined;
	}
}

/** Whom a device that reported the call knows its caller as; an outgoing call carries nobody. */
function deviceContact(joined: string) {
	const call = JSON.parse(joined) as Partial<JoinedCall>;
	return call.contact;
}
