import { challenge, proveIdentity, type FindCredentials, type Identity } from './digest.ts';
import type { ServerTransaction } from './server-transaction.ts';

/** As a registrar we ask with 401, as a proxy with 407 (RFC 3261 §22). */
const WORDS = {
	registrar: { status: 401, question: 'WWW-Authenticate', answer: 'authorization' },
	proxy: { status: 407, question: 'Proxy-Authenticate', answer: 'proxy-authorization' }
} as const;

/** Lets requests in whose senders prove who they are. */
export class Gatekeeper {
	readonly #realm: string;
	readonly #credentials: FindCredentials;

	constructor(realm: string, credentials: FindCredentials) {
		this.#realm = realm;
		this.#credentials = credentials;
	}

	/** Who sent the request; undefined where the sender has been asked (again), or is gone. */
	async admit(
		transaction: ServerTransaction,
		role: keyof typeof WORDS
	): Promise<Identity | undefined> {
		const { request, connection } = transaction;
		const { status, question, answer } = WORDS[role];
		const proof = await proveIdentity({
			realm: this.#realm,
			method: request.method,
			uri: request.uri,
			answers: request.headers.all(answer),
			nonces: connection.nonces,
			credentials: this.#credentials
		});
		if (!connection.isOpen) return undefined;
		if (proof.ok) return proof.identity;
		const value = challenge(this.#realm, connection.nonces.issue(), proof.code === 'stale');
		transaction.reply(status, [{ name: question, value }]);
		if (proof.code === 'wrong') connection.countWrongPassword();
		return undefined;
	}
}
