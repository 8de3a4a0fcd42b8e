import { UserAgentState } from 'sip.js';
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
import { discard, isOpen, makeLineAgent, type LineAgent } from './line-agent.ts';
import {
	LineCalls,
	type Dialled,
	type LineCallsListener,
	type Presentation
} from './line-calls.ts';
import { LineEvents } from './line-events.ts';
import { PresencePublication } from './presence-publication.ts';
import type { IceParts, MicrophoneParts } from './quick-ice.ts';
import { forget, registerOnce, unregister, type Registering } from './register.ts';
import { ServerRound } from './server-round.ts';
import { watchWake } from './device-wake.ts';
import { Watchdog } from './watchdog.ts';

interface SipLineOptions {
	account: SipAccount;
	/** Absolute ws: or wss: addresses, the preferred one first. */
	servers: readonly string[];
	/** Read at each call, so that changed settings count at once. */
	settings: () => Settings;
	microphone: MicrophoneParts;
	/** Undefined where the far side is always reachable directly. */
	ice?: IceParts;
	/** Mixes the parties of a conference. */
	mix: Mixer;
	/** Resolves once somebody listens to calls; asked with each that comes in, which waits for it. */
	attended?: () => Promise<void>;
	/** Set for a line that only makes calls (the demo's trunk). */
	outgoingOnly?: boolean;
}

interface SipLineListener extends LineCallsListener {
	registration(state: Registration): void;
	/** What the PBX tells of the account's box and of the watched lines. */
	voicemail?(summary: VoicemailSummary): void;
	lines?(lines: readonly WatchedLine[]): void;
	/** The PBX takes no presence, or does after all. */
	presenceRefused?(isRefused: boolean): void;
}

/** How often a line on another server asks for the preferred one, ms; twice as long after each time in vain. */
const HOME_MS = 60_000;
const LONGEST_HOME_MS = 1_800_000;

/**
 * The phone's line: keeps one user agent connected and registered, for its calls and what the PBX tells.
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
	readonly #calls: LineCalls;
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
	#stopListening: () => void = () => {};

	constructor(options: SipLineOptions, listener: SipLineListener) {
		this.#options = options;
		this.#listener = listener;
		this.#servers = new ServerRound(options.servers);
		const { user, domain } = options.account;
		this.#calls = new LineCalls({ ...options, listener, domain, pathLost: () => this.#check() });
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
		this.#calls.abort();
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
		return this.#calls.dial(this.#current, target, presentation);
	}

	/** Somebody is about to call: does ahead what takes time then. */
	prepareCall(): void {
		const line = this.#current;
		if (line?.agent.isConnected()) line.media.prepareOffer(line.agent);
	}

	/** Asks for the call that rings at a watched line (RFC 3891). False where none does that can be taken. */
	pickUp(number: string): boolean {
		const dialog = this.#events.ringingAt(number);
		return dialog !== undefined && this.#calls.pickUp(this.#current, number, dialog);
	}

	/** Which lines are watched from now on, while the line is registered (RFC 4235). */
	watch(numbers: readonly string[]): void {
		this.#events.watch(numbers);
	}

	/** What the PBX is told of the person from now on, while the line is registered (RFC 3903); undefined: nothing. */
	tellPresence(presence: Presence | undefined): void {
		this.#presence.tell(presence);
	}

	#back(): void {
		if (this.#state.state === 'waiting') this.retry();
		else this.#check();
	}

	#check(): void {
		this.#current?.media.dropOffer();
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
		this.#servers.begin(this.#calls.areOn(this.#current?.agent));
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
		if (before && this.#calls.areOn(before.agent)) {
			before.transport.drop();
			before.transport.useServer(this.#servers.current);
			return before;
		}
		if (before) discard(before);
		const { account, microphone, ice } = this.#options;
		const line = makeLineAgent(this.#servers.current, {
			...{ account, microphone, ice },
			invited: (invitation, media) => this.#calls.invited(invitation, media),
			messages: this.#calls.ends,
			notified: (notification) => this.#events.takeUnasked(notification),
			disconnected: () => {
				if (line === this.#current) this.#onLost();
			}
		});
		this.#current = line;
		return line;
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
		this.#calls.connectionBack(line);
		if (this.#servers.preferred === undefined) this.#homePause = HOME_MS;
		this.#planHome();
	}

	#lose(problem: RegistrationProblem): void {
		if (this.#registering) forget(this.#registering);
		this.#registering = undefined;
		this.#calls.connectionLost();
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
		const isThere = this.#calls.count === 0 && (await isOpen(preferred));
		if (attempt !== this.#attempt) return;
		if (!isThere || this.#calls.count > 0) return this.#planHome();
		const { current, registering } = this.#release();
		await this.#connect();
		// Only now, so that the phone can be reached all the time.
		if (registering) await unregister(registering);
		if (current && !this.#calls.areOn(current.agent)) discard(current);
	}

	#say(state: Registration): void {
		this.#state = state;
		this.#listener.registration(state);
	}
}
