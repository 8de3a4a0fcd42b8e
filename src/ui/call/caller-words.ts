import type { AddressProblem } from '#domain/action-address.ts';
import { partyAddress, partyE164 } from '#domain/call-party.ts';
import type { ContactNames } from '#domain/journal-filter.ts';
import { formatPhoneNumber, type NumberingPlan } from '#domain/phone-number.ts';
import type { CallerIdentity } from '#domain/caller-identity.ts';
import type { CalledNumber } from '#domain/called-number.ts';
import type { Messages } from '#i18n/en.ts';
import type { ShownCall } from '#phone/telephone.ts';

/** The caller's number or address as people write it; undefined where none may or can be shown. */
export function callerAddress(caller: CallerIdentity, plan: NumberingPlan): string | undefined {
	switch (caller.kind) {
		case 'number':
			return formatPhoneNumber(caller.number, plan);
		case 'user':
			return `${caller.user}@${caller.domain}`;
		case 'withheld':
		case 'unavailable':
			return undefined;
	}
}

/** What stands where a name belongs: the contact's, else what the network says, else why there is none. */
export function callerTitle(
	caller: CallerIdentity,
	contact: { name: string; company: string } | undefined,
	plan: NumberingPlan,
	t: Messages
): string {
	if (contact) return contact.name || contact.company;
	switch (caller.kind) {
		case 'withheld':
			return t.call.withheld;
		case 'unavailable':
			return t.call.unavailable;
		default:
			return callerAddress(caller, plan) ?? t.call.unknownCaller;
	}
}

/** The dialled number as people write it. */
export function calledAddress(called: CalledNumber, plan: NumberingPlan): string | undefined {
	return called.number ? formatPhoneNumber(called.number, plan) : called.user;
}

/** In whose name an incoming call is to be answered. */
export function calledTitle(
	{ hotline, parties }: Pick<ShownCall, 'hotline' | 'parties'>,
	plan: NumberingPlan,
	t: Messages
): string {
	const dialled = parties && calledAddress(parties.called, plan);
	return hotline?.company || hotline?.name || (dialled ?? t.call.calledNumberUnknown);
}

/** With whom a call is: the caller, or whom we have called. */
export function partnerTitle(
	{ call, contact }: Pick<ShownCall, 'call' | 'contact'>,
	plan: NumberingPlan,
	t: Messages
): string {
	return call.direction === 'incoming' ? callerTitle(call.caller, contact, plan, t) : call.dialled;
}

/** Who calls for whom, and who has put them through, in one sentence; empty for outgoing calls. */
export function announcement(phoneCall: ShownCall, plan: NumberingPlan, t: Messages): string {
	const { parties, contact } = phoneCall;
	if (!parties) return '';
	const title = callerTitle(parties.caller, contact, plan, t);
	const company = contact?.company;
	const caller = company && company !== title ? `${title}, ${company}` : title;
	const called = calledTitle(phoneCall, plan, t);
	return parties.transferredBy === undefined
		? t.call.announce(called, caller)
		: t.call.announcePutThrough(called, caller, parties.transferredBy);
}

/** Why the address of an action is none. */
export function addressProblemWords(problem: AddressProblem, t: Messages): string {
	if (problem.kind !== 'template') return t.settings.actions.problems[problem.kind];
	const { line, column, message } = problem.error;
	return t.settings.actions.templateError(String(line), String(column), message);
}

/** What to dial to reach the caller again; undefined for withheld and unavailable ones. */
export function callBackTarget(caller: CallerIdentity): string | undefined {
	if (caller.kind === 'number') return caller.number.e164 ?? caller.number.raw;
	return caller.kind === 'user' ? caller.user : undefined;
}

/** Name and company, or the one of them that is known. */
export function contactLabel({ name, company }: ContactNames): string {
	return [name, company].filter((part) => part !== '').join(', ');
}

/** Who a key of call-party.ts stands for, as people write it. */
export function partyLabel(party: string, plan: NumberingPlan): string {
	const raw = partyAddress(party);
	const e164 = partyE164(party);
	return formatPhoneNumber({ raw, ...(e164 !== undefined && { e164 }) }, plan);
}
