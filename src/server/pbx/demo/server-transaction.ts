import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { HeaderField, IncomingRequest, SipResponse } from './sip-message.ts';
import { newTag, responseTo, type Status } from './status.ts';

/** Timer H (RFC 3261 §17.2.1): how long a refused caller may take to acknowledge. */
const ACK_WAIT_MS = 32_000;

/**
 * A request that somebody sent us, until it has its final response (RFC 3261 §17.2). WebSocket is
 * reliable: nothing is sent twice by a timer, and only a refused INVITE outlives its response.
 *
 *   pending ──2xx, or any final of a non-INVITE──▶ gone
 *      └──────300 to 699 of an INVITE──▶ refused ──ACK / 32 s──▶ gone
 */
export class ServerTransaction {
	readonly request: IncomingRequest;
	readonly connection: Connection;
	/** Told when the caller gives up, with the Reason values of the CANCEL (RFC 3326). */
	onAbandoned: (reasons: readonly string[]) => void = () => {};
	readonly #key: string;
	readonly #clock: Clock;
	readonly #tag = newTag();
	#latest: SipResponse | undefined;
	#stopWaiting: () => void = () => {};

	private constructor(key: string, request: IncomingRequest, connection: Connection, clock: Clock) {
		this.#key = key;
		this.request = request;
		this.connection = connection;
		this.#clock = clock;
	}

	/** Undefined where the peer has too many requests under way. */
	static open(
		request: IncomingRequest,
		connection: Connection,
		clock: Clock
	): ServerTransaction | undefined {
		const key = transactionKey(request);
		const transaction = new ServerTransaction(key, request, connection, clock);
		return connection.addTransaction(key, transaction) ? transaction : undefined;
	}

	/** The transaction that a retransmission, an ACK or a CANCEL belongs to (RFC 3261 §17.2.3, §9.2). */
	static find(request: IncomingRequest, connection: Connection): ServerTransaction | undefined {
		return connection.transaction(transactionKey(request));
	}

	get isAnswered(): boolean {
		return (this.#latest?.status ?? 0) >= 200;
	}

	/** Answers by ourselves. */
	reply(status: Status, fields: readonly HeaderField[] = []): void {
		this.respond(responseTo(this.request, status, fields, this.#tag));
	}

	/** Passes a response on; after a final one only further 2xx of an INVITE go (RFC 3261 §16.7, 5). */
	respond(response: SipResponse): void {
		const isInvite = this.request.method === 'INVITE';
		const isSuccess = response.status >= 200 && response.status < 300;
		if (this.isAnswered && !(isInvite && isSuccess)) return;
		this.#latest = response;
		this.connection.send(response);
		if (response.status < 200) return;
		if (isInvite && !isSuccess) {
			this.#stopWaiting = this.#clock.after(ACK_WAIT_MS, () => this.#remove());
		} else {
			this.#remove();
		}
	}

	/** The same request once more: the same answer once more. */
	repeat(): void {
		if (this.#latest) this.connection.send(this.#latest);
	}

	/** ACK to a refusal ends here; nobody further on waits for it. */
	acknowledged(): void {
		if (this.isAnswered) this.#remove();
	}

	cancelled(reasons: readonly string[]): void {
		if (!this.isAnswered) this.onAbandoned(reasons);
	}

	connectionClosed(): void {
		this.#stopWaiting();
		this.cancelled([]);
	}

	#remove(): void {
		this.#stopWaiting();
		this.connection.removeTransaction(this.#key);
	}
}

function transactionKey({ method, via }: IncomingRequest): string {
	const sort = method === 'ACK' || method === 'CANCEL' ? 'INVITE' : method;
	return `${sort} ${via.sentBy} ${via.branch}`;
}
