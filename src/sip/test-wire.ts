/**
 * A wire between two user agents in the page: it takes the place of `globalThis.WebSocket`, and what one of the
 * two last sockets sends, the other gets.
 */
export class TestWire {
	/** What has passed, as it came. */
	readonly messages: string[] = [];
	/** True: what is sent gets nowhere, and nobody is told. */
	swallows = false;
	/** How many messages wait for each other before any of them arrives. */
	together = 1;
	#held: (() => void)[] = [];
	readonly #ends = new Map<string, WireEnd>();

	/** The class to put in WebSocket's place; sockets with the same address replace each other. */
	readonly socketClass = (): typeof WebSocket => {
		const connect = (url: string) => {
			const end = new WireEnd((text) => this.#pass(url, text));
			this.#ends.set(url, end);
			return end;
		};
		function Socket(url: string) {
			return connect(url);
		}
		return Object.assign(Socket, { OPEN: 1 }) as unknown as typeof WebSocket;
	};

	/** Loses the connection with this address. */
	cut(url: string): void {
		this.#ends.get(url)?.close();
	}

	#pass(from: string, text: string): void {
		this.messages.push(text);
		if (this.swallows) return;
		this.#held.push(() => {
			for (const [url, end] of this.#ends) if (url !== from) end.take(text);
		});
		if (this.#held.length < this.together) return;
		this.together = 1;
		for (const arrive of this.#held.splice(0)) arrive();
	}
}

class WireEnd extends EventTarget {
	readonly send: (text: string) => void;

	constructor(send: (text: string) => void) {
		super();
		this.send = send;
		queueMicrotask(() => this.dispatchEvent(new Event('open')));
	}

	take(text: string): void {
		queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data: text })));
	}

	close(): void {
		this.dispatchEvent(new CloseEvent('close', { code: 1006 }));
	}
}
