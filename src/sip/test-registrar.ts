/** How the registrar treats a REGISTER; `silent` never answers. */
export type RegistrarMood = number | 'silent';

/**
 * A registrar behind the browser's WebSocket, in the page itself: it takes the place of
 * `globalThis.WebSocket` and answers as its mood says.
 */
export class TestRegistrar {
	mood: RegistrarMood = 200;
	/** For how long it takes a contact, s. */
	expires = 300;
	/** The final answer to an INVITE; none while undefined. */
	inviteAnswer: number | undefined;
	/** False: connections are refused. */
	reachable = true;
	/** Addresses at which connections are refused. */
	readonly down = new Set<string>();
	/** True: a double CRLF is answered (RFC 5626 §3.5.1). */
	answersCrlf = false;
	/** True: connections stay as they are, and nothing is answered or closed any more. */
	hangs = false;
	/** Lets a message come in, as soon as the test wants. */
	deliver: (arrive: () => void) => void = (arrive) => queueMicrotask(arrive);
	/** Requests as they came. */
	readonly requests: string[] = [];
	readonly sockets = new Set<RegistrarSocket>();

	/** The class to put in WebSocket's place. */
	readonly socketClass = (): typeof WebSocket => {
		const connect = (url: string) => {
			const socket = new RegistrarSocket(url, this);
			this.sockets.add(socket);
			return socket;
		};
		function Socket(url: string) {
			return connect(url);
		}
		const { CONNECTING, OPEN, CLOSING, CLOSED } = WebSocket;
		return Object.assign(Socket, {
			CONNECTING,
			OPEN,
			CLOSING,
			CLOSED
		}) as unknown as typeof WebSocket;
	};

	/** REGISTERs that ask for a contact, by Call-ID. */
	get registers(): string[] {
		return this.requests
			.filter((request) => request.startsWith('REGISTER') && !/expires[=:] ?0\b/i.test(request))
			.map((request) => fieldOf(request, 'Call-ID'));
	}

	/** Sends something to every connection, whatever it is. */
	push(data: string | ArrayBuffer): void {
		for (const socket of this.sockets) socket.take(data);
	}

	/** Loses every connection without a goodbye. */
	cut(): void {
		for (const socket of [...this.sockets]) socket.lose();
	}

	answer(request: string): string | undefined {
		this.requests.push(request);
		if (this.hangs) return undefined;
		if (request === '\r\n\r\n') return this.answersCrlf ? '\r\n' : undefined;
		if (request.startsWith('OPTIONS')) return this.#refuse(request, 405);
		if (request.startsWith('INVITE')) {
			return this.inviteAnswer ? this.#refuse(request, this.inviteAnswer) : undefined;
		}
		if (this.mood === 'silent' || !request.startsWith('REGISTER')) return undefined;
		const copied = ['Via', 'From', 'Call-ID', 'CSeq'].map(
			(name) => `${name}: ${fieldOf(request, name)}`
		);
		const [contact = ''] = fieldOf(request, 'Contact').split(';expires');
		const challenge = 'WWW-Authenticate: Digest realm="demo.example", nonce="n", qop="auth"';
		return [
			`SIP/2.0 ${this.mood} Whatever`,
			...copied,
			`To: ${fieldOf(request, 'To')};tag=registrar`,
			...(this.mood === 200 ? [`Contact: ${contact};expires=${this.expires}`] : []),
			...(this.mood === 401 ? [challenge] : []),
			'Content-Length: 0',
			'',
			''
		].join('\r\n');
	}

	#refuse(request: string, status: number): string {
		return [
			`SIP/2.0 ${status} Whatever`,
			...['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${fieldOf(request, name)}`),
			`To: ${fieldOf(request, 'To')};tag=callee`,
			'Content-Length: 0',
			'',
			''
		].join('\r\n');
	}
}

class RegistrarSocket extends EventTarget {
	readyState: number = WebSocket.CONNECTING;
	readonly url: string;
	readonly #registrar: TestRegistrar;

	constructor(url: string, registrar: TestRegistrar) {
		super();
		this.url = url;
		this.#registrar = registrar;
		queueMicrotask(() => {
			if (!registrar.reachable || registrar.down.has(url)) return this.lose();
			if (registrar.hangs) return;
			this.readyState = WebSocket.OPEN;
			this.dispatchEvent(new Event('open'));
		});
	}

	send(text: string): void {
		const answer = this.#registrar.answer(text);
		if (answer !== undefined) this.take(answer);
	}

	take(data: string | ArrayBuffer): void {
		this.#registrar.deliver(() => this.dispatchEvent(new MessageEvent('message', { data })));
	}

	close(): void {
		if (this.#registrar.hangs) return;
		queueMicrotask(() => this.#closed(1000));
	}

	lose(): void {
		this.#closed(1006);
	}

	#closed(code: number): void {
		if (this.readyState === WebSocket.CLOSED) return;
		this.readyState = WebSocket.CLOSED;
		this.#registrar.sockets.delete(this);
		this.dispatchEvent(new CloseEvent('close', { code, wasClean: code === 1000 }));
	}
}

function fieldOf(message: string, name: string): string {
	const line = message.split('\r\n').find((text) => text.startsWith(`${name}: `));
	return line?.slice(name.length + 2) ?? '';
}
