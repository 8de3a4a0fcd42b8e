/** A link that begins a text message to this number, E.164 (RFC 5724 §2.2). */
export function smsLink(number: string): string {
	return `sms:${number}`;
}
