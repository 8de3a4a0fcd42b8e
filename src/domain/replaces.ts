/** The dialog that an INVITE asks to take the place of, as its receiver knows it (RFC 3891 §3). */
export interface ReplacedDialog {
	readonly callId: string;
	readonly localTag: string;
	readonly remoteTag: string;
	/** Only as long as nobody has answered. */
	readonly isEarlyOnly: boolean;
}

/** RFC 3261 §25.1: a tag is a token. */
const TOKEN = /^[\w.!%*+`'~-]{1,256}$/;
const LONGEST_CALL_ID = 256;

/** Reads a Replaces header (RFC 3891 §6.1). Undefined where it is malformed, or names a tag twice or not at all. */
export function readReplaces(header: string): ReplacedDialog | undefined {
	const [callId = '', ...parameters] = header.split(';').map((part) => part.trim());
	const tag = (name: string) => {
		const found = parameters.filter((each) => each.toLowerCase().startsWith(`${name}=`));
		const value = found[0]?.slice(name.length + 1) ?? '';
		return found.length === 1 && TOKEN.test(value) ? value : undefined;
	};
	// The tags as the receiver of the request sees them.
	const [localTag, remoteTag] = [tag('to-tag'), tag('from-tag')];
	if (callId === '' || callId.length > LONGEST_CALL_ID || !localTag || !remoteTag) return undefined;
	const isEarlyOnly = parameters.some((each) => each.toLowerCase() === 'early-only');
	return { callId, localTag, remoteTag, isEarlyOnly };
}
