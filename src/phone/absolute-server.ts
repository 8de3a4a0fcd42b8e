/** A path alone means this app's own origin. */
export function absoluteServer(server: string): string {
	if (!server.startsWith('/')) return server;
	return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${server}`;
}
