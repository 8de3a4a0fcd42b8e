import type { Identity } from './digest.ts';
import type { HeaderFields, IncomingRequest } from './sip-message.ts';

/** What only the PBX or a trunk may say of a call (RFC 3325 §5, and the called-number fields). */
const RESERVED = [
	'P-Asserted-Identity',
	'P-Preferred-Identity',
	'Remote-Party-ID',
	'Diversion',
	'History-Info',
	'P-Called-Party-ID',
	'X-Hotline',
	'X-Called-Number'
];

/** True where From is the sender's own: an account cannot call in another's name. */
export function isOwnFrom({ from }: IncomingRequest, { user }: Identity, domain: string): boolean {
	return from.scheme !== 'tel' && from.user === user && from.host === domain;
}

/** Takes away what an account says of itself without being entitled to. */
export function stripAssertions(headers: HeaderFields, sender: Identity): void {
	if (!sender.trusted) headers.remove(...RESERVED);
}

/** Says who calls, because we know: unless the caller wishes to stay unknown (RFC 3325 §7). */
export function assertCaller(headers: HeaderFields, sender: Identity, domain: string): void {
	if (sender.trusted) return;
	const privacy = headers.all('privacy').join(';').toLowerCase().split(/[;,]/);
	if (privacy.some((word) => ['id', 'user', 'header'].includes(word.trim()))) return;
	headers.append('P-Asserted-Identity', `<sip:${encodeURIComponent(sender.user)}@${domain}>`);
}

/** The dialled number (RFC 7315 §4.2): the Request-URI is about to become a contact. */
export function noteCalledParty(headers: HeaderFields, dialled: string): void {
	if (headers.first('P-Called-Party-ID') === undefined) {
		headers.append('P-Called-Party-ID', `<${dialled}>`);
	}
}
