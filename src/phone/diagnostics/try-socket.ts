import { isLoopbackHost, isPrivateHost, type SocketFacts } from '#domain/diagnostics.ts';

const LIMIT_MS = 8_000;
/**
 * What browsers call the permission (Local Network Access): newer ones ask for this computer and for the network
 * apart, older ones for both at once.
 */
const PERMISSIONS = {
	loopback: 'loopback-network',
	network: 'local-network',
	both: 'local-network-access'
};

/**
 * Opens a WebSocket as the phone does (RFC 7118) and closes it at once; says all that tells why it did
 * not open. Settles after 16 s at most.
 */
export async function trySocket(
	url: string,
	hostAnswers: (host: string) => Promise<boolean>,
	signal: AbortSignal
): Promise<SocketFacts> {
	const startedAt = performance.now();
	const isOpen = await opens(url, ['sip'], signal);
	const openedMs = isOpen ? performance.now() - startedAt : undefined;
	const { host, hostname } = new URL(url);
	return {
		url,
		isSecurePage: location.protocol === 'https:',
		openedMs,
		opensWithoutSip: !isOpen && (await opens(url, [], signal)),
		hostAnswers: !isOpen && (await hostAnswers(host)),
		localNetwork: !isOpen && isGuarded(hostname) ? await localNetworkState(hostname) : undefined
	};
}

/** Pages of the local network itself reach it without being asked. */
function isGuarded(hostname: string): boolean {
	return isPrivateHost(hostname) && !isPrivateHost(location.hostname);
}

function opens(url: string, protocols: string[], signal: AbortSignal): Promise<boolean> {
	return new Promise((resolve) => {
		let socket: WebSocket;
		try {
			socket = new WebSocket(url, protocols);
		} catch {
			// An address that is none, or one that an https: page may not open.
			return resolve(false);
		}
		const end = (isOpen: boolean) => {
			clearTimeout(timer);
			signal.removeEventListener('abort', stop);
			socket.close();
			resolve(isOpen);
		};
		const stop = () => end(false);
		const timer = setTimeout(stop, LIMIT_MS);
		signal.addEventListener('abort', stop);
		socket.addEventListener('open', () => end(true));
		socket.addEventListener('error', stop);
	});
}

/** Undefined where the browser does not know the permission. */
async function localNetworkState(hostname: string): Promise<PermissionState | undefined> {
	const { loopback, network, both } = PERMISSIONS;
	for (const name of [isLoopbackHost(hostname) ? loopback : network, both]) {
		// TypeScript's library does not know these; a browser that does not either refuses the question.
		const status = await navigator.permissions
			?.query({ name: name as PermissionName })
			.catch(() => undefined);
		if (status) return status.state;
	}
	return undefined;
}
