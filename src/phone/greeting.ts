import { renderCalledContact } from '#domain/called-contact.ts';
import type { IncomingParties } from '#domain/call.ts';
import type { Contact } from '#domain/contact.ts';
import { internalCaller } from '#domain/internal-caller.ts';
import { renderGreeting, templateContext } from '#domain/template.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import type { ShownCall } from './telephone.ts';

/** How to announce oneself on an incoming call: the hotline's template, the account's, or the built-in one. */
export function greetingOf(phoneCall: ShownCall, session: SessionInfo) {
	const facts = windowFacts(phoneCall, session);
	return facts && renderGreeting(facts);
}

/** What is shown of whom the caller of an incoming call wants. */
export function calledContactOf(phoneCall: ShownCall, session: SessionInfo) {
	const facts = windowFacts(phoneCall, session);
	return facts && renderCalledContact(facts);
}

/** What a template can name if the caller of this call is this contact. */
export function contextWith(
	{ hotline, earlier }: ShownCall,
	parties: IncomingParties,
	contact: Contact | undefined,
	{ account, settings, sip }: SessionInfo
) {
	return templateContext({
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
}

/** Reads nothing that changes with the call's state: nothing is rendered anew when it is answered. */
function windowFacts(phoneCall: ShownCall, session: SessionInfo) {
	const { parties, hotline, contact } = phoneCall;
	if (!parties) return undefined;
	const context = contextWith(phoneCall, parties, contact, session);
	return { ...(hotline && { hotline }), settings: session.settings, context };
}
