import { certainContact } from './contact.ts';
import { settingsFor } from './notification-recipient.ts';
import { callBackPath, notificationValues, type NotificationFacts } from './notification-values.ts';
import type { PushMessage } from './push-message.ts';

/** Which call of which account it is about. */
interface PushSubject {
	readonly accountId: string;
	/** SIP Call-ID. */
	readonly callId: string;
}

type PushWords = Omit<Extract<PushMessage, { kind: 'ringing' }>, 'kind'>;

/** Who called for whom: what every push message about a call says. */
export function composePushWords(
	{ accountId, callId }: PushSubject,
	given: NotificationFacts
): PushWords {
	const facts = { ...given, settings: settingsFor(given.settings, given.hotline) };
	const contact = facts.call.caller.kind === 'withheld' ? undefined : certainContact(facts.lookup);
	const { locale, caller, called, call } = notificationValues(facts, contact);
	const detail = [caller.company, caller.number].find(
		(text) => text !== '' && text !== caller.title
	);
	return {
		...{ version: 1, accountId, callId, lang: locale },
		...{ caller: caller.title, called: called.title, detail: detail ?? '', when: call.shortWhen }
	};
}

/** Composes the push message about an unanswered call. */
export function composePush(subject: PushSubject, facts: NotificationFacts): PushMessage {
	const callBack = callBackPath(facts);
	return {
		...composePushWords(subject, facts),
		kind: 'unanswered',
		...(callBack !== undefined && { callBack })
	};
}
