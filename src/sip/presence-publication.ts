import { UserAgent } from 'sip.js';
import type { IncomingResponse } from 'sip.js/lib/core';
import { presenceDocument, type Presence } from '#domain/presence.ts';

interface PresencePublicationParts {
	/** Of the account, whose presence it is. */
	readonly user: string;
	readonly domain: string;
	/** This device's own name, an XML name. */
	readonly id: string;
	/** True: the PBX takes no presence; false once it does, or nothing is to be told any more. */
	refused(isRefused: boolean): void;
}

/** What the PBX has of us. */
interface Published {
	/** What it calls our document (RFC 3903 §4.1), another one after each request; undefined where it does not say. */
	readonly tag: string | undefined;
	/** Undefined where it is not certain that the PBX still has it: after another connection. */
	readonly document: string | undefined;
}

/** A browser that is killed is seen for so long at most. Refreshed at half time, more than a minute is left: see `#taken`. */
const EXPIRES_S = 180;
/** No PBX asks for more (RFC 3903 §4.1 has no limit). */
const LONGEST_EXPIRES_S = 86_400;
/** Refreshed not more often than this, whatever the PBX grants. */
const SHORTEST_REFRESH_MS = 15_000;
/** After a failure that may not last; doubled with each further one. */
const PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** As long as the way out may wait for an answer. */
const LEAVE_MS = 1_000;
/** Where a request proves who sends it (RFC 3261 §22). */
const PROOFS = ['Authorization', 'Proxy-Authorization'] as const;
/** Answers that say that it will never be taken: not here, not from us, not this. */
const NEVER = [400, 401, 403, 404, 405, 407, 415, 420, 481, 489, 501, 603];

/**
 * Tells the PBX what the person does, for whoever asks it (PUBLISH, RFC 3903): anew with each change, again before it
 * is forgotten, and no more when the line is closed. It outlives the connection, and with it the PBX's name for the
 * document, which the next one replaces: otherwise the old one would be seen beside it until it expires. sip.js's
 * `Publisher` belongs to one user agent, hides refusals, and sends two requests at once with the same tag.
 */
export class PresencePublication {
	readonly #parts: PresencePublicationParts;
	#presence: Presence | undefined;
	/** Registered. */
	#agent: UserAgent | undefined;
	#published: Published | undefined;
	/** The request that waits for its answer: there is one at a time, as each needs the tag of the one before. */
	#asking: object | undefined;
	#expires = EXPIRES_S;
	/** How the last request has proved who we are. */
	#proofs: ReadonlyMap<string, string> = new Map();
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isRefused = false;
	#isPausing = false;
	/** Nothing is told any more, whatever is wanted. */
	#isLeaving = false;
	#failures = 0;
	#idle: () => void = () => {};

	constructor(parts: PresencePublicationParts) {
		this.#parts = parts;
	}

	/** What is told from now on; undefined: nothing. */
	tell(presence: Presence | undefined): void {
		this.#presence = presence;
		if (!presence) {
			this.#isRefused = false;
			this.#parts.refused(false);
		}
		this.#follow();
	}

	/** The line is registered with this agent. A PBX that has refused is asked again. */
	begin(agent: UserAgent): void {
		this.end();
		this.#asking = undefined;
		this.#agent = agent;
		this.#isLeaving = false;
		this.#isRefused = false;
		this.#published &&= { ...this.#published, document: undefined };
		this.#follow();
	}

	/** The line is not registered any more. */
	end(): void {
		clearTimeout(this.#timer);
		this.#isPausing = false;
		this.#agent = undefined;
	}

	/**
	 * Takes back what was told by this agent, which is about to close; waits a second at most. A page that closes cannot
	 * wait for a challenge: what has proved who we are last does so again, where the PBX allows it.
	 */
	async leave(agent: UserAgent): Promise<void> {
		const answered = Promise.withResolvers<void>();
		const limit = setTimeout(answered.resolve, LEAVE_MS);
		this.#idle = answered.resolve;
		this.#agent = agent;
		this.#isLeaving = true;
		this.#follow();
		await answered.promise;
		clearTimeout(limit);
		if (this.#agent === agent) this.end();
	}

	#follow(): void {
		if (!this.#agent?.isConnected()) return this.#idle();
		if (this.#asking) return;
		const document = this.#document;
		if (document === undefined) {
			if (this.#published?.tag !== undefined) return this.#send(undefined, 0);
			this.#published = undefined;
			return this.#idle();
		}
		if (document === this.#published?.document || this.#isRefused || this.#isPausing) return;
		this.#send(document, this.#expires);
	}

	/** What is to be told now. */
	get #document(): string | undefined {
		const { user, domain, id } = this.#parts;
		if (!this.#presence || this.#isLeaving) return undefined;
		return presenceDocument(this.#presence, `sip:${user}@${domain}`, id);
	}

	/** Without a document what the PBX has is refreshed, or taken back with 0 s. */
	#send(document: string | undefined, expires: number): void {
		const agent = this.#agent;
		const { user, domain } = this.#parts;
		const own = UserAgent.makeURI(`sip:${user}@${domain}`);
		if (!agent || !own) return;
		clearTimeout(this.#timer);
		const headers = ['Event: presence', `Expires: ${expires}`];
		const tag = this.#published?.tag;
		if (tag !== undefined) headers.push(`SIP-If-Match: ${tag}`);
		const { userAgentCore: core } = agent;
		const message = core.makeOutgoingRequestMessage(
			...(['PUBLISH', own, own, own, {}, headers] as const),
			document === undefined
				? undefined
				: {
						contentDisposition: 'render',
						contentType: 'application/pidf+xml',
						content: document
					}
		);
		if (expires === 0) for (const [name, proof] of this.#proofs) message.setHeader(name, proof);
		const asking = {};
		this.#asking = asking;
		const take = (response: IncomingResponse) => {
			if (asking !== this.#asking) return;
			this.#asking = undefined;
			this.#proofs = new Map(
				PROOFS.flatMap((name) => {
					const proof = message.getHeader(name);
					return proof === undefined ? [] : [[name, proof] as const];
				})
			);
			this.#take(response, document ?? this.#published?.document, expires);
			this.#follow();
		};
		core.publish(message, { onAccept: take, onReject: take, onRedirect: take });
	}

	#take({ message }: IncomingResponse, document: string | undefined, expires: number): void {
		const { statusCode = 500 } = message;
		if (statusCode >= 200 && statusCode < 300) {
			this.#failures = 0;
			const tag = message.getHeader('SIP-ETag');
			this.#published = expires > 0 ? { tag, document } : undefined;
			if (expires > 0) this.#taken(seconds(message.getHeader('Expires')) || expires);
		} else if (expires === 0) {
			// It has gone already, or goes when it expires.
			this.#published = undefined;
		} else if (statusCode === 412 && this.#published) {
			// The PBX has forgotten the document: it is told anew.
			this.#published = undefined;
		} else if (statusCode === 423 && this.#longer(seconds(message.getHeader('Min-Expires')))) {
			return;
		} else if (NEVER.includes(statusCode)) {
			this.#isRefused = this.#presence !== undefined;
			this.#parts.refused(this.#isRefused);
		} else this.#pause();
	}

	#taken(granted: number): void {
		this.#parts.refused(false);
		// At half time: background tabs may run a timer a minute late.
		const pause = Math.max(granted * 500, SHORTEST_REFRESH_MS);
		this.#timer = setTimeout(() => {
			// What waits for its answer is refreshed by it.
			if (this.#asking || !this.#published) return;
			// Without a name nothing can be refreshed.
			const { tag, document } = this.#published;
			this.#send(tag === undefined ? document : undefined, this.#expires);
		}, pause);
	}

	/** True where the PBX wants to be told for longer, within reason. */
	#longer(expires: number): boolean {
		if (expires <= this.#expires || expires > LONGEST_EXPIRES_S) return false;
		this.#expires = expires;
		return true;
	}

	#pause(): void {
		this.#isPausing = true;
		const pause = Math.min(PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
		this.#failures += 1;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#isPausing = false;
			// What was refreshed in vain is told in full.
			this.#published &&= { ...this.#published, document: undefined };
			this.#follow();
		}, pause);
	}
}

function seconds(header: string | undefined): number {
	return /^\s*\d{1,9}\s*$/.test(header ?? '') ? Number(header) : 0;
}
