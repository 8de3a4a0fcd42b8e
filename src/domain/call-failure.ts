import { refusalOutcome, type EndCause, type Reason } from './call-outcome.ts';

/** Why a call that somebody made did not come about: each has its words, which say what to do. */
export type CallFailureReason =
	| 'busy'
	| 'declined'
	| 'no-answer'
	| 'unreachable'
	| 'unknown-number'
	| 'incomplete-number'
	| 'forbidden'
	| 'no-codec'
	| 'pbx'
	| 'no-microphone'
	| 'media'
	| 'network'
	| 'failed';

/** Q.850 causes that say more than the status beside them (RFC 6432). */
const BY_Q850: Readonly<Record<number, CallFailureReason>> = {
	1: 'unknown-number',
	17: 'busy',
	18: 'no-answer',
	19: 'no-answer',
	20: 'unreachable',
	21: 'declined',
	22: 'unknown-number',
	27: 'unreachable',
	28: 'incomplete-number',
	34: 'pbx',
	38: 'pbx',
	42: 'pbx',
	57: 'forbidden',
	65: 'no-codec',
	88: 'no-codec'
};

/** Statuses that the outcome of a call does not tell apart (RFC 3261 §21). */
const BY_STATUS: Readonly<Record<number, CallFailureReason>> = {
	401: 'forbidden',
	403: 'forbidden',
	407: 'forbidden',
	415: 'no-codec',
	484: 'incomplete-number',
	488: 'no-codec',
	503: 'pbx',
	606: 'no-codec'
};

/** Why an outgoing call failed that was never connected; undefined where that was wished, or it has not failed. */
export function callFailure(cause: EndCause): CallFailureReason | undefined {
	switch (cause.kind) {
		case 'abandoned':
		case 'rejected':
		case 'transferred':
		case 'cancelled':
			return undefined;
		case 'hangup':
			return cause.by === 'us' ? undefined : 'failed';
		case 'no-answer':
			return 'no-answer';
		case 'refused':
			return refusalReason(cause.status, cause.reasons);
		case 'failed':
			return {
				'no-microphone': 'no-microphone' as const,
				media: 'media' as const,
				transport: 'network' as const,
				internal: 'failed' as const
			}[cause.failure];
	}
}

function refusalReason(status: number, reasons: readonly Reason[]): CallFailureReason {
	const q850 = reasons.find(({ protocol }) => protocol === 'Q.850')?.cause;
	const said = q850 === undefined ? undefined : BY_Q850[q850];
	if (said) return said;
	const reason = BY_STATUS[status] ?? refusalOutcome(status);
	return reason === 'failed' && status >= 500 && status < 600 ? 'pbx' : reason;
}
