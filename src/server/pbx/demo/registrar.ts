import { parseAddress } from '#domain/sip-address.ts';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { Identity } from './digest.ts';
import { addressUri, type IncomingRequest } from './sip-message.ts';
import type { Status } from './status.ts';

const DEFAULT_EXPIRES_S = 300;
const MAX_EXPIRES_S = 3_600;
const MAX_CONTACTS_PER_USER = 20;
const MAX_URI_LENGTH = 512;

/** One device of a user (RFC 3261 §10.2.1), reached by the connection it registered on. */
export interface Binding {
	readonly user: string;
	readonly trusted: boolean;
	readonly uri: string;
	/** `+sip.instance` (RFC 5626 §4.1): the same device may come back with another contact. */
	readonly instance: string | undefined;
	readonly connection: Connection;
	readonly callId: string;
	readonly cseq: number;
	/** UTC epoch ms. */
	readonly expiresAt: number;
}

interface ContactChange {
	readonly uri: string;
	readonly instance: string | undefined;
	/** 0 removes. */
	readonly expiresS: number;
}

type RegisterResult =
	/** The values for the Contact fields of the 200. */
	| { readonly ok: true; readonly contacts: readonly string[] }
	| { readonly ok: false; readonly status: Status };

/** Who can be reached where. In memory only: a registration ends with its connection anyway. */
export class Registrar {
	readonly #clock: Clock;
	readonly #bindings = new Map<string, Binding[]>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** Adds, refreshes, removes or only lists the contacts of a user, all or nothing (RFC 3261 §10.3). */
	register(
		{ user, trusted }: Identity,
		request: IncomingRequest,
		connection: Connection
	): RegisterResult {
		const current = this.of(user);
		const changes = readContacts(request, current);
		if (!changes) return { ok: false, status: 400 };
		const { callId } = request;
		const cseq = request.cseq.number;
		if (changes.some(({ uri }) => isOutOfOrder(current, uri, callId, cseq))) {
			return { ok: false, status: 500 };
		}
		const replaced = new Set(changes.flatMap((change) => current.filter(isSameDevice(change))));
		const added = changes
			.filter(({ expiresS }) => expiresS > 0)
			.map(({ uri, instance, expiresS }) => {
				const expiresAt = this.#clock.now() + expiresS * 1_000;
				return { user, trusted, uri, instance, connection, callId, cseq, expiresAt };
			});
		const bindings = [...current.filter((binding) => !replaced.has(binding)), ...added];
		if (bindings.length > MAX_CONTACTS_PER_USER) return { ok: false, status: 503 };
		this.#save(user, bindings);
		return { ok: true, contacts: bindings.map((binding) => this.#contactValue(binding)) };
	}

	/** The devices of a user that can be reached now. */
	of(user: string): readonly Binding[] {
		const all = this.#bindings.get(user) ?? [];
		const live = all.filter(({ expiresAt }) => expiresAt > this.#clock.now());
		if (live.length < all.length) this.#save(user, live);
		return live;
	}

	/** The device with this contact, for requests that name it instead of its user. */
	withContact(uri: string): Binding | undefined {
		return this.list().find((binding) => binding.uri === uri);
	}

	list(): readonly Binding[] {
		return [...this.#bindings.keys()].flatMap((user) => this.of(user));
	}

	connectionClosed(connection: Connection): void {
		for (const [user, bindings] of this.#bindings) {
			this.#save(
				user,
				bindings.filter((binding) => binding.connection !== connection)
			);
		}
	}

	clear(): void {
		this.#bindings.clear();
	}

	#save(user: string, bindings: Binding[]): void {
		if (bindings.length === 0) this.#bindings.delete(user);
		else this.#bindings.set(user, bindings);
	}

	#contactValue({ uri, instance, expiresAt }: Binding): string {
		const expires = Math.ceil((expiresAt - this.#clock.now()) / 1_000);
		const device = instance === undefined ? '' : `;+sip.instance="${instance}"`;
		return `<${uri}>${device};expires=${expires}`;
	}
}

/** Undefined where a contact is malformed; `*` stands for all and can only remove (§10.2.2). */
function readContacts(
	request: IncomingRequest,
	current: readonly Binding[]
): ContactChange[] | undefined {
	const expires = readSeconds(request.headers.first('expires'), DEFAULT_EXPIRES_S);
	const values = request.headers.values('contact');
	if (values.length > MAX_CONTACTS_PER_USER) return undefined;
	if (values.includes('*')) {
		if (values.length > 1 || expires !== 0) return undefined;
		return current.map(({ uri, instance }) => ({ uri, instance, expiresS: 0 }));
	}
	const changes: ContactChange[] = [];
	for (const value of values) {
		const uri = addressUri(value);
		const address = parseAddress(value);
		if (!uri || !address || address.scheme === 'tel' || uri.length > MAX_URI_LENGTH) {
			return undefined;
		}
		const instance = /^[\w<>:.-]{1,128}$/.exec(address.parameters.get('+sip.instance') ?? '')?.[0];
		changes.push({
			uri,
			instance,
			expiresS: readSeconds(address.parameters.get('expires'), expires)
		});
	}
	return changes;
}

/** RFC 3261 §10.2.1.1: a malformed interval counts as the default one. */
function readSeconds(text: string | undefined, otherwise: number): number {
	return text !== undefined && /^\d{1,10}$/.test(text)
		? Math.min(Number(text), MAX_EXPIRES_S)
		: otherwise;
}

function isSameDevice(change: ContactChange): (binding: Binding) => boolean {
	return ({ uri, instance }) =>
		uri === change.uri || (instance !== undefined && instance === change.instance);
}

/** An older REGISTER of the same client must not undo a newer one (§10.3, 7). */
function isOutOfOrder(
	current: readonly Binding[],
	uri: string,
	callId: string,
	cseq: number
): boolean {
	return current.some(
		(binding) => binding.uri === uri && binding.callId === callId && binding.cseq >= cseq
	);
}
