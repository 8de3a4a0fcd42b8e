import * as v from 'valibot';
import { callReportSchema, type CallReport, type CallReportAnswers } from '#domain/call-report.ts';
import type { CallChanges, CallStatus } from '#domain/journal-entry.ts';
import type { CallMark } from '#domain/processed.ts';
import { readSettingsOf } from '#server/accounts/settings.ts';
import type { Database } from '#server/database/open-database.ts';
import { joinCall } from './call-row.ts';
import { readCallChanges, readCallStatuses, type CallQuery } from './call-statuses.ts';
import { markByHand } from './mark-by-hand.ts';
import { retryMessage, type MessageKey } from './retry-message.ts';

interface IntakeParts {
	readonly database: Database;
	readonly now: () => number;
	/** There are calls to be decided or looked at. */
	readonly received: () => void;
}

type Answer = CallReportAnswers['answers'][number];

/** Where call reports come in and their outcome can be asked for. */
export interface Intake {
	/**
	 * Stores the reports of one account, on disk before it resolves. The same report may come again. A
	 * malformed one is refused by itself: it must not keep the others out.
	 */
	receive(
		account: { readonly id: string; readonly email: string },
		reports: readonly unknown[]
	): Promise<CallReportAnswers>;
	calls(accountId: string, query: CallQuery): Promise<CallStatus[]>;
	/** What changed after a change number: 0 gives all calls, page by page. */
	changes(accountId: string, since: number): Promise<CallChanges>;
	/** Marks calls processed or opens them again; the same wish may come again. */
	mark(
		account: { readonly id: string; readonly name: string },
		marks: readonly CallMark[]
	): Promise<void>;
	/** Sends a message that was given up once more; false where the account has no such message. */
	retryMessage(accountId: string, key: MessageKey): Promise<boolean>;
}

export function createIntake({ database, now, received }: IntakeParts): Intake {
	return {
		calls: (accountId, query) => readCallStatuses(database.db, accountId, query),
		changes: (accountId, since) => readCallChanges(database.db, accountId, since),
		async mark(account, marks) {
			await database.inTransaction(async (tx) => {
				await database.lockAccount(tx, account.id);
				for (const mark of marks) await markByHand(tx, account, mark, now());
			});
			received();
		},
		retryMessage: (accountId, key) =>
			database.inTransaction(async (tx) => {
				await database.lockAccount(tx, accountId);
				return retryMessage(tx, accountId, key, now());
			}),
		async receive(account, reports) {
			const read = reports.map((report) => v.safeParse(callReportSchema, report));
			const good = read.flatMap((result) => (result.success ? [result.output] : []));
			if (good.length > 0) {
				await database.inTransaction(async (tx) => {
					await database.lockAccount(tx, account.id);
					const settings = await readSettingsOf(tx, account);
					const at = now();
					await tx
						.insertInto('call_report')
						.values(good.map((report) => row(account.id, report, at)))
						.onConflict((conflict) => conflict.columns(['account_id', 'report_id']).doNothing())
						.execute();
					for (const callId of new Set(good.map((report) => report.callId))) {
						await joinCall(tx, { accountId: account.id, callId }, settings, at);
					}
				});
				received();
			}
			return { answers: read.map(answerTo) };
		}
	};
}

function row(accountId: string, report: CallReport, at: number) {
	return {
		account_id: accountId,
		report_id: report.reportId,
		call_id: report.callId,
		device_id: report.deviceId,
		data: JSON.stringify(report),
		received_at: at
	};
}

function answerTo(result: v.SafeParseResult<typeof callReportSchema>): Answer {
	if (result.success) return { status: 'stored' };
	const [issue] = result.issues;
	const detail = `${v.getDotPath(issue) ?? ''} ${issue.message}`.trim();
	return { status: 'refused', code: 'invalid-report', detail };
}
