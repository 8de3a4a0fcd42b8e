import { Inviter, UserAgent, type Invitation, type Session } from 'sip.js';
import type { IncomingParties } from '#domain/call.ts';
import {
	reconnectDelay,
	type Registration,
	type RegistrationProblem
} from '#domain/registration.ts';
import type { SipAccount } from '#domain/session-info.ts';
import type { Settings } from '#domain/settings.ts';
import type { Mixer } from './call-media.ts';
import { invitationParties } from './invitation-parties.ts';
import { quickIceHandlerFactory, type IceParts } from './quick-ice.ts';
import { forget, registerOnce, unregister, type Registering } from './register.ts';
import { SipCall } from './sip-call.ts';
import { targetUri } from './target-uri.ts';
import { withoutTelAddresses } from './tel-addresses.ts';

interface SipLineOptions {
	/** `server` must be an absolute ws: or wss: address. */
	account: SipAccount;
	/** Read at each call, so that changed settings count at once. */
	settings: () => Settings;
	/** The stream to send on a call; without tracks the call is listen-only. Must not reject. */
	microphone: () => Promise<MediaStream>;
	/** Undefined where the far side is always reachable directly. */
	ice?: IceParts;
	/** Mixes the parties of a conference. */
	mix: Mixer;
	/** Set for a line that only makes calls (the demo's trunk). */
	outgoingOnly?: boolean;
}

interface SipLineListener {
	registration(state: Registration): void;
	ringing(parties: IncomingParties, call: SipCall): void;
}

/** How an outgoing call presents itself where the PBX trusts the line to say so. */
export interface Presentation {
	fromUser: string;
	fromDomain: string;
	displayName?: string;
	extraHeaders: string[];
}

const CONNECT_LIMIT_S = 5;
/** Longer than any PBX rings: the PBX decides when nobody answers, not sip.js's own timer. */
const NO_ANSWER_S = 300;

/**
 * The phone's line: keeps one user agent connected and registered, hands over what rings, dials.
 * A lost connection is replaced after a pause that grows; a user agent with live calls is kept and
 * reconnected, so that their dialogs go on, and one without is made anew (sip.js's own reconnect
 * and registerer can stay stuck).
 */
export class SipLine {
	readonly #options: SipLineOptions;
	readonly #listener: SipLineListener;
	readonly #calls = new Map<Session, SipCall>();
	#agent: UserAgent | undefined;
	#registering: Registering | undefined;
	#retry: ReturnType<typeof setTimeout> | undefined;
	#failures = 0;
	#state: Registration = { state: 'stopped' };
	#attempt = 0;

	constructor(options: SipLineOptions, listener: SipLineListener) {
		this.#options = options;
		this.#listener = listener;
	}

	start(): void {
		addEventListener('online', this.#retryNow);
		document.addEventListener('visibilitychange', this.#retryNow);
		void this.#connect();
	}

	/** Unregisters and closes; calls that live end as failed. */
	async close(): Promise<void> {
		removeEventListener('online', this.#retryNow);
		document.removeEventListener('visibilitychange', this.#retryNow);
		clearTimeout(this.#retry);
		this.#attempt += 1;
		this.#say({ state: 'stopped' });
		for (const call of this.#calls.values()) call.abort('transport');
		const agent = this.#agent;
		this.#agent = undefined;
		if (!agent) return;
		if (this.#registering) await unregister(this.#registering);
		await discard(agent);
	}

	/** Tries again at once, for a person who does not want to wait. */
	retry(): void {
		if (this.#state.state === 'waiting') void this.#connect();
	}

	/** Calls a number or SIP user. Returns undefined while the line is not connected. */
	dial(target: string, presentation?: Presentation): { callId: string; call: SipCall } | undefined {
		const agent = this.#agent;
		const uri = targetUri(target, this.#options.account.domain);
		if (!agent?.isConnected() || !uri) return undefined;
		const from =
			presentation && UserAgent.makeURI(`sip:${presentation.fromUser}@${presentation.fromDomain}`);
		const inviter = new Inviter(agent, uri, {
			earlyMedia: true,
			...(presentation && from
				? {
						params: {
							fromUri: from,
							...(presentation.displayName ? { fromDisplayName: presentation.displayName } : {})
						},
						extraHeaders: presentation.extraHeaders
					}
				: {})
		});
		const call = this.#track(inviter);
		return { callId: inviter.request.callId, call };
	}

	#retryNow = (): void => {
		if (!document.hidden) this.retry();
	};

	async #connect(): Promise<void> {
		clearTimeout(this.#retry);
		const attempt = ++this.#attempt;
		const current = () => attempt === this.#attempt;
		// A connection on which the registrar does not answer is not to be trusted with the next try.
		const noAnswer = this.#state.state === 'waiting' && this.#state.problem === 'no-answer';
		this.#say({ state: 'connecting' });
		const kept = this.#calls.size > 0 ? this.#agent : undefined;
		if (!kept && this.#agent) void discard(this.#agent);
		const agent = kept ?? this.#makeAgent();
		this.#agent = agent;
		if (!agent) return this.#waitAfter('bad-settings');
		if (kept && noAnswer) void agent.transport.disconnect().catch(() => {});
		try {
			await (kept ? agent.reconnect() : agent.start());
		} catch {
			if (current()) this.#waitAfter('server-unreachable');
			return;
		}
		if (!current()) return;
		if (this.#options.outgoingOnly) return this.#succeed();
		const outcome = await registerOnce(agent, (problem) => {
			if (current()) this.#waitAfter(problem);
		});
		if (!current()) return;
		if (!outcome.ok) return this.#waitAfter(outcome.problem);
		this.#registering = outcome.registering;
		this.#succeed();
	}

	#succeed(): void {
		this.#failures = 0;
		this.#say({ state: 'registered', since: Date.now() });
	}

	#waitAfter(problem: RegistrationProblem): void {
		clearTimeout(this.#retry);
		// What is still under way has lost: its answer must not be taken for that of a later attempt.
		this.#attempt += 1;
		this.#failures += 1;
		const delay = reconnectDelay(problem, this.#failures, Math.random());
		this.#say({ state: 'waiting', problem, retryAt: Date.now() + delay });
		this.#retry = setTimeout(() => void this.#connect(), delay);
	}

	#makeAgent(): UserAgent | undefined {
		const { account, microphone, ice } = this.#options;
		const uri = UserAgent.makeURI(`sip:${account.user}@${account.domain}`);
		if (!uri) return undefined;
		const agent = new UserAgent({
			uri,
			displayName: account.displayName,
			authorizationUsername: account.authorizationUser,
			authorizationPassword: account.password,
			transportOptions: { server: account.server, connectionTimeout: CONNECT_LIMIT_S },
			sessionDescriptionHandlerFactory: quickIceHandlerFactory(microphone, ice),
			noAnswerTimeout: NO_ANSWER_S,
			reconnectionAttempts: 0,
			gracefulShutdown: false,
			logBuiltinEnabled: false,
			userAgentString: 'Anteroom',
			delegate: {
				onInvite: (invitation) => this.#onInvite(invitation),
				onDisconnect: (error) => {
					if (!error || agent !== this.#agent) return;
					if (this.#registering) forget(this.#registering.registerer);
					this.#registering = undefined;
					this.#waitAfter('server-unreachable');
				}
			}
		});
		const { onMessage } = agent.transport;
		agent.transport.onMessage = (message) =>
			onMessage?.(withoutTelAddresses(message, account.domain));
		return agent;
	}

	#onInvite(invitation: Invitation): void {
		const { settings } = this.#options;
		const call = this.#track(invitation);
		const parties = invitationParties(invitation, settings(), crypto.randomUUID(), Date.now());
		this.#listener.ringing(parties, call);
		call.ring();
	}

	#track(session: Session): SipCall {
		const { account, mix } = this.#options;
		const call = new SipCall(session, {
			...{ domain: account.domain, mix, now: Date.now },
			ended: () => this.#calls.delete(session)
		});
		this.#calls.set(session, call);
		return call;
	}

	#say(state: Registration): void {
		this.#state = state;
		this.#listener.registration(state);
	}
}

/** Stops a user agent that is not needed any more; what its socket still says is of no interest. */
async function discard(agent: UserAgent): Promise<void> {
	agent.delegate = {};
	await agent.stop().catch(() => {});
}
