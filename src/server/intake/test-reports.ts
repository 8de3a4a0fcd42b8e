import { randomUUID } from 'node:crypto';
import type { IncomingReport, OutgoingReport } from '#domain/call-report.ts';

/** Monday, 12 January 2026, 10:00 in Berlin. */
export const MORNING = Date.UTC(2026, 0, 12, 9);
export const CALLER = '+493023125010';

/** A missed call of five seconds from a known number; each report is of another device. */
export function incomingReport(
	callId: string,
	change: Partial<IncomingReport> = {}
): IncomingReport {
	const startedAt = change.startedAt ?? MORNING;
	return {
		version: 1,
		reportId: randomUUID(),
		deviceId: randomUUID(),
		direction: 'incoming',
		callId,
		startedAt,
		endedAt: startedAt + 5_000,
		ringMs: 5_000,
		outcome: 'missed',
		caller: { kind: 'number', number: { raw: CALLER, e164: CALLER }, source: 'from' },
		called: {
			number: { raw: '+493023125100', e164: '+493023125100' },
			source: 'to',
			header: 'To',
			divertedFrom: []
		},
		...change
	};
}

export function outgoingReport(
	callId: string,
	change: Partial<OutgoingReport> = {}
): OutgoingReport {
	return {
		version: 1,
		reportId: randomUUID(),
		deviceId: randomUUID(),
		direction: 'outgoing',
		callId,
		startedAt: MORNING,
		connectedAt: MORNING + 3_000,
		endedAt: MORNING + 60_000,
		ringMs: 3_000,
		outcome: 'answered',
		dialled: { raw: CALLER, e164: CALLER },
		...change
	};
}
