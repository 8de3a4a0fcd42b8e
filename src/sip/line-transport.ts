import { Transport, type TransportOptions } from 'sip.js/lib/platform/web';
import type { Logger } from 'sip.js/lib/core';

/** The WebSocket of the line: it can move to another server, and can be lost without waiting for the browser. */
export class LineTransport extends Transport {
	#server: string;
	/** Told what is sent, connected or not. */
	onSend: (message: string) => void = () => {};

	/** `server` is an absolute ws: or wss: address. */
	constructor(logger: Logger, options: TransportOptions) {
		super(logger, options);
		this.#server = options.server;
	}

	override get server(): string {
		return this.#server;
	}

	/** Stands in the Via header (RFC 7118 §5.2). */
	override get protocol(): string {
		return new URL(this.#server).protocol === 'wss:' ? 'WSS' : 'WS';
	}

	override send(message: string): Promise<void> {
		this.onSend(message);
		return super.send(message);
	}

	/** Where the next connection goes. */
	useServer(server: string): void {
		this.#server = server;
	}

	/**
	 * Counts the connection, or the attempt to make one, as lost from now on. To close it would not do: on a
	 * half-open socket a browser waits for the server's own close frame, for a minute and longer.
	 */
	drop(): void {
		const { ws } = this;
		if (!ws) return;
		ws.dispatchEvent(new CloseEvent('close', { code: 1006 }));
		ws.close();
	}
}
