/** What can be decided about a message while it is composed, and is told to the person who gets it. */
export const MESSAGE_LOG_CODES = [
	'own-template-empty',
	'own-template-failed',
	'caller-as-sender',
	'caller-as-sender-without-address',
	'sms-caller-as-sender',
	'sms-caller-as-sender-not-allowed',
	'sms-caller-as-sender-without-number',
	'sms-names-shortened',
	'sms-text-cut'
] as const;
export type MessageLogCode = (typeof MESSAGE_LOG_CODES)[number];

/** A code, and for some what it is about after a space: see notification-template.ts. */
export type MessageLogEntry = MessageLogCode | `${MessageLogCode} ${string}`;

/** The code of an entry; undefined for one of another version. */
export function messageLogCode(entry: string): MessageLogCode | undefined {
	const [code] = entry.split(' ');
	return MESSAGE_LOG_CODES.find((known) => known === code);
}
