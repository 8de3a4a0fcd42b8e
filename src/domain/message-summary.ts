import type { VoicemailSummary } from './line-state.ts';

/** Longer than any box that people can listen to. */
const MOST_MESSAGES = 9_999;
const ACCOUNT = /^sips?:([^@\s;>?<"]{1,64})@([\w.:[\]-]{1,253})/i;

/**
 * Reads `application/simple-message-summary` (RFC 3842 §5.2). Undefined where it does not say whether
 * messages wait, the one line that it must have.
 *
 * @param ownDomain the account's SIP domain: an address of another one is not offered to be called
 */
export function readMessageSummary(body: string, ownDomain: string): VoicemailSummary | undefined {
	const lines = new Map(
		body
			.slice(0, 4_096)
			.split(/\r?\n/)
			.map((line) => /^([\w-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/.exec(line))
			.filter((match) => match !== null)
			.map(([, name = '', value = '']) => [name.toLowerCase(), value])
	);
	const waiting = lines.get('messages-waiting')?.toLowerCase();
	if (waiting !== 'yes' && waiting !== 'no') return undefined;
	// New and old, and in parentheses the urgent ones of each.
	const [, unheard, urgent = '0'] =
		/^(\d{1,9})\/\d{1,9}(?:\s*\((\d{1,9})\/\d{1,9}\))?/.exec(lines.get('voice-message') ?? '') ??
		[];
	const [, user, domain] = ACCOUNT.exec(lines.get('message-account') ?? '') ?? [];
	return {
		isWaiting: waiting === 'yes',
		unheard: unheard === undefined ? undefined : Math.min(Number(unheard), MOST_MESSAGES),
		urgent: Math.min(Number(urgent), MOST_MESSAGES),
		account: domain?.toLowerCase() === ownDomain.toLowerCase() ? user : undefined
	};
}
