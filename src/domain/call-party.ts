import { extensionToE164, type NumberingPlan, type PhoneNumber } from './phone-number.ts';
import type { CallerIdentity } from './caller-identity.ts';

/** Text that is a number, not the user part of a SIP address. */
const NUMBER = /^\+?[\d*#]+$/;

/**
 * A stable key of who was on the other side of a call, the same in both directions: E.164 where there is
 * one. Undefined for withheld and unavailable callers, whom nobody can tell apart.
 */
export function callerParty(caller: CallerIdentity, plan: NumberingPlan): string | undefined {
	switch (caller.kind) {
		case 'number':
			return numberParty(caller.number, plan);
		case 'user':
			return sipParty(caller.user, caller.domain);
		case 'withheld':
		case 'unavailable':
			return undefined;
	}
}

/** The same key for who was dialled. A SIP user without a domain is one of the own domain. */
export function dialledParty(dialled: PhoneNumber, plan: NumberingPlan, sipDomain: string): string {
	if (NUMBER.test(dialled.raw)) return numberParty(dialled, plan);
	const [user = '', domain = sipDomain] = dialled.raw.replace(/^sips?:/i, '').split('@');
	return sipParty(user, domain);
}

/** The E.164 number in a key; undefined for extensions and SIP users, which no directory is asked for. */
export function partyE164(party: string): string | undefined {
	return party.startsWith('+') ? party : undefined;
}

/** The number, extension or SIP address in a key, as it is dialled. */
export function partyAddress(party: string): string {
	return party.replace(/^(?:sip|raw|ext):/, '');
}

function numberParty({ raw, e164, extension }: PhoneNumber, plan: NumberingPlan): string {
	if (e164 !== undefined) return e164;
	if (extension === undefined) return `raw:${raw}`;
	return extensionToE164(extension, plan) ?? `ext:${extension}`;
}

function sipParty(user: string, domain: string): string {
	return `sip:${user}@${domain}`.toLowerCase();
}
