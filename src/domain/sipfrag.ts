/**
 * The status in the body of a NOTIFY about a REFER (message/sipfrag, RFC 3515 §2.4.5, RFC 3420); undefined
 * where the body does not begin with a status line.
 */
export function sipfragStatus(body: string): number | undefined {
	const [, status] = /^SIP\/2\.0 ([1-6]\d\d)(?: |\r|\n|$)/i.exec(body) ?? [];
	return status === undefined ? undefined : Number(status);
}
