import type { CallReport, CallReportAnswers } from '#domain/call-report.ts';
import type { CallMark } from '#domain/processed.ts';
import type { ServerAnswer } from './ask-server.ts';

const REPORTS = 50;
const MARKS = 100;

export interface WaitingReports {
	/** Reports that wait, oldest first. */
	unsent(limit: number): Promise<CallReport[]>;
	/** Forgets reports that the server has stored. */
	settle(reportIds: readonly string[]): Promise<void>;
	/** Takes a report that the server will never store out of the queue. */
	refuse(report: CallReport, code: string): Promise<void>;
	send(reports: readonly CallReport[]): Promise<ServerAnswer<CallReportAnswers>>;
	complain(problem: string): void;
}

/** Brings waiting reports to the server; true when none waits any more. Safe to do twice at once. */
export async function sendWaitingReports(parts: WaitingReports): Promise<boolean> {
	for (;;) {
		const reports = await parts.unsent(REPORTS);
		if (reports.length === 0) return true;
		const answer = await parts.send(reports);
		if (!answer.ok) return false;
		const stored: string[] = [];
		let refused = 0;
		const { answers } = answer.value;
		for (const [position, report] of reports.entries()) {
			const result = answers[position];
			if (result?.status === 'stored') stored.push(report.reportId);
			// A server of another version may refuse what the right one takes.
			if (result?.status === 'refused' && !answer.isOtherVersion) {
				refused += 1;
				await parts.refuse(report, result.code);
				parts.complain(`report refused: ${result.code} ${result.detail}`);
			}
		}
		await parts.settle(stored);
		// Nothing went: asking at once again would only turn in a circle.
		if (stored.length + refused === 0) return false;
	}
}

export interface WaitingMarks {
	/** Wishes that the server does not know yet. */
	unsentMarks(limit: number): Promise<CallMark[]>;
	sendMarks(marks: readonly CallMark[]): Promise<ServerAnswer<unknown>>;
	settleMarks(marks: readonly CallMark[]): Promise<void>;
}

/** Tells the server of wishes for calls; true when it knows them all. */
export async function sendWaitingMarks(parts: WaitingMarks): Promise<boolean> {
	for (;;) {
		const marks = await parts.unsentMarks(MARKS);
		if (marks.length === 0) return true;
		if (!(await parts.sendMarks(marks)).ok) return false;
		await parts.settleMarks(marks);
	}
}
