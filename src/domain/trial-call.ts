import { calledNumber, type CalledNumber } from './called-number.ts';
import { callerIdentity, type CallerIdentity } from './caller-identity.ts';
import type { HotlineIndex, HotlineMatch } from './hotline-index.ts';
import { internalCaller, internalMark } from './internal-caller.ts';
import { parsePastedInvite } from './pasted-invite.ts';
import { parsePhoneNumber } from './phone-number.ts';
import type { Settings } from './settings.ts';
import { templateContext } from './template-context.ts';
import { renderGreeting, type Greeting } from './template.ts';

/** What a call would be taken for. */
export interface TrialCall {
	readonly called: CalledNumber;
	/** Undefined where only a number was given. */
	readonly caller?: CallerIdentity;
	readonly isInternal: boolean;
	readonly match?: HotlineMatch;
	readonly greeting: Greeting;
}

interface TrialFacts {
	readonly settings: Settings;
	readonly hotlines: HotlineIndex;
	readonly user: { readonly name: string };
	/** SIP domain of the account; empty where it has no telephone. */
	readonly sipDomain: string;
	/** UTC epoch ms. */
	readonly now: number;
}

/**
 * Takes a pasted SIP INVITE, or a number as if it had been called, for what the phone would take it
 * for. Undefined where it is neither.
 */
export function tryCall(text: string, facts: TrialFacts): TrialCall | undefined {
	const { settings, hotlines, user, sipDomain, now } = facts;
	const read = readCall(text, settings);
	if (!read) return undefined;
	const { called, caller, mark } = read;
	const match = hotlines.find(called);
	const seen = caller ?? { kind: 'unavailable' };
	const isInternal =
		caller !== undefined && internalCaller({ caller, ...mark }, settings, sipDomain).internal;
	const context = templateContext({
		caller: seen,
		called,
		...(match && { hotline: match.hotline }),
		user,
		call: { startedAt: now, isInternal, previousCalls: 0 },
		now,
		timeZone: settings.timeZone,
		plan: settings.numbering
	});
	return {
		called,
		...(caller && { caller }),
		isInternal,
		...(match && { match }),
		greeting: renderGreeting({ ...(match && { hotline: match.hotline }), settings, context })
	};
}

function readCall(text: string, settings: Settings) {
	const number = parsePhoneNumber(text, settings.numbering);
	if (number) return { called: { number, source: 'none' as const, divertedFrom: [] } };
	const headers = parsePastedInvite(text);
	return (
		headers && {
			called: calledNumber(headers, settings),
			caller: callerIdentity(headers, settings.numbering),
			mark: internalMark(headers, settings.internalHeader)
		}
	);
}
