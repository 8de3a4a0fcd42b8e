/** A link that opens a message to this address (RFC 6068 §2); what the address holds cannot add to it. */
export function mailLink(address: string): string {
	return `mailto:${encodeURIComponent(address).replace('%40', '@')}`;
}
