import { parseAddress } from '#domain/sip-address.ts';
import { assertCaller, isOwnFrom, noteCalledParty, stripAssertions } from './asserted-identity.ts';
import type { Target } from './branch.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { DialogTable, Leg } from './dialogs.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import type { Identity } from './digest.ts';
import { Fork } from './fork.ts';
import type { Binding, Registrar } from './registrar.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { IncomingRequest, SipRequest } from './sip-message.ts';

const DEFAULT_MAX_FORWARDS = 70;
/** More devices than this do not ring for one call. */
const MAX_TARGETS = 60;

interface ProxyParts {
	readonly domain: string;
	readonly registrar: Registrar;
	readonly dialogs: DialogTable;
	readonly gatekeeper: Gatekeeper;
	/** Which users a dialled number or name rings; empty where there is no such number. */
	readonly routes: (called: string) => Promise<readonly string[]>;
	readonly ringTimeoutMs: number;
	readonly clock: Clock;
	readonly onCallConcluded: (callId: string, status: number) => void;
}

/** Passes requests on to where they belong (RFC 3261 §16). */
export class Proxy {
	readonly #parts: ProxyParts;

	constructor(parts: ProxyParts) {
		this.#parts = parts;
	}

	/** A new call or message: to all devices of everybody whom the dialled number rings. */
	async start(transaction: ServerTransaction): Promise<void> {
		const { domain, gatekeeper, dialogs, ringTimeoutMs, clock } = this.#parts;
		const { request, connection } = transaction;
		const sender = await gatekeeper.admit(transaction, 'proxy');
		if (!sender) return;
		if (!sender.trusted && !isOwnFrom(request, sender, domain)) return transaction.reply(403);
		const found = await this.#targets(request);
		if (!found) return transaction.reply(404);
		// A device does not ring itself: it would take the call for a loop.
		const targets = found.targets.filter((target) => target.connection !== connection);
		if (targets.length === 0) return transaction.reply(480);
		const forwarded = this.#forwarded(request, sender);
		assertCaller(forwarded.headers, sender, domain);
		const isInvite = request.method === 'INVITE';
		if (isInvite && found.dialled) noteCalledParty(forwarded.headers, request.uri);
		const caller: Leg = { identity: sender, connection };
		Fork.start({
			transaction,
			request: forwarded,
			targets: targets.slice(0, MAX_TARGETS),
			viaHost: domain,
			ringTimeoutMs,
			clock,
			...(isInvite && {
				dialogs: {
					open: (target) => {
						const dialog = dialogs.open(request, caller, target);
						return { dialog, recordRoute: dialogs.recordRoute(dialog) };
					},
					close: (dialog) => dialogs.close(dialog)
				},
				onConcluded: (status) => this.#parts.onCallConcluded(request.callId, status)
			})
		});
	}

	/** A request inside of a call: to the other end of it. */
	async continue(transaction: ServerTransaction): Promise<void> {
		const { domain, dialogs, gatekeeper, ringTimeoutMs, clock } = this.#parts;
		const { request, connection } = transaction;
		const found = dialogs.find(request);
		if (!found) return transaction.reply(481);
		const { dialog, from, to } = found;
		if (from.connection !== connection) {
			// The device has a new connection: it may go on, once it has said who it is.
			const sender = await gatekeeper.admit(transaction, 'proxy');
			if (!sender) return;
			if (sender.user !== from.identity.user) return transaction.reply(403);
			from.connection = connection;
		}
		this.#follow(to, request.uri);
		if (request.method === 'BYE') dialogs.closeSoon(dialog);
		Fork.start({
			transaction,
			request: this.#forwarded(request, from.identity),
			targets: [{ ...to, uri: request.uri }],
			viaHost: domain,
			ringTimeoutMs,
			clock
		});
	}

	/** ACK to a 2xx: it has no response, so nothing waits for one (RFC 3261 §16.11). */
	acknowledge(request: IncomingRequest, connection: Connection): void {
		const found = this.#parts.dialogs.find(request);
		if (!found || found.from.connection !== connection) return;
		const forwarded = this.#forwarded(request, found.from.identity);
		forwarded.headers.prepend(
			'Via',
			`SIP/2.0/WS ${this.#parts.domain};branch=${request.via.branch}ack`
		);
		this.#follow(found.to, request.uri);
		found.to.connection.send(forwarded);
	}

	/** Undefined where the number is not one of ours. */
	async #targets({
		uri
	}: SipRequest): Promise<{ targets: readonly Target[]; dialled: boolean } | undefined> {
		const { registrar, domain, routes } = this.#parts;
		// A call that was handed over names the device itself (RFC 3891, attended transfer).
		const device = registrar.withContact(uri);
		if (device) return { targets: [asTarget(device)], dialled: false };
		const address = parseAddress(`<${uri}>`);
		if (!address || address.user === '') return undefined;
		if (address.scheme !== 'tel' && address.host !== domain) return undefined;
		const users = new Set(await routes(address.user));
		if (users.size === 0) return undefined;
		return {
			targets: [...users].flatMap((user) => registrar.of(user)).map(asTarget),
			dialled: true
		};
	}

	/** The request as it goes on: one hop fewer, without what was meant for us (RFC 3261 §16.6). */
	#forwarded({ kind, method, uri, headers, body }: IncomingRequest, sender: Identity): SipRequest {
		const next = headers.copy();
		// This PBX is the only hop there is: a Route can name nobody else.
		next.remove('Route', 'Proxy-Authorization');
		next.set('Max-Forwards', String(maxForwards(headers.first('max-forwards')) - 1));
		stripAssertions(next, sender);
		return { kind, method, uri, headers: next, body };
	}

	/** A device that has lost its connection and registered again is reached on the new one. */
	#follow(leg: Leg, contact: string): void {
		if (leg.connection.isOpen) return;
		const devices = this.#parts.registrar.of(leg.identity.user);
		const device = devices.find(({ uri }) => uri === contact);
		if (device) leg.connection = device.connection;
	}
}

/** RFC 3261 §16.6, 3: a request without the field gets 70. NaN where it is malformed. */
export function maxForwards(value: string | undefined): number {
	if (value === undefined) return DEFAULT_MAX_FORWARDS;
	return /^\d{1,3}$/.test(value) ? Math.min(Number(value), 255) : NaN;
}

function asTarget({ user, trusted, connection, uri }: Binding): Target {
	return { identity: { user, trusted }, connection, uri };
}
