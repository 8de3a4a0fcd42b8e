import {
	Inviter,
	UserAgent,
	type Invitation,
	type InviterOptions,
	type Session,
	type URI
} from 'sip.js';
import type { CallEvent, IncomingParties } from '#domain/call.ts';
import { replacesHeader, type DialogElement } from '#domain/dialog-info.ts';
import type { Settings } from '#domain/settings.ts';
import type { Mixer } from './call-media.ts';
import type { LineAgent } from './line-agent.ts';
import type { MediaAhead } from './media-ahead.ts';
import { PickUp } from './pick-up.ts';
import { replacedSession } from './replaced-session.ts';
import { SipCall } from './sip-call.ts';
import { targetUri } from './target-uri.ts';
import { UnheardEnds } from './unheard-ends.ts';

/** Who is told of calls that come. */
export interface LineCallsListener {
	ringing(parties: IncomingParties, call: SipCall): void;
	/** A call that has been asked for comes: it is to be answered without a question. */
	pickedUp?(parties: IncomingParties, call: SipCall): void;
	/** A call comes in the place of another one of ours, which is to end: it is to be answered without a question. */
	takenOver?(parties: IncomingParties, call: SipCall, before: SipCall): void;
	/** What has been asked for does not come. */
	pickUpFailed?(): void;
}

interface LineCallsParts {
	readonly domain: string;
	/** Read at each call, so that changed settings count at once. */
	settings(): Settings;
	/** Mixes the parties of a conference. */
	readonly mix: Mixer;
	/** Resolves once somebody listens to calls; asked with each that comes in, which waits for it. */
	attended?: () => Promise<void>;
	readonly listener: LineCallsListener;
	/** A call's sound has lost its way: the connection may be lost too. */
	pathLost(): void;
}

/** A call that has been prepared: it is on its way once it is told to invite. */
export interface Dialled {
	readonly callId: string;
	readonly call: SipCall;
}

/** How an outgoing call presents itself where the PBX trusts the line to say so. */
export interface Presentation {
	fromUser: string;
	fromDomain: string;
	displayName?: string;
	extraHeaders: string[];
}

/** What reads telephone numbers is large: registering does without. */
const loadParties = () => import('./call-parties.ts');

/** The calls of a line, whatever becomes of its connection: those that come, and those that are made. */
export class LineCalls {
	/** What ends them, and says so again where it was not heard. */
	readonly ends = new UnheardEnds();
	readonly #parts: LineCallsParts;
	readonly #calls = new Map<Session, SipCall>();
	#pickUp: PickUp | undefined;

	constructor(parts: LineCallsParts) {
		this.#parts = parts;
	}

	/** How many live. */
	get count(): number {
		return this.#calls.size;
	}

	/** Whether calls live that this user agent has to be kept for. */
	areOn(agent: UserAgent | undefined): boolean {
		return [...this.#calls.keys()].some(({ userAgent }) => userAgent === agent);
	}

	/** Calls a number or SIP user. Returns undefined where the line is not connected. */
	dial(
		line: LineAgent | undefined,
		target: string,
		presentation?: Presentation
	): Dialled | undefined {
		const uri = targetUri(target, this.#parts.domain);
		if (!presentation) return this.#invite(line, uri, {});
		const { fromUser, fromDomain, displayName, extraHeaders } = presentation;
		const fromUri = UserAgent.makeURI(`sip:${fromUser}@${fromDomain}`);
		if (!fromUri) return undefined;
		const fromDisplayName = displayName ? { fromDisplayName: displayName } : {};
		return this.#invite(line, uri, { params: { fromUri, ...fromDisplayName }, extraHeaders });
	}

	/** Asks for the call that rings at a watched line (RFC 3891). False where it cannot be asked for now. */
	pickUp(line: LineAgent | undefined, number: string, dialog: DialogElement): boolean {
		if (this.#pickUp) return false;
		const uri = UserAgent.makeURI(dialog.remoteTarget || dialog.remoteIdentity);
		const extraHeaders = ['Require: replaces', `Replaces: ${replacesHeader(dialog)}`];
		const call = this.#invite(line, uri, { extraHeaders })?.call;
		if (!call) return false;
		const { domain, settings, listener } = this.#parts;
		this.#pickUp = new PickUp({
			...{ dialog, call },
			taken: async (answer) => {
				this.#pickUp = undefined;
				const { pickedUpParties } = await loadParties();
				const watched = { number, domain };
				const parties = pickedUpParties(dialog, answer, watched, settings(), Date.now());
				listener.pickedUp?.(parties, call);
			},
			failed: () => {
				this.#pickUp = undefined;
				listener.pickUpFailed?.();
			}
		});
		return true;
	}

	/** Somebody calls: at once where the app is there already. */
	invited(invitation: Invitation, media: MediaAhead): void {
		const replaced = replacedSession(invitation, this.#calls.keys());
		if (typeof replaced === 'number') return void invitation.reject({ statusCode: replaced });
		const before = replaced && this.#calls.get(replaced);
		const at = Date.now();
		const call = this.#track(invitation, media);
		// What takes the place of another call does not ring.
		if (!before) call.ring();
		// It may end while the app still loads: also then it is told of.
		const early: CallEvent[] = [];
		call.onEvent = (event) => early.push(event);
		Promise.all([loadParties(), this.#parts.attended?.()])
			.then(([{ invitationParties }]) => {
				const id = crypto.randomUUID();
				const parties = invitationParties(invitation, this.#parts.settings(), id, at);
				this.#hand(invitation, parties, call, before);
				for (const event of early) call.onEvent(event);
			})
			.catch((error: unknown) => {
				reportError(error);
				// Somebody else may be there for the call.
				call.reject(486);
			});
	}

	/** The connection is lost; their sound may go on. */
	connectionLost(): void {
		for (const call of this.#calls.values()) call.connectionLost();
	}

	/** There is a connection again, which may be another one. */
	connectionBack(line: LineAgent): void {
		this.ends.sayAgain(line);
		for (const call of this.#calls.values()) call.connectionBack();
	}

	/** The line closes: they end as failed. */
	abort(): void {
		for (const call of this.#calls.values()) call.abort('transport');
	}

	#hand(
		invitation: Invitation,
		parties: IncomingParties,
		call: SipCall,
		before: SipCall | undefined
	): void {
		if (this.#pickUp?.takes(invitation)) {
			this.#pickUp = undefined;
			return this.#parts.listener.pickedUp?.(parties, call);
		}
		if (before) return this.#parts.listener.takenOver?.(parties, call, before);
		this.#parts.listener.ringing(parties, call);
	}

	#invite(
		line: LineAgent | undefined,
		uri: URI | undefined,
		options: InviterOptions
	): Dialled | undefined {
		if (!line?.agent.isConnected() || !uri) return undefined;
		const inviter = new Inviter(line.agent, uri, { earlyMedia: true, ...options });
		return { callId: inviter.request.callId, call: this.#track(inviter, line.media) };
	}

	#track(session: Session, media: MediaAhead): SipCall {
		const { domain, mix, pathLost } = this.#parts;
		const call = new SipCall(session, {
			...{ domain, mix, media, pathLost, ends: this.ends, now: Date.now },
			ended: () => this.#calls.delete(session)
		});
		this.#calls.set(session, call);
		return call;
	}
}
