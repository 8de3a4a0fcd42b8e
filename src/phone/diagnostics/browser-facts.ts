import type { BrowserFacts } from '#domain/diagnostics.ts';

/** What this browser has of all that the phone needs. */
export function browserFacts(): BrowserFacts {
	const needs: readonly [name: string, isThere: boolean][] = [
		['WebRTC', 'RTCPeerConnection' in globalThis],
		['getUserMedia', 'mediaDevices' in navigator],
		['Web Audio', 'AudioContext' in globalThis],
		['WebSocket', 'WebSocket' in globalThis],
		['IndexedDB', 'indexedDB' in globalThis],
		['Web Locks', 'locks' in navigator],
		['BroadcastChannel', 'BroadcastChannel' in globalThis],
		['Service Worker', 'serviceWorker' in navigator]
	];
	return {
		isSecure: isSecureContext,
		lacks: needs.filter(([, isThere]) => !isThere).map(([name]) => name)
	};
}

/** How far this computer's clock is ahead of the server's, ms; undefined where the server does not answer. */
export async function clockAhead(signal: AbortSignal): Promise<number | undefined> {
	try {
		const answer = await fetch('/api/status', { cache: 'no-store', signal });
		const said = Date.parse(answer.headers.get('date') ?? '');
		return answer.ok ? Date.now() - (Number.isNaN(said) ? Date.now() : said) : undefined;
	} catch {
		return undefined;
	}
}
