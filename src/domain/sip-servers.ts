/** More would be tried for so long that nobody waits for it. */
export const MOST_SERVERS = 5;

/**
 * The WebSocket addresses of an account's telephone, the preferred one first: written one a line, or
 * parted by commas or spaces, which no address holds (RFC 3986 §2.2 lets a comma stand in a path; ours has none).
 */
export function sipServers(text: string): string[] {
	return [...new Set(text.split(/[\s,]+/).filter((address) => address !== ''))];
}

/** An RFC 7118 WebSocket address, or a path on this app's own origin. */
export function isWebSocketAddress(text: string): boolean {
	return /^\/[^/\\\s][^\s]*$/.test(text) || /^wss?:\/\/[^\s/?#@]+([/?][^\s#]*)?$/i.test(text);
}
