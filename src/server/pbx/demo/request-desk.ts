import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { maxForwards, type Proxy } from './proxy.ts';
import type { Registrar } from './registrar.ts';
import { ServerTransaction } from './server-transaction.ts';
import type { IncomingRequest } from './sip-message.ts';
import { parseAddress } from '#domain/sip-address.ts';
import { responseTo } from './status.ts';

/** What may begin something new here. */
const STARTS = ['INVITE', 'MESSAGE', 'OPTIONS', 'REGISTER'];
/** What belongs into a dialog, and without one asks for something that does not exist. */
const ONLY_IN_DIALOG = ['BYE', 'INFO', 'PRACK', 'UPDATE'];
/** What we know and do not offer outside of a dialog. */
const NOT_OFFERED = ['NOTIFY', 'PUBLISH', 'REFER', 'SUBSCRIBE'];
const ALLOW = { name: 'Allow', value: `${STARTS.join(', ')}, ACK, CANCEL` };

interface DeskParts {
	readonly domain: string;
	readonly registrar: Registrar;
	readonly gatekeeper: Gatekeeper;
	readonly proxy: Proxy;
	readonly clock: Clock;
	readonly log: Logger;
}

/** Looks at each request that comes in, refuses what cannot be served, hands the rest to its place. */
export class RequestDesk {
	readonly #parts: DeskParts;

	constructor(parts: DeskParts) {
		this.#parts = parts;
	}

	/** Resolves when the request has been passed on or answered. Never rejects. */
	async take(request: IncomingRequest, connection: Connection): Promise<void> {
		const known = ServerTransaction.find(request, connection);
		if (request.method === 'ACK') {
			if (known?.isAnswered) known.acknowledged();
			else if (maxForwards(request.headers.first('max-forwards')) > 0) {
				this.#parts.proxy.acknowledge(request, connection);
			}
			return;
		}
		if (request.method === 'CANCEL') {
			connection.send(responseTo(request, known ? 200 : 481));
			known?.cancelled(request.headers.all('reason'));
			return;
		}
		if (known) return known.repeat();
		const transaction = ServerTransaction.open(request, connection, this.#parts.clock);
		if (!transaction) {
			connection.send(responseTo(request, 503));
			return;
		}
		try {
			await this.#serve(transaction);
		} catch (error) {
			// The account store failed, not the peer: the peer is told, and we stay in service.
			this.#parts.log.error({ err: error, method: request.method }, 'SIP request failed');
			transaction.reply(500);
		}
	}

	async #serve(transaction: ServerTransaction): Promise<void> {
		const { proxy } = this.#parts;
		const { method, headers, toTag } = transaction.request;
		const isForUs = this.#isForUs(transaction.request);
		const hops = maxForwards(headers.first('max-forwards'));
		if (Number.isNaN(hops)) return transaction.reply(400);
		if (hops === 0 && !isForUs) return transaction.reply(483);
		const required = headers.values(isForUs ? 'require' : 'proxy-require').join(', ');
		if (required !== '') return transaction.reply(420, [{ name: 'Unsupported', value: required }]);
		if (method === 'REGISTER') return this.#register(transaction);
		if (method === 'OPTIONS' && isForUs) return transaction.reply(200, [ALLOW]);
		if (toTag !== undefined) return proxy.continue(transaction);
		if (ONLY_IN_DIALOG.includes(method)) return transaction.reply(481);
		if (NOT_OFFERED.includes(method)) return transaction.reply(405, [ALLOW]);
		if (!STARTS.includes(method)) return transaction.reply(501, [ALLOW]);
		return proxy.start(transaction);
	}

	async #register(transaction: ServerTransaction): Promise<void> {
		const { domain, registrar, gatekeeper, log } = this.#parts;
		const { request, connection } = transaction;
		if (!this.#isForUs(request)) return transaction.reply(404);
		const sender = await gatekeeper.admit(transaction, 'registrar');
		if (!sender) return;
		const { user, host } = request.to;
		if (host !== domain) return transaction.reply(404);
		if (user !== sender.user) return transaction.reply(403);
		const result = registrar.register(sender, request, connection);
		if (!result.ok) return transaction.reply(result.status);
		log.info({ user, contacts: result.contacts.length }, 'registered');
		const date = new Date(this.#parts.clock.now()).toUTCString();
		transaction.reply(200, [
			...result.contacts.map((value) => ({ name: 'Contact', value })),
			{ name: 'Date', value: date }
		]);
	}

	/** True where the request is for the PBX itself, not for one of its users. */
	#isForUs({ uri }: IncomingRequest): boolean {
		const address = parseAddress(`<${uri}>`);
		return address?.scheme !== 'tel' && address?.user === '' && address.host === this.#parts.domain;
	}
}
