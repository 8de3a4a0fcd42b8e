import { UserAgent } from 'sip.js';
import type { LineTransport } from './line-transport.ts';

/** Hidden tabs run timers up to a minute late; a server that is gone is noticed then by what is sent. */
const PERIOD_MS = 20_000;
const ANSWER_LIMIT_MS = 5_000;
/** Later than any throttled tab's timer: the device has slept. */
const SLEEP_MS = 90_000;
/** A timer that is so late says nothing of the server: what has come meanwhile is still to be read. Two in a row do. */
const LATE_MS = 2_000;

interface WatchdogParts {
	/** Connected. */
	readonly agent: UserAgent;
	readonly transport: LineTransport;
	/** The SIP domain, which is asked where the server does not answer to CRLF. */
	readonly domain: string;
	/** The server does not answer any more; told once, the watchdog has stopped then. */
	dead(): void;
}

/**
 * Asks a connected server now and then whether it is still there: a socket whose other end is gone
 * (router, sleep, a server that hangs) stays open for the browser. Double CRLF where the server answers
 * it (RFC 5626 §3.5.1, RFC 7118 §6), OPTIONS where it does not; whatever the server says is an answer.
 */
export class Watchdog {
	readonly #parts: WatchdogParts;
	readonly #socket: WebSocket | undefined;
	#answersCrlf: boolean | undefined;
	#heardAt = Date.now();
	#askedAt: number | undefined;
	#isAskedAgain = false;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(parts: WatchdogParts) {
		this.#parts = parts;
		this.#socket = parts.transport.ws;
		this.#socket?.addEventListener('message', this.#heard);
		this.#wait();
	}

	/** Asks now, where the server has not just been heard. */
	check(): void {
		if (this.#askedAt === undefined) this.#ask();
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#socket?.removeEventListener('message', this.#heard);
	}

	readonly #heard = ({ data }: MessageEvent): void => {
		this.#heardAt = Date.now();
		const isCrlf = typeof data === 'string' && /^(\r\n)+$/.test(data);
		if (isCrlf) this.#answersCrlf = true;
		if (this.#askedAt === undefined) return;
		this.#answersCrlf ??= false;
		this.#askedAt = undefined;
		this.#isAskedAgain = false;
		this.#wait();
	};

	/** Until the server has been silent for a period. */
	#wait(): void {
		clearTimeout(this.#timer);
		const due = this.#heardAt + PERIOD_MS;
		this.#timer = setTimeout(() => {
			if (Date.now() - due > SLEEP_MS) this.#end();
			else if (this.#heardAt + PERIOD_MS > due) this.#wait();
			else this.#ask();
		}, due - Date.now());
	}

	#ask(): void {
		clearTimeout(this.#timer);
		const askedAt = Date.now();
		this.#askedAt = askedAt;
		const { agent, transport, domain } = this.#parts;
		if (this.#answersCrlf !== false) void transport.send('\r\n\r\n').catch(() => {});
		if (this.#answersCrlf !== true) askOptions(agent, domain);
		this.#timer = setTimeout(() => {
			const isLate = Date.now() - askedAt > ANSWER_LIMIT_MS + LATE_MS;
			if (!isLate || this.#isAskedAgain) return this.#end();
			this.#isAskedAgain = true;
			this.#ask();
		}, ANSWER_LIMIT_MS);
	}

	#end(): void {
		this.stop();
		this.#parts.dead();
	}
}

/** RFC 3261 §11; the answer is heard on the socket, whatever it is. */
function askOptions(agent: UserAgent, domain: string): void {
	const { userAgentCore } = agent;
	const server = UserAgent.makeURI(`sip:${domain}`);
	if (!server) return;
	const { aor } = userAgentCore.configuration;
	userAgentCore.request(
		userAgentCore.makeOutgoingRequestMessage('OPTIONS', server, aor, server, {})
	);
}
