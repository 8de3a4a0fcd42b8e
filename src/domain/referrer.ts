import { parseAddresses } from './sip-address.ts';
import type { SipHeaders } from './sip-message.ts';

/** Who has put a caller through, by name or user (Referred-By, RFC 3892 §3); undefined where nobody is said to have. */
export function referrer(headers: SipHeaders): string | undefined {
	const [address] = parseAddresses(headers.all('Referred-By'));
	return address?.displayName || address?.user || undefined;
}
