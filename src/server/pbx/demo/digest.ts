import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from './clock.ts';

const NONCE_LIFE_MS = 300_000;
const MAX_NONCES = 32;
const MAX_PARAMETERS = 30;
const MAX_USER = 256;

export interface Credentials {
	readonly password: string;
	/** True for a trunk: it may say on whose behalf it calls. */
	readonly trusted?: boolean;
}
export type FindCredentials = (user: string) => Promise<Credentials | undefined>;

export interface Identity {
	readonly user: string;
	readonly trusted: boolean;
}

/** `missing`: not tried yet. `stale`: asked with an old nonce. `wrong`: user or password. */
type Proof =
	| { readonly ok: true; readonly identity: Identity }
	| { readonly ok: false; readonly code: 'missing' | 'stale' | 'wrong' };

interface Nonce {
	readonly expiresAt: number;
	lastCount: number;
}

/** The nonces given to one connection: they end with it, so nobody else can use up or replay them. */
export class NonceBook {
	readonly #clock: Clock;
	readonly #nonces = new Map<string, Nonce>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	issue(): string {
		const [oldest] = this.#nonces.keys();
		if (oldest !== undefined && this.#nonces.size >= MAX_NONCES) this.#nonces.delete(oldest);
		const nonce = randomBytes(16).toString('hex');
		this.#nonces.set(nonce, { expiresAt: this.#clock.now() + NONCE_LIFE_MS, lastCount: 0 });
		return nonce;
	}

	/** True once for each count: it must grow with every use (RFC 7616 §3.4, nc). */
	use(nonce: string, count: number): boolean {
		const known = this.#nonces.get(nonce);
		if (!known || known.expiresAt <= this.#clock.now() || count <= known.lastCount) return false;
		known.lastCount = count;
		return true;
	}
}

interface DigestQuestion {
	readonly realm: string;
	readonly method: string;
	/** The Request-URI as written; the digest must be of the same. */
	readonly uri: string;
	/** All values of Authorization or Proxy-Authorization. */
	readonly answers: readonly string[];
	readonly nonces: NonceBook;
	readonly credentials: FindCredentials;
}

/** The value of WWW-Authenticate or Proxy-Authenticate. MD5, because sip.js speaks nothing else. */
export function challenge(realm: string, nonce: string, stale: boolean): string {
	const words = [`realm="${realm}"`, `nonce="${nonce}"`, 'qop="auth"', 'algorithm=MD5'];
	return `Digest ${[...words, ...(stale ? ['stale=true'] : [])].join(', ')}`;
}

/** Checks a digest answer: RFC 7616 with MD5 and qop=auth (the RFC 2617 form without qop is refused). */
export async function proveIdentity(question: DigestQuestion): Promise<Proof> {
	const answer = question.answers
		.map(parseAnswer)
		.find((candidate) => candidate?.get('realm') === question.realm);
	if (!answer) return { ok: false, code: 'missing' };
	const of = (name: string) => answer.get(name) ?? '';
	const isUsable =
		of('username').length <= MAX_USER &&
		of('uri') === question.uri &&
		of('qop') === 'auth' &&
		of('algorithm').toUpperCase().replace(/^$/, 'MD5') === 'MD5' &&
		of('cnonce') !== '' &&
		/^[0-9a-f]{8}$/i.test(of('nc'));
	if (!isUsable) return { ok: false, code: 'wrong' };
	const known = await question.credentials(of('username'));
	const secret = md5(`${of('username')}:${question.realm}:${known?.password ?? ''}`);
	const expected = md5(
		[
			secret,
			of('nonce'),
			of('nc'),
			of('cnonce'),
			'auth',
			md5(`${question.method}:${question.uri}`)
		].join(':')
	);
	if (!known || !isSame(of('response').toLowerCase(), expected)) {
		return { ok: false, code: 'wrong' };
	}
	// Only now: a wrong answer must not spend the right one's count.
	if (!question.nonces.use(of('nonce'), parseInt(of('nc'), 16))) {
		return { ok: false, code: 'stale' };
	}
	return { ok: true, identity: { user: of('username'), trusted: known.trusted ?? false } };
}

/** The parameters of a Digest answer, names in lower case; undefined for another scheme. */
function parseAnswer(value: string): Map<string, string> | undefined {
	const rest = /^Digest\s+(.*)$/i.exec(value)?.[1];
	if (rest === undefined) return undefined;
	const found = new Map<string, string>();
	const parameter = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;
	for (const [, name = '', quoted, token] of rest.matchAll(parameter)) {
		if (found.size === MAX_PARAMETERS) break;
		found.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token ?? '');
	}
	return found;
}

function md5(text: string): string {
	return createHash('md5').update(text).digest('hex');
}

function isSame(given: string, expected: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}
