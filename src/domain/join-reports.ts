import { PBX_DEVICE_ID, type IncomingReport } from './call-report.ts';
import type { IncomingOutcome } from './call-outcome.ts';
import type { JoinedCall, PbxShare } from './notification-rules.ts';
import { isCertainFor } from './report-contact.ts';
import { transferNames } from './transfer-names.ts';

/** An answer anywhere wins; then that it was answered elsewhere; of the rest the one that says most. */
const PRECEDENCE: readonly IncomingOutcome[] = [
	'answered',
	'answered-elsewhere',
	'voicemail',
	'declined',
	'busy',
	'timed-out',
	'missed',
	'unreachable'
];

/** True where the first outcome of a call says more about the whole call than the second. */
export function prevails(outcome: IncomingOutcome, over: IncomingOutcome): boolean {
	return PRECEDENCE.indexOf(outcome) < PRECEDENCE.indexOf(over);
}

/** Makes one call of what all devices of an account reported of it, in whatever order they came. */
export function joinReports(reports: readonly [IncomingReport, ...IncomingReport[]]): JoinedCall {
	const ordered = reports.toSorted(earlierFirst);
	const earliest = ordered[0] ?? reports[0];
	const byOutcome = ordered.toSorted(
		(a, b) => PRECEDENCE.indexOf(a.outcome) - PRECEDENCE.indexOf(b.outcome)
	);
	const { outcome } = byOutcome[0] ?? reports[0];
	const marked = ordered.find(({ markedInternal }) => markedInternal !== undefined);
	const pbx = pbxShare(reports, outcome);
	const caller = callerOf(ordered) ?? earliest.caller;
	// Of devices that know the caller differently the earlier one is believed.
	const contact = ordered
		.flatMap((report) => report.contact ?? [])
		.find((known) => isCertainFor(known, caller));
	return {
		outcome,
		caller,
		called: calledOf(ordered) ?? earliest.called,
		startedAt: Math.min(...reports.map(({ startedAt }) => startedAt)),
		endedAt: Math.max(...reports.map(({ endedAt }) => endedAt)),
		ringMs: Math.max(...reports.map(({ ringMs }) => ringMs)),
		...(marked && { markedInternal: marked.markedInternal }),
		...(contact && { contact }),
		...transferNames(...byOutcome),
		...(pbx && { pbx })
	};
}

function pbxShare(
	reports: readonly IncomingReport[],
	outcome: IncomingOutcome
): PbxShare | undefined {
	const devices = reports.filter(({ deviceId }) => deviceId !== PBX_DEVICE_ID);
	if (devices.length === 0) return 'alone';
	return devices.some((report) => report.outcome === outcome) ? undefined : 'outcome';
}

/** The same order whoever reported first: reports of one call come from several devices over a network. */
function earlierFirst(a: IncomingReport, b: IncomingReport): number {
	if (a.startedAt !== b.startedAt) return a.startedAt - b.startedAt;
	return a.reportId < b.reportId ? -1 : Number(a.reportId > b.reportId);
}

/** Withheld on one device is withheld: no other report may undo it. */
function callerOf(reports: readonly IncomingReport[]): JoinedCall['caller'] | undefined {
	const callers = reports.map(({ caller }) => caller);
	return (['withheld', 'number', 'user'] as const)
		.map((wanted) => callers.find(({ kind }) => kind === wanted))
		.find((caller) => caller !== undefined);
}

/** A number says more than a name. */
function calledOf(reports: readonly IncomingReport[]): JoinedCall['called'] | undefined {
	const called = reports.map((report) => report.called).filter(({ source }) => source !== 'none');
	return called.find(({ number }) => number !== undefined) ?? called[0];
}
