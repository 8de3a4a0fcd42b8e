import { randomBytes } from 'node:crypto';
import type { Final } from './best-response.ts';
import type { Clock } from './clock.ts';
import type { Awaiting, Connection } from './connection.ts';
import type { Dialog } from './dialogs.ts';
import type { Identity } from './digest.ts';
import {
	HeaderFields,
	type IncomingResponse,
	type SipRequest,
	type SipResponse
} from './sip-message.ts';

/** How long a device may take to confirm a CANCEL before the caller is told without it. */
const CANCEL_WAIT_MS = 2_000;
/** 64*T1 (RFC 3261 §17.1, RFC 6026): how long late responses are still expected. */
const LATE_MS = 32_000;

/** One device that a request goes to. */
export interface Target {
	readonly identity: Identity;
	readonly connection: Connection;
	readonly uri: string;
}

/** What a branch tells its fork. */
export interface BranchListener {
	provisional(branch: Branch, response: SipResponse): void;
	success(branch: Branch, response: SipResponse): void;
	/** The branch ended without success; told once. */
	ended(branch: Branch): void;
	/** Nothing can come from it any more. */
	gone(branch: Branch): void;
}

/**
 * One request to one device: a client transaction (RFC 3261 §17.1) and its CANCEL.
 *
 *   sent ──1xx──▶ proceeding ──2xx──▶ succeeded (further 2xx pass for 32 s) ──▶ gone
 *     │               ├──300 to 699 (ACKed here)──▶ ended, gone
 *     │               └──cancelled, no answer in 2 s──▶ ended (late ones handled for 32 s) ──▶ gone
 *     └──connection lost──▶ ended, gone
 */
export class Branch implements Awaiting {
	readonly target: Target;
	readonly dialog: Dialog | undefined;
	final: Final<SipResponse> | undefined;
	readonly #id = `z9hG4bK${randomBytes(12).toString('hex')}`;
	readonly #request: SipRequest;
	readonly #listener: BranchListener;
	readonly #clock: Clock;
	#isProceeding = false;
	#isGone = false;
	#cancel: 'none' | 'wanted' | 'sent' = 'none';
	#cancelReasons: readonly string[] = [];
	#stopAlarm: () => void = () => {};

	/** `request` is complete but for our Via and the Request-URI. */
	constructor(
		request: SipRequest,
		target: Target,
		dialog: Dialog | undefined,
		viaHost: string,
		listener: BranchListener,
		clock: Clock
	) {
		this.target = target;
		this.dialog = dialog;
		this.#listener = listener;
		this.#clock = clock;
		const headers = request.headers.copy();
		headers.prepend('Via', `SIP/2.0/WS ${viaHost};branch=${this.#id}`);
		this.#request = { ...request, uri: target.uri, headers };
	}

	get isSuccess(): boolean {
		return isSuccess(this.final?.status ?? 0);
	}

	send(): void {
		const { connection } = this.target;
		if (connection.addBranch(this.#id, this)) connection.send(this.#request);
		else this.connectionClosed();
	}

	/** Stops the ringing, with these Reason values; sent when the device has said anything (§9.1). */
	cancel(reasons: readonly string[]): void {
		if (this.final || this.#cancel !== 'none' || this.#request.method !== 'INVITE') return;
		this.#cancel = 'wanted';
		this.#cancelReasons = reasons;
		this.#stopAlarm = this.#clock.after(CANCEL_WAIT_MS, () => this.giveUp(487));
		if (this.#isProceeding) this.#sendCancel();
	}

	/** Ends the branch without its response, which may still come late. */
	giveUp(status: number): void {
		if (this.final) return;
		this.#end({ status });
		this.#goneAfterLateOnes();
	}

	connectionClosed(): void {
		this.#stopAlarm();
		if (!this.final) this.#end({ status: 480 });
		this.#gone();
	}

	response(response: IncomingResponse): void {
		// The answer to our CANCEL has the same branch and says nothing new.
		if (response.cseq.method !== this.#request.method) return;
		if (response.status < 200) this.#onProvisional(response);
		else if (isSuccess(response.status)) this.#onSuccess(response);
		else this.#onRefusal(response);
	}

	#onProvisional(response: SipResponse): void {
		if (this.isSuccess) return;
		this.#isProceeding = true;
		if (this.#cancel === 'wanted') this.#sendCancel();
		if (!this.final && this.#cancel === 'none' && response.status > 100) {
			this.#listener.provisional(this, response);
		}
	}

	#onSuccess(response: SipResponse): void {
		const isFirst = !this.isSuccess;
		const isInvite = this.#request.method === 'INVITE';
		this.final = { status: response.status, response };
		if (isFirst || isInvite) this.#listener.success(this, response);
		if (!isInvite) this.#gone();
		else if (isFirst) this.#goneAfterLateOnes();
	}

	#onRefusal(response: SipResponse): void {
		this.#stopAlarm();
		if (this.isSuccess) return;
		if (this.#request.method === 'INVITE') this.#acknowledge(response);
		if (!this.final) this.#end({ status: response.status, response });
		this.#gone();
	}

	#end(final: Final<SipResponse>): void {
		this.final = final;
		this.#listener.ended(this);
	}

	#goneAfterLateOnes(): void {
		this.#stopAlarm();
		this.#stopAlarm = this.#clock.after(LATE_MS, () => this.#gone());
	}

	#gone(): void {
		if (this.#isGone) return;
		this.#isGone = true;
		this.target.connection.removeBranch(this.#id);
		this.#listener.gone(this);
	}

	#sendCancel(): void {
		this.#cancel = 'sent';
		const request = this.#hopRequest('CANCEL', this.#request.headers.first('to') ?? '');
		for (const reason of this.#cancelReasons) request.headers.append('Reason', reason);
		this.target.connection.send(request);
	}

	/** A refusal is acknowledged hop by hop (RFC 3261 §17.1.1.3). */
	#acknowledge(response: SipResponse): void {
		this.target.connection.send(this.#hopRequest('ACK', response.headers.first('to') ?? ''));
	}

	/** CANCEL and ACK repeat what names the transaction of the INVITE. */
	#hopRequest(method: 'CANCEL' | 'ACK', to: string): SipRequest {
		const { uri, headers } = this.#request;
		const number = headers.first('cseq')?.split(/\s/, 1)[0] ?? '';
		return {
			kind: 'request',
			method,
			uri,
			headers: new HeaderFields([
				{ name: 'Via', value: headers.values('via')[0] ?? '' },
				{ name: 'Max-Forwards', value: '70' },
				{ name: 'From', value: headers.first('from') ?? '' },
				{ name: 'To', value: to },
				{ name: 'Call-ID', value: headers.first('call-id') ?? '' },
				{ name: 'CSeq', value: `${number} ${method}` }
			]),
			body: Buffer.alloc(0)
		};
	}
}

function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}
