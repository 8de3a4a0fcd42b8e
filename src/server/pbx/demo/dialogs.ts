import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
import type { Identity } from './digest.ts';
import { addressUri, type IncomingRequest } from './sip-message.ts';

const MAX_DIALOGS = 5_000;
/**
 * What is still under way when a call ends (a NOTIFY, a crossing BYE) finds its way this long, and
 * two ends that lost their connections together may come back.
 */
const LINGER_MS = 32_000;

/** One end of a call as this proxy reaches it. */
export interface Leg {
	readonly identity: Identity;
	connection: Connection;
}

/** A (possible) dialog between two legs; its id stands in the Record-Route that we add to it. */
export interface Dialog {
	readonly id: string;
	readonly callId: string;
	readonly callerTag: string;
	readonly caller: Leg;
	readonly callee: Leg;
}

/**
 * Which connections the two ends of a call are on. Browsers have no address that could be routed
 * to, so the Record-Route names an entry here (RFC 3261 §16.6, 4) with an id that cannot be guessed.
 */
export class DialogTable {
	readonly #clock: Clock;
	readonly #domain: string;
	readonly #dialogs = new Map<string, Dialog>();

	constructor(domain: string, clock: Clock) {
		this.#domain = domain;
		this.#clock = clock;
	}

	open(request: IncomingRequest, caller: Leg, callee: Leg): Dialog {
		const [leastUsed] = this.#dialogs.keys();
		if (leastUsed !== undefined && this.#dialogs.size >= MAX_DIALOGS) {
			this.#dialogs.delete(leastUsed);
		}
		const id = randomBytes(16).toString('hex');
		const { callId, fromTag: callerTag } = request;
		// Each leg has its own record: one caller's branches do not move each other.
		const dialog = { id, callId, callerTag, caller: { ...caller }, callee: { ...callee } };
		this.#dialogs.set(id, dialog);
		return dialog;
	}

	recordRoute({ id }: Dialog): string {
		return `<sip:${id}@${this.#domain};transport=ws;lr>`;
	}

	/** The dialog that a request travels in, by its top-most Route, and the legs it goes between. */
	find(request: IncomingRequest): { dialog: Dialog; from: Leg; to: Leg } | undefined {
		const route = addressUri(request.headers.values('route')[0] ?? '');
		const id = /^sip:([0-9a-f]{32})@/.exec(route ?? '')?.[1] ?? '';
		const dialog = this.#dialogs.get(id);
		if (!dialog || dialog.callId !== request.callId) return undefined;
		const { callerTag, caller, callee } = dialog;
		const isFromCaller = request.fromTag === callerTag;
		if (!isFromCaller && request.toTag !== callerTag) return undefined;
		// Used last goes last: the order of the map is the order in which entries would have to go.
		this.#dialogs.delete(id);
		this.#dialogs.set(id, dialog);
		return isFromCaller
			? { dialog, from: caller, to: callee }
			: { dialog, from: callee, to: caller };
	}

	close({ id }: Dialog): void {
		this.#dialogs.delete(id);
	}

	closeSoon(dialog: Dialog): void {
		this.#clock.after(LINGER_MS, () => this.close(dialog));
	}

	/** Drops the calls of which neither end comes back. */
	connectionClosed(connection: Connection): void {
		for (const dialog of this.#dialogs.values()) {
			const { caller, callee } = dialog;
			if (caller.connection !== connection && callee.connection !== connection) continue;
			if (!isDeserted(dialog)) continue;
			this.#clock.after(LINGER_MS, () => {
				if (isDeserted(dialog)) this.close(dialog);
			});
		}
	}

	get size(): number {
		return this.#dialogs.size;
	}

	clear(): void {
		this.#dialogs.clear();
	}
}

function isDeserted({ caller, callee }: Dialog): boolean {
	return !caller.connection.isOpen && !callee.connection.isOpen;
}
