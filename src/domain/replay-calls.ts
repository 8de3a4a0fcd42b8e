import * as v from 'valibot';
import { callerSchema } from './call-report.ts';
import { callerKey, type CallerIdentity } from './caller-identity.ts';
import {
	decide,
	type CallHistory,
	type ContactLookup,
	type Decision,
	type JoinedCall,
	type Verdict
} from './notification-rules.ts';
import { parsePhoneNumber, type NumberingPlan } from './phone-number.ts';
import type { Settings } from './settings.ts';

/** A call that has been decided, with what was known at that moment. Times are UTC epoch ms. */
export interface DecidedCall {
	readonly call: JoinedCall;
	readonly decidedAt: number;
	readonly decision: Decision;
	/** Who the caller is by a fresh lookup; absent where what was found at the decision still holds. */
	readonly lookup?: ContactLookup;
	/** With the proposed settings a message would go out on some channel. */
	readonly isAddressed: boolean;
}

/** A notification that was really made, of a call that is not replayed. */
export interface PastNotification {
	readonly callerKey: string;
	readonly startedAt: number;
	readonly decidedAt: number;
}

/**
 * Decides calls once more as if the settings had held then. A notification that the replay makes is
 * history for the calls after it, one that it does not make is not; before the first call the real
 * history holds. When the account was active, and which contacts were found, is as each decision noted.
 *
 * @param calls in the order in which they were decided
 * @returns one decision for each call, in the same order
 */
export function replayCalls(
	calls: readonly DecidedCall[],
	past: readonly PastNotification[],
	settings: Settings,
	sipDomain: string
): Decision[] {
	const made: PastNotification[] = [];
	return calls.map((decided) => {
		const { call, decidedAt, decision, isAddressed } = decided;
		const key = callerKey(call.caller);
		const before = [...past.filter((each) => each.decidedAt < decidedAt), ...made].filter(
			(each) => each.callerKey === key
		);
		const history: CallHistory = {
			notifiedStarts: before.map(({ startedAt }) => startedAt),
			...(before.length > 0 && {
				lastNotifiedAt: Math.max(...before.map((each) => each.decidedAt))
			}),
			...activityAt(decision),
			sipDomain
		};
		const again = decide(call, history, decided.lookup ?? lookupAt(decision), settings);
		if (again.notify && isAddressed && key !== undefined) {
			made.push({ callerKey: key, startedAt: call.startedAt, decidedAt });
		}
		return again;
	});
}

/** The caller with the number read by another plan; `raw` is as it was dialled, so nothing is lost. */
export function readCallerAgain(caller: CallerIdentity, plan: NumberingPlan): CallerIdentity {
	if (caller.kind !== 'number') return caller;
	const number = parsePhoneNumber(caller.number.raw, plan);
	return number ? { ...caller, number } : caller;
}

/**
 * The verdicts, as they would be, that make one decision differ from another: those that suppress now,
 * or that suppressed and no longer do. Empty where the call counts as unanswered in one of them alone.
 */
export function decidingVerdicts(before: Decision, after: Decision): readonly Verdict[] {
	if (!after.notify) return after.notUnanswered ? [] : after.verdicts.filter(suppresses);
	const suppressed = before.notUnanswered ? [] : before.verdicts.filter(suppresses);
	const names = suppressed.map(({ exception }) => exception);
	return after.verdicts.filter(({ exception }) => names.includes(exception));
}

function suppresses({ enabled, matches }: Verdict): boolean {
	return enabled && matches;
}

function noted(decision: Decision, exception: Verdict['exception']): Verdict | undefined {
	return decision.verdicts.find((verdict) => verdict.exception === exception);
}

function activityAt(decision: Decision): Pick<CallHistory, 'lastActiveAt'> {
	const at = noted(decision, 'repeatedWithoutLogin')?.inputs['lastActiveAt'];
	return typeof at === 'number' ? { lastActiveAt: at } : {};
}

/** What the sources answered at the decision, as far as the rules ask: which, and whether there was a match. */
function lookupAt(decision: Decision): ContactLookup {
	const verdict = noted(decision, 'noContact');
	const sources = verdict?.inputs['sources'];
	if (!verdict || !Array.isArray(sources)) return [];
	return sources.map((words: string) => {
		const [, source = '', status = ''] = /^(.*): (\w+)$/s.exec(words) ?? [];
		if (status === 'failed') return { source, status };
		return status === 'found'
			? { source, status, matches: { length: verdict.code === 'contact-found' ? 1 : 0 } }
			: { source, status: 'none' };
	});
}

const decisionSchema = v.custom<Decision>((value) => typeof value === 'object' && value !== null);

/** What the server answers: POST /api/replays. */
export const replaySchema = v.object({
	/** How many calls were decided once more. */
	calls: v.number(),
	/** Those that would be decided differently, the latest first. */
	changed: v.array(
		v.object({
			callId: v.string(),
			/** UTC epoch ms. */
			startedAt: v.number(),
			outcome: v.string(),
			caller: callerSchema,
			contact: v.nullable(v.object({ name: v.string(), company: v.string() })),
			before: decisionSchema,
			after: decisionSchema
		})
	)
});
export type Replay = v.InferOutput<typeof replaySchema>;
