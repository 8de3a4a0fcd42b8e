import type { URI, UserAgent } from 'sip.js';
import type { IncomingNotifyRequest, IncomingRequestMessage, Subscription } from 'sip.js/lib/core';

interface EventSubscriptionParts {
	/** Registered. */
	readonly agent: UserAgent;
	readonly target: URI;
	/** The event package, e.g. `dialog` (RFC 6665 §7.2). */
	readonly event: string;
	/** The media type that is understood. */
	readonly accept: string;
	/** What the PBX has sent; empty where it has sent nothing yet. */
	told(body: string): void;
}

const EXPIRES_S = 600;
/** A PBX that ends subscriptions at once must not be asked in a circle. */
const AGAIN_MS = 30_000;
/** After a refusal that may not last; doubled with each further one. */
const REFUSED_MS = 60_000;
const LONGEST_MS = 3_600_000;
/** Answers that say that it will never be told: not here, not to us, not of this (RFC 6665 §4.1.2.1). */
const NEVER = [400, 403, 404, 405, 420, 481, 489, 501, 603];
const FINAL_REASONS = ['rejected', 'noresource', 'invariant'];

/**
 * A subscription to an event package that lasts until it is stopped (RFC 6665): refreshed in time, begun
 * anew after pauses where it ends, and not asked for again where the PBX does not have it. sip.js's own
 * `Subscriber` hides refusals, and begins anew at once and without end.
 */
export class EventSubscription {
	readonly #parts: EventSubscriptionParts;
	#subscription: Subscription | undefined;
	#again: ReturnType<typeof setTimeout> | undefined;
	#isStopped = false;
	/** Since something was told. */
	#refusals = 0;

	constructor(parts: EventSubscriptionParts) {
		this.#parts = parts;
		this.#begin();
	}

	/** Asks for everything anew, where something was missed. */
	refresh(): void {
		this.#subscription?.refresh();
	}

	/** Tells the PBX, where the connection still stands. */
	stop(): void {
		this.#isStopped = true;
		clearTimeout(this.#again);
		const subscription = this.#subscription;
		this.#subscription = undefined;
		if (!subscription) return;
		subscription.delegate = { onNotify: (request) => void request.accept() };
		if (this.#parts.agent.isConnected()) subscription.unsubscribe();
		else subscription.dispose();
	}

	#begin(): void {
		const { agent, target, event, accept } = this.#parts;
		const { userAgentCore: core } = agent;
		const { aor, contact } = core.configuration;
		const headers = [
			`Event: ${event}`,
			`Expires: ${EXPIRES_S}`,
			`Accept: ${accept}`,
			`Contact: ${contact.toString()}`
		];
		const message = core.makeOutgoingRequestMessage('SUBSCRIBE', target, aor, target, {}, headers);
		core.subscribe(message, {
			onReject: ({ message: { statusCode = 500 } }) => {
				if (!NEVER.includes(statusCode)) this.#refused();
			},
			// The first one; later ones come by way of the subscription.
			onNotify: ({ request, subscription }) => {
				if (subscription) this.#follow(subscription);
				this.#take(request);
			},
			onNotifyTimeout: () => this.#refused()
		});
	}

	#follow(subscription: Subscription): void {
		if (this.#isStopped) return void subscription.unsubscribe();
		this.#subscription = subscription;
		subscription.autoRefresh = true;
		subscription.delegate = {
			onNotify: (request) => this.#take(request),
			onTerminated: () => this.#ended(AGAIN_MS)
		};
	}

	#take(request: IncomingNotifyRequest): void {
		void request.accept();
		if (this.#isStopped) return;
		this.#refusals = 0;
		const { message } = request;
		try {
			this.#parts.told(message.body);
		} catch (error) {
			reportError(error);
		}
		const { state, reason, pause } = subscriptionState(message);
		if (state !== 'terminated') return;
		if (FINAL_REASONS.includes(reason)) this.#subscription = undefined;
		else this.#ended(pause);
	}

	#refused(): void {
		this.#later(REFUSED_MS * 2 ** this.#refusals);
		this.#refusals += 1;
	}

	#ended(pause: number): void {
		this.#subscription = undefined;
		this.#later(pause);
	}

	#later(pause: number): void {
		if (this.#isStopped) return;
		clearTimeout(this.#again);
		this.#again = setTimeout(() => this.#begin(), Math.min(Math.max(pause, AGAIN_MS), LONGEST_MS));
	}
}

function subscriptionState(message: IncomingRequestMessage) {
	const header = message.getHeader('Subscription-State') ?? '';
	const parameter = (name: string) =>
		new RegExp(`;\\s*${name}\\s*=\\s*"?([\\w-]+)`, 'i').exec(header)?.[1] ?? '';
	return {
		state: /^[\w-]*/.exec(header.trim().toLowerCase())?.[0],
		reason: parameter('reason').toLowerCase(),
		/** ms */
		pause: Number(parameter('retry-after')) * 1_000 || AGAIN_MS
	};
}
