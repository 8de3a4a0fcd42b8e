import { renderCalledContact } from '#domain/called-contact.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import { renderGreeting } from '#domain/template.ts';
import type { ShownCall } from './telephone.ts';
import { contextWith } from './window-facts.ts';

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

/** Reads nothing that changes with the call's state: nothing is rendered anew when it is answered. */
function windowFacts(phoneCall: ShownCall, session: SessionInfo) {
	const { parties, hotline, contact } = phoneCall;
	if (!parties) return undefined;
	const context = contextWith(phoneCall, parties, contact, session);
	return { ...(hotline && { hotline }), settings: session.settings, context };
}
