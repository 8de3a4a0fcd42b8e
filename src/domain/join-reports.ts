import type { IncomingReport } from './call-report.ts';
import type { IncomingOutcome } from './call-outcome.ts';
import type { JoinedCall } from './notification-rules.ts';

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

/** Makes one call of what all devices of an account reported of it; at least one report is needed. */
export function joinReports(reports: readonly [IncomingReport, ...IncomingReport[]]): JoinedCall {
	const byPrecedence = [...reports].sort(
		(a, b) => PRECEDENCE.indexOf(a.outcome) - PRECEDENCE.indexOf(b.outcome)
	);
	const first = byPrecedence[0] ?? reports[0];
	const marked = reports.find(({ markedInternal }) => markedInternal !== undefined)?.markedInternal;
	return {
		outcome: first.outcome,
		caller: callerOf(reports),
		called: (reports.find(({ called }) => called.source !== 'none') ?? first).called,
		startedAt: Math.min(...reports.map(({ startedAt }) => startedAt)),
		endedAt: Math.max(...reports.map(({ endedAt }) => endedAt)),
		ringMs: Math.max(...reports.map(({ ringMs }) => ringMs)),
		...(marked === undefined ? {} : { markedInternal: marked })
	};
}

/** Withheld on one device is withheld: no other report may undo it. */
function callerOf(reports: readonly [IncomingReport, ...IncomingReport[]]): JoinedCall['caller'] {
	const callers = reports.map(({ caller }) => caller);
	return (
		callers.find(({ kind }) => kind === 'withheld') ??
		callers.find(({ kind }) => kind === 'number') ??
		callers.find(({ kind }) => kind === 'user') ??
		reports[0].caller
	);
}
