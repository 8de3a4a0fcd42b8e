import { sipServers } from '#domain/sip-servers.ts';

/** The account's servers, the preferred one first. A path alone means this app's own origin. */
export function absoluteServers(servers: string): string[] {
	const origin = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`;
	return sipServers(servers).map((server) => (server.startsWith('/') ? origin + server : server));
}
