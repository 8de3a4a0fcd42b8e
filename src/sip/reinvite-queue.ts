import { Inviter, SessionState, type Session } from 'sip.js';
import { SessionDialog, type OutgoingRequestMessage } from 'sip.js/lib/core';
import type { SessionDescriptionHandlerOptions } from 'sip.js/lib/platform/web';

/** `gone`: the call has ended, or the far side knows nothing of it any more (481). */
type OfferOutcome = 'accepted' | 'refused' | 'gone';

interface Offer {
	iceRestart: boolean;
	readonly outcome: PromiseWithResolvers<OfferOutcome>;
}

/** How often an offer that the far side cannot take just now is made again. */
const MOST_TRIES = 8;

/**
 * The re-INVITEs of one dialog, one after the other (RFC 3261 §14.1): sip.js fails a second one while
 * the first is under way, and the browser's offer then stays half made. An offer that crosses one of
 * the far side (491) is made again after a pause; one whose connection is lost, on the next. As each is made of what the
 * call is then (held, muted, its microphone), those that wait are one.
 */
export class ReinviteQueue {
	readonly #session: Session;
	readonly #random: () => number;
	#waiting: Offer | undefined;
	#current: Offer | undefined;
	/** The request without a final answer. */
	#request: OutgoingRequestMessage | undefined;
	#isLost = false;
	#tries = 0;
	#pause: ReturnType<typeof setTimeout> | undefined;

	/** `random` gives 0 to 1. */
	constructor(session: Session, random: () => number = Math.random) {
		this.#session = session;
		this.#random = random;
		session.stateChange.addListener((state) => {
			if (state === SessionState.Terminated) this.#end();
		});
	}

	/**
	 * Offers the media anew, with new ICE credentials where asked for (RFC 8445 §9): candidates of a network that is gone
	 * are of no use. Resolves once the far side has answered; waits for a connection where there is none,
	 * until the next `offer` or `connectionBack`. Never rejects.
	 */
	offer({ iceRestart = false } = {}): Promise<OfferOutcome> {
		if (this.#session.state === SessionState.Terminated) return Promise.resolve('gone');
		const offer = (this.#waiting ??= { iceRestart, outcome: Promise.withResolvers() });
		offer.iceRestart ||= iceRestart;
		this.#next();
		return offer.outcome.promise;
	}

	/**
	 * The connection on which a request may wait for its answer is lost: it counts as answered with 503, as
	 * RFC 3261 §8.1.3.1 has it. sip.js would wait for half a minute and take no other offer meanwhile.
	 */
	connectionLost(): void {
		const request = this.#request;
		if (!request) return;
		this.#isLost = true;
		this.#session.userAgent.transport.onMessage?.(unavailable(request));
	}

	/** What has waited for a connection goes on. */
	connectionBack(): void {
		this.#next();
	}

	#next(): void {
		const { state, userAgent, dialog } = this.#session;
		if (this.#current || this.#pause || !this.#waiting || state !== SessionState.Established)
			return;
		if (!userAgent.isConnected()) return;
		// The far side's own re-INVITE is being answered: ours would cross it.
		if (dialog instanceof SessionDialog && dialog.reinviteUserAgentServer) return this.#later();
		const offer = this.#waiting;
		this.#waiting = undefined;
		this.#current = offer;
		this.#isLost = false;
		void this.#send(offer);
	}

	async #send(offer: Offer): Promise<void> {
		// Given always: sip.js keeps those of the offer before.
		const options: SessionDescriptionHandlerOptions = {
			offerOptions: { iceRestart: offer.iceRestart }
		};
		try {
			const { message } = await this.#session.invite({
				requestDelegate: {
					onAccept: () => this.#settle(offer, 'accepted'),
					onRedirect: () => this.#settle(offer, 'refused'),
					onReject: ({ message }) => this.#refused(offer, message.statusCode ?? 500)
				},
				sessionDescriptionHandlerOptions: options
			});
			if (this.#current === offer) this.#request = message;
		} catch {
			// Made and not sent, it would stay in the browser, which takes no other then.
			await this.#session.sessionDescriptionHandler?.rollbackDescription?.().catch(() => {});
			this.#againLater(offer);
		}
	}

	#refused(offer: Offer, status: number): void {
		if (this.#isLost || !this.#session.userAgent.isConnected()) return this.#again(offer);
		if (status !== 491) return this.#settle(offer, status === 481 ? 'gone' : 'refused');
		this.#againLater(offer);
	}

	#againLater(offer: Offer): void {
		if (this.#current !== offer) return;
		this.#tries += 1;
		if (this.#tries >= MOST_TRIES) return this.#settle(offer, 'refused');
		this.#later();
		this.#again(offer);
	}

	/** Makes the offer once more; those that have come meanwhile go with it. */
	#again(offer: Offer): void {
		if (this.#current !== offer) return;
		this.#current = undefined;
		this.#request = undefined;
		const waiting = this.#waiting;
		if (waiting) void offer.outcome.promise.then(waiting.outcome.resolve);
		this.#waiting = { ...offer, iceRestart: offer.iceRestart || (waiting?.iceRestart ?? false) };
		this.#next();
	}

	#later(): void {
		this.#pause = setTimeout(
			() => {
				this.#pause = undefined;
				this.#next();
			},
			glarePause(this.#session instanceof Inviter, this.#random())
		);
	}

	#settle(offer: Offer, outcome: OfferOutcome): void {
		if (this.#current !== offer) return;
		this.#current = undefined;
		this.#request = undefined;
		this.#tries = 0;
		offer.outcome.resolve(outcome);
		this.#next();
	}

	#end(): void {
		clearTimeout(this.#pause);
		this.#current?.outcome.resolve('gone');
		this.#waiting?.outcome.resolve('gone');
		this.#current = undefined;
		this.#waiting = undefined;
		this.#request = undefined;
	}
}

/**
 * How long to wait after both sides have made an offer at once, ms: who made the Call-ID waits longer, so
 * that the next offers do not cross too (RFC 3261 §14.1). In steps of 10 ms.
 */
function glarePause(ownsCallId: boolean, random: number): number {
	return ownsCallId ? 2_100 + Math.floor(random * 191) * 10 : Math.floor(random * 201) * 10;
}

/** What the transport layer says of a request whose connection is lost (RFC 3261 §8.1.3.1). */
function unavailable(request: OutgoingRequestMessage): string {
	const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map(
		(name) => `${name}: ${request.getHeader(name)}`
	);
	return ['SIP/2.0 503 Service Unavailable', ...copied, 'Content-Length: 0', '', ''].join('\r\n');
}
