import type { Registration } from './registration.ts';

/** What is looked at, in the order in which one depends on the other. */
export const CHECKS = [
	'browser',
	'storage',
	'server',
	'microphone',
	'speaker',
	'sockets',
	'registration',
	'ice',
	'echo'
] as const;
export type Check = (typeof CHECKS)[number];

/** From best to worst; `asked`: only the person can tell. */
const STATES = ['good', 'skipped', 'asked', 'warning', 'bad'] as const;
export type CheckState = (typeof STATES)[number];

/** What can be found, and how bad it is. */
const FINDINGS = {
	'browser-good': 'good',
	insecure: 'bad',
	'browser-lacks': 'bad',
	'storage-good': 'good',
	'storage-may-go': 'warning',
	'storage-nearly-full': 'warning',
	'storage-unknown': 'skipped',
	'server-good': 'good',
	'server-away': 'warning',
	'clock-wrong': 'warning',
	'in-call': 'skipped',
	'call-came': 'skipped',
	'microphone-good': 'good',
	'microphone-silent': 'warning',
	'microphone-blocked': 'bad',
	'microphone-missing': 'bad',
	'microphone-in-use': 'bad',
	'microphone-insecure': 'bad',
	'speaker-asked': 'asked',
	'speaker-good': 'good',
	'speaker-not-heard': 'bad',
	'speaker-failed': 'bad',
	'sound-locked': 'warning',
	'no-sockets': 'bad',
	'socket-good': 'good',
	'socket-mixed': 'bad',
	'socket-protocol': 'bad',
	'socket-blocked': 'bad',
	'socket-unreachable': 'bad',
	'local-network-denied': 'bad',
	'local-network-asks': 'warning',
	registered: 'good',
	registering: 'warning',
	'not-registered': 'bad',
	'ice-none': 'good',
	'ice-unknown': 'skipped',
	'ice-good': 'good',
	'ice-unreachable': 'bad',
	'ice-refused': 'bad',
	'ice-invalid': 'bad',
	'echo-good': 'good',
	'echo-lossy': 'warning',
	'echo-silent': 'bad',
	'echo-no-way': 'bad',
	failed: 'bad'
} as const satisfies Record<string, CheckState>;
export type FindingWord = keyof typeof FINDINGS;

/** One thing that a check has found; `values` are what its words tell of (addresses, ms, numbers). */
export interface Finding {
	readonly word: FindingWord;
	readonly values: readonly string[];
}

export function found(word: FindingWord, ...values: (string | number)[]): Finding {
	return { word, values: values.map(String) };
}

function findingState({ word }: Finding): CheckState {
	return FINDINGS[word];
}

/** A check is as good as the worst that it has found. */
export function checkState(findings: readonly Finding[]): CheckState {
	const worst = Math.max(0, ...findings.map((each) => STATES.indexOf(findingState(each))));
	return STATES[worst] ?? 'good';
}

/** What the phone needs of a browser. */
export interface BrowserFacts {
	readonly isSecure: boolean;
	/** Names of needed abilities that it has not. */
	readonly lacks: readonly string[];
}

export function browserFindings({ isSecure, lacks }: BrowserFacts): Finding[] {
	// Outside a secure context abilities are missing for that reason alone.
	if (!isSecure) return [found('insecure')];
	if (lacks.length > 0) return [found('browser-lacks', lacks.join(', '))];
	return [found('browser-good')];
}

/** Where journal, contacts and unsent reports lie. */
export interface StorageFacts {
	/** What the browser still takes; undefined where it cannot say. */
	readonly leftBytes: number | undefined;
	/** The browser has promised to keep what is stored; undefined where it cannot say. */
	readonly isPersisted: boolean | undefined;
}

const MEGABYTE = 1_000_000;
/** A year of calls takes some 20 MB, and a large address book as much. */
const LEAST_LEFT_BYTES = 50 * MEGABYTE;

export function storageFindings({ leftBytes, isPersisted }: StorageFacts): Finding[] {
	const mayGo = isPersisted === false ? [found('storage-may-go')] : [];
	if (leftBytes === undefined) return mayGo.length > 0 ? mayGo : [found('storage-unknown')];
	const left = Math.max(0, Math.floor(leftBytes / MEGABYTE));
	if (leftBytes < LEAST_LEFT_BYTES) return [found('storage-nearly-full', left), ...mayGo];
	return mayGo.length > 0 ? mayGo : [found('storage-good')];
}

/** Credentials of TURN servers hold by the server's clock, and calls are shown by this computer's. */
const MOST_SKEW_S = 90;

/** @param aheadMs how far this computer's clock is ahead of the server's; undefined without an answer */
export function serverFindings(aheadMs: number | undefined): Finding[] {
	if (aheadMs === undefined) return [found('server-away')];
	const seconds = Math.round(aheadMs / 1_000);
	if (Math.abs(seconds) > MOST_SKEW_S) return [found('clock-wrong', Math.abs(seconds))];
	return [found('server-good')];
}

/** One attempt to reach a PBX by WebSocket (RFC 7118). */
export interface SocketFacts {
	readonly url: string;
	/** The page itself was loaded over https:. */
	readonly isSecurePage: boolean;
	/** How long it took to open, ms; undefined where it did not. */
	readonly openedMs: number | undefined;
	/** It opened only once it was not asked for the sub-protocol `sip`. */
	readonly opensWithoutSip: boolean;
	/** The same host and port answers this page's other requests. */
	readonly hostAnswers: boolean;
	/** The browser's permission to reach private addresses; undefined where it has none such, or where it needs none. */
	readonly localNetwork: 'granted' | 'denied' | 'prompt' | undefined;
}

export function socketFinding(facts: SocketFacts): Finding {
	const url = withoutSecrets(facts.url);
	if (facts.openedMs !== undefined) return found('socket-good', url, Math.round(facts.openedMs));
	if (facts.isSecurePage && url.startsWith('ws:')) return found('socket-mixed', url);
	if (facts.opensWithoutSip) return found('socket-protocol', url);
	if (facts.localNetwork === 'denied') return found('local-network-denied', url);
	if (facts.localNetwork === 'prompt') return found('local-network-asks', url);
	return found(facts.hostAnswers ? 'socket-blocked' : 'socket-unreachable', url);
}

export function registrationFindings(registration: Registration): Finding[] {
	switch (registration.state) {
		case 'registered':
			return [found('registered', registration.since)];
		case 'waiting':
			return [found('not-registered', registration.problem)];
		default:
			return [found('registering')];
	}
}

/** What came back of a tone that was sent through the ICE servers to oneself. */
export interface EchoFacts {
	/** The two ends have found a way to each other. */
	readonly isConnected: boolean;
	readonly isHeard: boolean;
	readonly isRelayed: boolean;
	/** ms; undefined where nothing was measured. */
	readonly roundTripMs: number | undefined;
	/** Share of lost packets, 0 to 1. */
	readonly loss: number;
}

/** More is heard as gaps (ITU-T G.113 Appendix I: Opus and G.711 lose a class of quality at a few per cent). */
const MOST_LOSS = 0.03;

export function echoFinding({ isConnected, isHeard, ...facts }: EchoFacts): Finding {
	if (!isConnected) return found('echo-no-way');
	if (!isHeard) return found('echo-silent');
	const values = [
		facts.isRelayed ? 'relay' : 'direct',
		Math.round(facts.roundTripMs ?? 0),
		(facts.loss * 100).toFixed(1)
	];
	return found(facts.loss > MOST_LOSS ? 'echo-lossy' : 'echo-good', ...values);
}

/** An address as it may be shown to others: user, password, query and fragment are left out. */
export function withoutSecrets(url: string): string {
	const [scheme = '', rest = ''] = url.split(/:(?:\/\/)?(.*)/s);
	const bare = rest.replace(/[?#].*$/s, '').replace(/^[^/]*@/, '');
	return url.startsWith(`${scheme}://`) ? `${scheme}://${bare}` : `${scheme}:${bare}`;
}

/** Names and addresses of this computer itself (RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
export function isLoopbackHost(host: string): boolean {
	return /^(localhost|.*\.localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);
}

/** Addresses of private networks and of this computer (RFC 1918, RFC 4193, RFC 6762, RFC 8375), as far as their names tell. */
export function isPrivateHost(host: string): boolean {
	const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
	if (/^(localhost|.*\.(localhost|local|internal|home\.arpa))$/.test(bare)) return true;
	if (/^(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)$/.test(bare)) return true;
	if (!/^\d+(\.\d+){3}$/.test(bare)) return !bare.includes('.') && !bare.includes(':');
	return /^(10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(bare);
}
