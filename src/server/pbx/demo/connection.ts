import { isUtf8 } from 'node:buffer';
import type { WebSocket } from 'ws';
import type { Clock } from './clock.ts';
import { NonceBook } from './digest.ts';
import {
	serialise,
	type IncomingResponse,
	type SipRequest,
	type SipResponse
} from './sip-message.ts';
import type { ServerTransaction } from './server-transaction.ts';

/** A peer that does not read loses its connection before it costs more memory than this. */
const MAX_UNSENT_BYTES = 1_048_576;
const MAX_SERVER_TRANSACTIONS = 64;
const MAX_BRANCHES = 128;
const MAX_WRONG_PASSWORDS = 20;

/** A request sent out on a connection, as the connection sees it: somebody who takes its responses. */
export interface Awaiting {
	response(response: IncomingResponse): void;
	connectionClosed(): void;
}

/** The part of a `ws` socket that is used here. */
type Wire = Pick<WebSocket, 'send' | 'bufferedAmount' | 'close' | 'terminate'>;

/** One WebSocket and everything that ends with it. */
export class Connection {
	readonly nonces: NonceBook;
	readonly #socket: Wire;
	readonly #transactions = new Map<string, ServerTransaction>();
	readonly #branches = new Map<string, Awaiting>();
	#wrongPasswords = 0;
	#open = true;

	constructor(socket: Wire, clock: Clock) {
		this.#socket = socket;
		this.nonces = new NonceBook(clock);
	}

	get isOpen(): boolean {
		return this.#open;
	}

	/** False where the connection is gone. One SIP message is one WebSocket message (RFC 7118 §5). */
	send(message: SipRequest | SipResponse): boolean {
		if (!this.#open) return false;
		const bytes = serialise(message);
		// A text message must be UTF-8 (RFC 6455 §5.6); any other body goes as a binary one.
		this.#socket.send(bytes, { binary: !isUtf8(bytes) });
		if (this.#socket.bufferedAmount > MAX_UNSENT_BYTES) this.#socket.terminate();
		return true;
	}

	transaction(key: string): ServerTransaction | undefined {
		return this.#transactions.get(key);
	}

	/** False where this peer has too many requests under way. */
	addTransaction(key: string, transaction: ServerTransaction): boolean {
		if (this.#transactions.size >= MAX_SERVER_TRANSACTIONS) return false;
		this.#transactions.set(key, transaction);
		return true;
	}

	removeTransaction(key: string): void {
		this.#transactions.delete(key);
	}

	/** Who waits for the responses to a request that was sent on this connection. */
	awaiting(branch: string): Awaiting | undefined {
		return this.#branches.get(branch);
	}

	/** False where the connection is gone or answers too little of what it is asked. */
	addBranch(branch: string, awaiting: Awaiting): boolean {
		if (!this.#open || this.#branches.size >= MAX_BRANCHES) return false;
		this.#branches.set(branch, awaiting);
		return true;
	}

	removeBranch(branch: string): void {
		this.#branches.delete(branch);
	}

	/** Ends the connection of somebody who guesses. */
	countWrongPassword(): void {
		this.#wrongPasswords += 1;
		if (this.#wrongPasswords >= MAX_WRONG_PASSWORDS) this.#socket.close(1008);
	}

	/** The socket is gone: ends what came and what went by it. */
	closed(): void {
		if (!this.#open) return;
		this.#open = false;
		for (const transaction of [...this.#transactions.values()]) transaction.connectionClosed();
		for (const branch of [...this.#branches.values()]) branch.connectionClosed();
		this.#transactions.clear();
		this.#branches.clear();
	}
}
