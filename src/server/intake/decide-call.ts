import type { Transaction } from 'kysely';
import type { SourceAnswer } from '#domain/contact.ts';
import type { HotlineIndex } from '#domain/hotline-index.ts';
import { decide, type JoinedCall } from '#domain/notification-rules.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import { withDeviceContact } from '#domain/report-contact.ts';
import { readContactChoices } from '#server/accounts/contact-choices.ts';
import { readSettingsOf } from '#server/accounts/settings.ts';
import type { Database } from '#server/database/open-database.ts';
import type { Schema } from '#server/database/schema.ts';
import { readHistory } from './call-history.ts';
import { nextChange } from './change-number.ts';
import { queueNotifications, type MessageParts } from './queue-notifications.ts';

export interface DecideParts extends MessageParts {
	readonly database: Database;
	readonly hotlines: () => Promise<{ index(plan: NumberingPlan): HotlineIndex }>;
	/** Asks every directory for a number in E.164. */
	readonly lookUp: (e164: string) => Promise<readonly SourceAnswer[]>;
	readonly now: () => number;
}

interface DueCall {
	readonly accountId: string;
	readonly callId: string;
	readonly joined: JoinedCall;
}

/**
 * Decides about one call whose grace period is over: the decision, its explanation and the messages
 * are one transaction. The account is locked meanwhile, so that of two calls at the same moment the
 * second sees what the first did. Does nothing where another node was quicker.
 */
export async function decideCall(parts: DecideParts, due: DueCall): Promise<void> {
	// Before the transaction: a slow directory must not hold the database.
	const [found, hotlines] = await Promise.all([lookUp(parts, due.joined), parts.hotlines()]);
	await parts.database.inTransaction(async (tx) => {
		await parts.database.lockAccount(tx, due.accountId);
		const row = await undecided(tx, due);
		if (!row) return;
		// Another device's report may have come since: its answer counts, and that the caller is withheld.
		const call = JSON.parse(row.joined) as JoinedCall;
		const choices = await readContactChoices(tx, due.accountId);
		const e164 = e164Of(call);
		const choice = e164 === undefined ? undefined : choices[e164];
		const lookup = call.caller.kind === 'withheld' ? [] : withDeviceContact(found, call, choice);
		const account = { id: due.accountId, email: row.email };
		const settings = await readSettingsOf(tx, account);
		const { history, callsToday } = await readHistory(tx, {
			...due,
			callerKey: row.caller_key,
			startedAt: call.startedAt,
			timeZone: settings.timeZone
		});
		const decision = decide(call, history, lookup, settings);
		const at = parts.now();
		const isQueued =
			decision.notify &&
			(await queueNotifications(
				tx,
				parts,
				{ ...due, at },
				{
					call,
					hotline: hotlines.index(settings.numbering).find(call.called)?.hotline,
					lookup,
					callsToday,
					settings,
					sipDomain: history.sipDomain
				}
			));
		await tx
			.updateTable('call')
			.set({
				decided_at: at,
				decision: JSON.stringify(decision),
				// One that is decided anew may have a message that could not be taken back.
				notified: isQueued || row.notified === 1 ? 1 : 0,
				changed_at: await nextChange(tx, due.accountId, at)
			})
			.where('account_id', '=', due.accountId)
			.where('call_id', '=', due.callId)
			.execute();
	});
}

function e164Of({ caller }: JoinedCall): string | undefined {
	return caller.kind === 'number' ? caller.number.e164 : undefined;
}

async function lookUp({ lookUp: ask }: DecideParts, call: JoinedCall) {
	const e164 = e164Of(call);
	return e164 === undefined ? [] : ask(e164);
}

async function undecided(tx: Transaction<Schema>, { accountId, callId }: DueCall) {
	return tx
		.selectFrom('call')
		.innerJoin('user', 'user.id', 'call.account_id')
		.select(['call.joined', 'call.caller_key', 'call.notified', 'user.email'])
		.where('account_id', '=', accountId)
		.where('call_id', '=', callId)
		.where('direction', '=', 'incoming')
		.where('decided_at', 'is', null)
		.executeTakeFirst();
}
