import { stripAssertions } from './asserted-identity.ts';
import { bestFinal } from './best-response.ts';
import { Branch, type BranchListener, type Target } from './branch.ts';
import type { Clock } from './clock.ts';
import type { Dialog } from './dialogs.ts';
import type { ServerTransaction } from './server-transaction.ts';
import type { SipRequest, SipResponse } from './sip-message.ts';

/** Timer F (RFC 3261 §17.1.2.2): requests other than INVITE are answered by machines. */
const ANSWER_WAIT_MS = 32_000;

/** RFC 3326 §3.1: tells the other devices that this is no missed call. */
const ELSEWHERE = 'SIP;cause=200;text="Call completed elsewhere"';
const RUNG_OUT = 'SIP;cause=408;text="Ring timeout"';

interface ForkParts {
	readonly transaction: ServerTransaction;
	/** What every branch gets, complete but for Via, Record-Route and Request-URI. */
	readonly request: SipRequest;
	readonly targets: readonly Target[];
	readonly viaHost: string;
	/** How long an INVITE may ring, ms. */
	readonly ringTimeoutMs: number;
	readonly clock: Clock;
	/** Set where the request makes a dialog: gives each branch its own record of the way. */
	readonly dialogs?: {
		open(target: Target): { readonly dialog: Dialog; readonly recordRoute: string };
		close(dialog: Dialog): void;
	};
	/** Told the status that the caller was given in the end. */
	readonly onConcluded?: (status: number) => void;
}

/**
 * One request sent to any number of devices: the response context of RFC 3261 §16.7. The first
 * success wins and stops the others; without one, the caller hears the best refusal.
 */
export class Fork implements BranchListener {
	readonly #parts: ForkParts;
	readonly #branches: readonly Branch[];
	/** What the caller is told whatever the devices say: the caller's own CANCEL, or nobody came. */
	#verdict: 408 | 487 | undefined;
	#isConcluded = false;
	#stopAlarm: () => void = () => {};

	private constructor(parts: ForkParts) {
		this.#parts = parts;
		this.#branches = parts.targets.map((target) => this.#makeBranch(target));
	}

	/** Sends the request; from here on it ends by itself. */
	static start(parts: ForkParts): void {
		new Fork(parts).#start();
	}

	#start(): void {
		const { transaction, clock, ringTimeoutMs } = this.#parts;
		const isInvite = transaction.request.method === 'INVITE';
		if (isInvite) transaction.reply(100);
		transaction.onAbandoned = (reasons) => this.#stop(487, reasons);
		this.#stopAlarm = isInvite
			? clock.after(ringTimeoutMs, () => this.#stop(408, [RUNG_OUT]))
			: clock.after(ANSWER_WAIT_MS, () => {
					for (const branch of this.#branches) branch.giveUp(408);
				});
		for (const branch of this.#branches) branch.send();
	}

	provisional({ target }: Branch, response: SipResponse): void {
		if (!this.#isConcluded) this.#passOn(target, response);
	}

	success(winner: Branch, response: SipResponse): void {
		// Another 2xx of an INVITE goes to the caller too, who hangs up on one (RFC 3261 §16.7, 5).
		this.#passOn(winner.target, response);
		if (this.#isConcluded) return;
		this.#conclude(response.status);
		for (const branch of this.#branches) branch.cancel([ELSEWHERE]);
	}

	ended(branch: Branch): void {
		const { status } = branch.final ?? { status: 480 };
		if (status >= 600) this.#stopUser(branch.target.identity.user, status);
		if (this.#isConcluded || this.#branches.some(({ final }) => final === undefined)) return;
		const { transaction } = this.#parts;
		if (this.#verdict !== undefined) {
			this.#conclude(this.#verdict);
			transaction.reply(this.#verdict);
			return;
		}
		const best = bestFinal(this.#branches.flatMap(({ final }) => final ?? []));
		this.#conclude(best.status);
		const source = this.#branches.find(({ final }) => final === best);
		// 503 is about the device, not about this PBX (RFC 3261 §16.7, 6).
		if (best.status === 503) transaction.reply(500);
		else if (best.response && source) this.#passOn(source.target, best.response);
		else transaction.reply(best.status === 408 ? 408 : 480);
	}

	gone(branch: Branch): void {
		if (branch.dialog && !branch.isSuccess) this.#parts.dialogs?.close(branch.dialog);
	}

	#makeBranch(target: Target): Branch {
		const { request, dialogs, viaHost, clock } = this.#parts;
		const opened = dialogs?.open(target);
		const headers = request.headers.copy();
		if (opened) headers.prepend('Record-Route', opened.recordRoute);
		return new Branch({ ...request, headers }, target, opened?.dialog, viaHost, this, clock);
	}

	#passOn(source: Target, response: SipResponse): void {
		response.headers.removeTop('via');
		stripAssertions(response.headers, source.identity);
		this.#parts.transaction.respond(response);
	}

	#stop(verdict: 408 | 487, reasons: readonly string[]): void {
		if (this.#isConcluded) return;
		this.#verdict ??= verdict;
		for (const branch of this.#branches) branch.cancel(reasons);
	}

	/**
	 * A 6xx is a person's word for all their devices, not for the colleagues whom the hotline rings
	 * too: RFC 3261 §16.7, 5 would stop those as well, but each account is a forking point of its own.
	 */
	#stopUser(user: string, status: number): void {
		const reason = `SIP;cause=${status};text="Declined on another device"`;
		for (const branch of this.#branches) {
			if (branch.target.identity.user === user) branch.cancel([reason]);
		}
	}

	#conclude(status: number): void {
		this.#isConcluded = true;
		this.#stopAlarm();
		this.#parts.onConcluded?.(status);
	}
}
