import {
	Inviter,
	UserAgent,
	UserAgentState,
	type Invitation,
	type InviterOptions,
	type Session,
	type URI
} from 'sip.js';
import type { CallEvent, IncomingParties } from '#domain/call.ts';
import { replacesHeader } from '#domain/dialog-info.ts';
import type { VoicemailSummary, WatchedLine } from '#domain/line-state.ts';
import type { Presence } from '#domain/presence.ts';
import {
	isMendedByPeople,
	reconnectDelay,
	type Registration,
	type RegistrationProblem
} from '#domain/registration.ts';
import type { SipAccount } from '#domain/session-info.ts';
import type { Settings } from '#domain/settings.ts';
import type { Mixer } from './call-media.ts';
import { LineEvents } from './line-events.ts';
import { discard, isOpen, makeLineAgent, type LineAgent } from './line-agent.ts';
import { PickUp } from './pick-up.ts';
import { PresencePublication } from './presence-publication.ts';
import type { IceParts } from './quick-ice.ts';
import { forget, registerOnce, unregister, type Registering } from './register.ts';
import { replacedSession } from './replaced-session.ts';
import { ServerRound } from './server-round.ts';
import { SipCall } from './sip-call.ts';
import { targetUri } from './target-uri.ts';
import { UnheardEnds } from './unheard-ends.ts';
import { watchWake } from './device-wake.ts';
import { Watchdog } from './watchdog.ts';

interface SipLineOptions {
	account: SipAccount;
	/** Absolute ws: or wss: addresses, the preferred one first. */
	servers: readonly string[];
	/** Read at each call, so that changed settings count at once. */
	settings: () => Settings;
	/** The stream to send on a call; without tracks the call is listen-only. Must not reject. */
	microphone: () => Promise<MediaStream>;
	/** Undefined where the far side is always reachable directly. */
	ice?: IceParts;
	/** Mixes the parties of a conference. */
	mix: Mixer;
	/** Resolves once somebody listens to calls; asked with each that comes in, which waits for it. */
	attended?: () => Promise<void>;
	/** Set for a line that only makes calls (the demo's trunk). */
	outgoingOnly?: boolean;
}

interface SipLineListener {
	registration(state: Registration): void;
	ringing(parties: IncomingParties, call: SipCall): void;
	/** A call that has been asked for comes: it is to be answered without a question. */
	pickedUp?(parties: IncomingParties, call: SipCall): void;
	/** A call comes in the place of another one of ours, which is to end: it is to be answered without a question. */
	takenOver?(parties: IncomingParties, call: SipCall, before: SipCall): void;
	/** What has been asked for does not come. */
	pickUpFailed?(): void;
	/** What the PBX tells of the account's box and of the watched lines. */
	voicemail?(summary: VoicemailSummary): void;
	lines?(lines: readonly WatchedLine[]): void;
	/** The PBX takes no presence, or does after all. */
	presenceRefused?(isRefused: boolean): void;
}

/** A call that has been prepared: it is on its way once it is told to invite. */
interface Dialled {
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

/** How often a line on another server asks for the preferred one, ms; twice as long after each time in vain. */
const HOME_MS = 60_000;
const LONGEST_HOME_MS = 1_800_000;

/**
 * The phone's line: keeps one user agent connected and registered, hands over what rings, dials.
 * A lost connection is replaced, on the next server where there are several, after a pause that grows; a user agent
 * with live calls is kept and reconnected, so that their dialogs go on, and one without is made anew
 * (sip.js's own reconnect and registerer can stay stuck).
 */
export class SipLine {
	readonly #options: SipLineOptions;
	readonly #listener: SipLineListener;
	readonly #servers: ServerRound;
	readonly #events: LineEvents;
	readonly #presence: PresencePublication;
	readonly #calls = new Map<Session, SipCall>();
	readonly #ends = new UnheardEnds();
	#current: LineAgent | undefined;
	#registering: Registering | undefined;
	#watchdog: Watchdog | undefined;
	/** What a lost connection means just now. */
	#onLost: () => void = () => {};
	#retry: ReturnType<typeof setTimeout> | undefined;
	#home: ReturnType<typeof setTimeout> | undefined;
	#homePause = HOME_MS;
	#failures = 0;
	#state: Registration = { state: 'stopped' };
	#attempt = 0;
	#pickUp: PickUp | undefined;
	#stopListening: () => void = () => {};

	constructor(options: SipLineOptions, listener: SipLineListener) {
		this.#options = options;
		this.#listener = listener;
		this.#servers = new ServerRound(options.servers);
		const { user, domain } = options.account;
		this.#events = new LineEvents({
			...{ user, domain },
			voicemail: (summary) => listener.voicemail?.(summary),
			lines: (lines) => listener.lines?.(lines)
		});
		this.#presence = new PresencePublication({
			...{ user, domain, id: crypto.randomUUID() },
			refused: (isRefused) => listener.presenceRefused?.(isRefused)
		});
	}

	start(): void {
		const stopWatching = watchWake({ back: () => this.#back(), changed: () => this.#check() });
		const stop = new AbortController();
		addEventListener('pagehide', () => this.#leave(), { signal: stop.signal });
		// A page that comes back as it was (back/forward cache) has left the registrar.
		addEventListener('pageshow', ({ persisted }) => persisted && this.#connect(), {
			signal: stop.signal
		});
		this.#stopListening = () => {
			stopWatching();
			stop.abort();
		};
		void this.#connect();
	}

	/** Unregisters and closes; calls that live end as failed. */
	async close(): Promise<void> {
		this.#stopListening();
		this.#stand();
		this.#say({ state: 'stopped' });
		for (const call of this.#calls.values()) call.abort('transport');
		const { current, registering } = this.#release();
		if (!current) return;
		await Promise.all([
			this.#presence.leave(current.agent),
			registering && unregister(registering)
		]);
		discard(current);
	}

	/** Tries again at once, for a person who does not want to wait. */
	retry(): void {
		if (this.#state.state === 'waiting') void this.#connect();
	}

	/** Calls a number or SIP user. Returns undefined while the line is not connected. */
	dial(target: string, presentation?: Presentation): Dialled | undefined {
		const uri = targetUri(target, this.#options.account.domain);
		if (!presentation) return this.#invite(uri, {});
		const { fromUser, fromDomain, displayName, extraHeaders } = presentation;
		const fromUri = UserAgent.makeURI(`sip:${fromUser}@${fromDomain}`);
		if (!fromUri) return undefined;
		const fromDisplayName = displayName ? { fromDisplayName: displayName } : {};
		return this.#invite(uri, { params: { fromUri, ...fromDisplayName }, extraHeaders });
	}

	/** Which lines are watched from now on, while the line is registered (RFC 4235). */
	watch(numbers: readonly string[]): void {
		this.#events.watch(numbers);
	}

	/** What the PBX is told of the person from now on, while the line is registered (RFC 3903); undefined: nothing. */
	tellPresence(presence: Presence | undefined): void {
		this.#presence.tell(presence);
	}

	/** Asks for the call that rings at a watched line (RFC 3891). False where none does that can be taken. */
	pickUp(number: string): boolean {
		const dialog = this.#events.ringingAt(number);
		if (!dialog || this.#pickUp) return false;
		const uri = UserAgent.makeURI(dialog.remoteTarget || dialog.remoteIdentity);
		const extraHeaders = ['Require: replaces', `Replaces: ${replacesHeader(dialog)}`];
		const call = this.#invite(uri, { extraHeaders })?.call;
		if (!call) return false;
		const { account, settings } = this.#options;
		this.#pickUp = new PickUp({
			...{ dialog, call },
			taken: async (answer) => {
				this.#pickUp = undefined;
				const { pickedUpParties } = await loadParties();
				const line = { number, domain: account.domain };
				const parties = pickedUpParties(dialog, answer, line, settings(), Date.now());
				this.#listener.pickedUp?.(parties, call);
			},
			failed: () => {
				this.#pickUp = undefined;
				this.#listener.pickUpFailed?.();
			}
		});
		return true;
	}

	#invite(uri: URI | undefined, options: InviterOptions): Dialled | undefined {
		const agent = this.#current?.agent;
		if (!agent?.isConnected() || !uri) return undefined;
		const inviter = new Inviter(agent, uri, { earlyMedia: true, ...options });
		return { callId: inviter.request.callId, call: this.#track(inviter) };
	}

	#back(): void {
		if (this.#state.state === 'waiting') this.retry();
		else this.#check();
	}

	#check(): void {
		this.#watchdog?.check();
	}

	/** The page goes away: nobody should ring a phone that is not there. */
	#leave(): void {
		this.#stand();
		const { current, registering } = this.#release();
		if (registering) void unregister(registering);
		if (!current) return;
		void this.#presence.leave(current.agent);
		discard(current);
	}

	/** Ends every timer, and every attempt that is under way. */
	#stand(): void {
		clearTimeout(this.#retry);
		clearTimeout(this.#home);
		this.#watchdog?.stop();
		this.#watchdog = undefined;
		this.#onLost = () => {};
		this.#attempt += 1;
		this.#events.end();
		this.#presence.end();
	}

	#release() {
		const released = { current: this.#current, registering: this.#registering };
		this.#current = undefined;
		this.#registering = undefined;
		return released;
	}

	/** One round through the servers. */
	async #connect(): Promise<void> {
		this.#stand();
		const attempt = this.#attempt;
		this.#say({ state: 'connecting' });
		this.#servers.begin(this.#hasCalls(this.#current));
		for (;;) {
			const problem = await this.#register();
			if (attempt !== this.#attempt) return;
			if (!problem) return this.#succeed();
			if (isMendedByPeople(problem) || !this.#servers.next()) return this.#waitAfter(problem);
		}
	}

	/** Connects to the current server and registers there. Returns what went wrong, if anything. */
	async #register(): Promise<RegistrationProblem | undefined> {
		const lost = Promise.withResolvers<RegistrationProblem>();
		const line = this.#renew();
		if (!line) return 'bad-settings';
		this.#onLost = () => lost.resolve('server-unreachable');
		const { agent } = line;
		try {
			await (agent.state === UserAgentState.Started ? agent.reconnect() : agent.start());
		} catch {
			return 'server-unreachable';
		}
		if (this.#options.outgoingOnly || line !== this.#current) return undefined;
		const attempt = this.#attempt;
		const registered = registerOnce(agent, (problem) => {
			if (attempt === this.#attempt) this.#lose(problem);
		});
		return Promise.race([
			lost.promise,
			registered.then((outcome) => {
				if (!outcome.ok) return outcome.problem;
				if (attempt === this.#attempt) this.#registering = outcome.registering;
				return undefined;
			})
		]);
	}

	/** The user agent of the calls that live, or a new one: for the current server. */
	#renew(): LineAgent | undefined {
		const before = this.#current;
		this.#onLost = () => {};
		if (before && this.#hasCalls(before)) {
			before.transport.drop();
			before.transport.useServer(this.#servers.current);
			return before;
		}
		if (before) discard(before);
		const { account, microphone, ice } = this.#options;
		const line = makeLineAgent(this.#servers.current, {
			...{ account, microphone, ice },
			invited: (invitation) => this.#onInvite(invitation),
			messages: this.#ends,
			notified: (notification) => this.#events.takeUnasked(notification),
			disconnected: () => {
				if (line === this.#current) this.#onLost();
			}
		});
		this.#current = line;
		return line;
	}

	#hasCalls(line: LineAgent | undefined): boolean {
		return [...this.#calls.keys()].some(({ userAgent }) => userAgent === line?.agent);
	}

	#succeed(): void {
		const line = this.#current;
		if (!line) return;
		this.#failures = 0;
		this.#onLost = () => this.#lose('server-unreachable');
		this.#watchdog = new Watchdog({
			...line,
			domain: this.#options.account.domain,
			dead: () => line.transport.drop()
		});
		this.#say({ state: 'registered', since: Date.now() });
		if (!this.#options.outgoingOnly) {
			this.#events.begin(line.agent);
			this.#presence.begin(line.agent);
		}
		this.#ends.sayAgain(line);
		for (const call of this.#calls.values()) call.connectionBack();
		if (this.#servers.preferred === undefined) this.#homePause = HOME_MS;
		this.#planHome();
	}

	#lose(problem: RegistrationProblem): void {
		if (this.#registering) forget(this.#registering.registerer);
		this.#registering = undefined;
		for (const call of this.#calls.values()) call.connectionLost();
		this.#waitAfter(problem);
	}

	#waitAfter(problem: RegistrationProblem): void {
		// What is still under way has lost: its answer must not be taken for that of a later attempt.
		this.#stand();
		this.#failures += 1;
		const delay = reconnectDelay(problem, this.#failures, Math.random());
		this.#say({ state: 'waiting', problem, retryAt: Date.now() + delay });
		this.#retry = setTimeout(() => void this.#connect(), delay);
	}

	#planHome(): void {
		const { preferred } = this.#servers;
		if (preferred === undefined) return;
		this.#home = setTimeout(() => void this.#goHome(preferred), this.#homePause);
	}

	/** Goes back to the preferred server, where it is there again and no call lives. */
	async #goHome(preferred: string): Promise<void> {
		const attempt = this.#attempt;
		this.#homePause = Math.min(this.#homePause * 2, LONGEST_HOME_MS);
		const isThere = this.#calls.size === 0 && (await isOpen(preferred));
		if (attempt !== this.#attempt) return;
		if (!isThere || this.#calls.size > 0) return this.#planHome();
		const { current, registering } = this.#release();
		await this.#connect();
		// Only now, so that the phone can be reached all the time.
		if (registering) await unregister(registering);
		if (current && !this.#hasCalls(current)) discard(current);
	}

	/** Somebody calls: at once where the app is there already. */
	#onInvite(invitation: Invitation): void {
		const replaced = replacedSession(invitation, this.#calls.keys());
		if (typeof replaced === 'number') return void invitation.reject({ statusCode: replaced });
		const before = replaced && this.#calls.get(replaced);
		const at = Date.now();
		const call = this.#track(invitation);
		// It may end while the app still loads: also then it is told of.
		const early: CallEvent[] = [];
		call.onEvent = (event) => early.push(event);
		Promise.all([loadParties(), this.#options.attended?.()])
			.then(([{ invitationParties }]) => {
				const id = crypto.randomUUID();
				const parties = invitationParties(invitation, this.#options.settings(), id, at);
				this.#hand(invitation, parties, call, before);
				for (const event of early) call.onEvent(event);
			})
			.catch((error: unknown) => {
				reportError(error);
				// Somebody else may be there for the call.
				call.reject(486);
			});
	}

	#hand(
		invitation: Invitation,
		parties: IncomingParties,
		call: SipCall,
		before: SipCall | undefined
	): void {
		if (this.#pickUp?.takes(invitation)) {
			this.#pickUp = undefined;
			return this.#listener.pickedUp?.(parties, call);
		}
		if (before) return this.#listener.takenOver?.(parties, call, before);
		this.#listener.ringing(parties, call);
		call.ring();
	}

	#track(session: Session): SipCall {
		const { account, mix } = this.#options;
		const call = new SipCall(session, {
			...{ domain: account.domain, mix, ends: this.#ends, now: Date.now },
			pathLost: () => this.#check(),
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
