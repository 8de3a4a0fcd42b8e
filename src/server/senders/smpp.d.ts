/** The part of node-smpp that is used here; the package brings no types. */
declare module 'smpp' {
	import type { EventEmitter } from 'node:events';
	import type { Server as NetServer, Socket } from 'node:net';

	export interface Pdu {
		readonly command: string;
		readonly command_status: number;
		readonly system_id?: string;
		readonly password?: string;
		readonly message_id?: string;
		readonly source_addr?: string;
		readonly source_addr_ton?: number;
		readonly source_addr_npi?: number;
		readonly destination_addr?: string;
		readonly dest_addr_ton?: number;
		readonly data_coding?: number;
		readonly registered_delivery?: number;
		readonly short_message?: { readonly message: string };
		readonly message_payload?: { readonly message: string };
		response(fields?: object): Pdu;
	}

	type Answered = (response: Pdu) => void;

	export interface Session extends EventEmitter {
		readonly socket: Socket;
		/** False where the connection is not open any more; then nothing answers. */
		send(pdu: Pdu): boolean;
		bind_transceiver(fields: object, answered: Answered): boolean;
		bind_transmitter(fields: object, answered: Answered): boolean;
		submit_sm(fields: object, answered: Answered): boolean;
		deliver_sm(fields: object, answered: Answered): boolean;
		enquire_link(fields: object, answered: Answered): boolean;
		unbind(answered: Answered): boolean;
		close(): void;
		destroy(): void;
	}

	interface Smpp {
		connect(options: {
			readonly host: string;
			readonly port: number;
			readonly tls: boolean;
			readonly servername?: string;
		}): Session;
		createServer(listener: (session: Session) => void): NetServer;
	}

	const smpp: Smpp;
	export default smpp;
}
