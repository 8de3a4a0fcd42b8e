import { renderCalledContact } from '#domain/called-contact.ts';
import { internalCaller } from '#domain/internal-caller.ts';
import { renderGreeting, templateContext } from '#domain/template.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import type { PhoneCall } from './phone-call.svelte.ts';

/** How to announce oneself on an incoming call: the hotline's template, the account's, or the built-in one. */
export function greetingOf(phoneCall: PhoneCall, session: SessionInfo) {
	const facts = windowFacts(phoneCall, session);
	return facts && renderGreeting(facts);
}

/** What is shown of whom the caller of an incoming call wants. */
export function calledContactOf(phoneCall: PhoneCall, session: SessionInfo) {
	const facts = windowFacts(phoneCall, session);
	return facts && renderCalledContact(facts);
}

/** Reads nothing that changes with the call's state: nothing is rendered anew when it is answered. */
function windowFacts(phoneCall: PhoneCall, { account, settings, sip }: SessionInfo) {
	const { parties, hotline, contact, earlier } = phoneCall;
	if (!parties) return undefined;
	const context = templateContext({
		caller: parties.caller,
		...(contact && { contact }),
		called: parties.called,
		...(hotline && { hotline }),
		user: { name: account.name },
		call: {
			startedAt: parties.startedAt,
			isInternal: internalCaller(parties, settings, sip?.domain ?? '').internal,
			previousCalls: earlier?.count ?? 0
		},
		now: parties.startedAt,
		timeZone: settings.timeZone,
		plan: settings.numbering
	});
	return { ...(hotline && { hotline }), settings, context };
}
