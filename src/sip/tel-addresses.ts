/** To, From and their compact forms, up to a `tel:` URI in brackets or bare. */
const TEL_ADDRESS =
	/^((?:to|from|t|f)[ \t]*:(?:[^<"\r\n]|"(?:[^"\\\r\n]|\\[^\r\n])*")*?)(<?)tel:([^>\s;]+)([^>\s]*)(>?)/i;

/**
 * The message with `tel:` addresses in To and From written as SIP ones (RFC 3261 §19.1.6). sip.js reads
 * no others there: it would drop the INVITE without a word, and the call would neither ring nor be kept.
 * Dialogs are told apart by their tags, so nobody misses the original.
 */
export function withoutTelAddresses(message: string, domain: string): string {
	const end = message.indexOf('\r\n\r\n');
	if (end < 0 || !/\btel:/i.test(message.slice(0, end))) return message;
	const lines = message.slice(0, end).split('\r\n');
	return (
		lines.map((line) => line.replace(TEL_ADDRESS, sipAddress)).join('\r\n') + message.slice(end)
	);

	function sipAddress(
		_all: string,
		before: string,
		open: string,
		number: string,
		rest: string,
		close: string
	): string {
		// Without brackets what follows the number belongs to the header field, not to the address.
		const [inside, outside] = open === '' ? ['', rest] : [rest, ''];
		return `${before}<sip:${number}${inside}@${domain};user=phone>${open === '' ? close : ''}${outside}`;
	}
}
