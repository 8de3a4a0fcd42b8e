import * as v from 'valibot';
import type { SessionInfo } from '#domain/session-info.ts';
import type { SettingsChange } from '#domain/settings-merge.ts';
import type { Region } from '#domain/settings.ts';
import { ask, type ServerFailure } from './ask-server.ts';
import { fetchSession } from './fetch-session.ts';
import type { SettingsChanges, SettingsSaved } from './settings-changes.ts';

const statusSchema = v.object({ demo: v.boolean(), setupNeeded: v.boolean() });

type SessionState =
	| { readonly state: 'loading' }
	/** No server and nobody remembered: nothing can be done yet. */
	| { readonly state: 'unreachable' }
	| { readonly state: 'signed-out' }
	/** `stale` while the server is away and the remembered session is used. */
	| { readonly state: 'signed-in'; readonly info: SessionInfo; readonly stale: boolean };

/** What the browser remembers between starts. */
export interface SessionMemory {
	session(): Promise<SessionInfo | undefined>;
	saveSession(session: SessionInfo): Promise<void>;
	forgetSession(): Promise<void>;
	/** The server has not been told of a sign-out yet: its cookie would sign the same person in again. */
	owesSignOut(): Promise<boolean>;
	setOwesSignOut(owes: boolean): Promise<void>;
}

/** A server that takes longer at the start does not keep anybody from telephoning. */
const PATIENCE_MS = 2_000;

/** How often a visible window asks what other devices have changed. */
const ASK_MS = 20_000;
/** Tells the browser's other tabs that they should ask; carries nothing, so there is nothing to believe. */
const CHANNEL = 'anteroom-settings';

/** Who is signed in, and how to sign in and out. */
export class Session {
	readonly #memory: SessionMemory;
	readonly #changes: SettingsChanges;
	readonly #endPush: () => Promise<void>;
	#settingsSaved = $state.raw<SettingsSaved | undefined>();
	/** Counts the changes of settings: an answer that was asked for before one is older than it. */
	#changed = 0;
	/** There while others are followed. */
	#otherTabs: BroadcastChannel | undefined;
	/** Counts sign-outs: an answer that was asked for before one signs nobody in again. */
	#signedOut = 0;
	#state = $state.raw<SessionState>({ state: 'loading' });
	#demo = $state.raw(false);
	#setupNeeded = $state.raw(false);

	/** `endPush`: this browser is to be told of no more calls. */
	constructor(memory: SessionMemory, changes: SettingsChanges, endPush: () => Promise<void>) {
		this.#memory = memory;
		this.#changes = changes;
		this.#endPush = endPush;
	}

	get current(): SessionState {
		return this.#state;
	}

	/** The server runs in demo mode. */
	get demo(): boolean {
		return this.#demo;
	}

	/** No account exists yet: an administrator is to be made first. */
	get setupNeeded(): boolean {
		return this.#setupNeeded;
	}

	/** What became of the last change of settings, made now or waiting since an earlier start. */
	get settingsSaved(): SettingsSaved | undefined {
		return this.#settingsSaved;
	}

	/** Asks the server who is signed in; without the server, or until it answers, the remembered session is used. */
	async load(): Promise<void> {
		if (!(await this.#paySignOut())) {
			this.#state = { state: 'signed-out' };
			return;
		}
		const changed = this.#changed;
		const signedOut = this.#signedOut;
		const asked = Promise.all([ask(statusSchema, '/api/status'), this.#fetchCaughtUp()]);
		if (this.#state.state === 'loading') await this.#bridge(asked);
		const [status, answer] = await asked;
		if (signedOut !== this.#signedOut) return;
		if (status.ok) {
			this.#demo = status.value.demo;
			this.#setupNeeded = status.value.setupNeeded;
		}
		if (answer.ok) {
			const { current } = this;
			const isOlder = changed !== this.#changed && current.state === 'signed-in';
			const settings = isOlder ? current.info.settings : answer.value.settings;
			await this.#use({ ...answer.value, settings }, false);
		} else if (answer.failure.kind === 'refused' && answer.failure.status === 401) {
			await this.#memory.forgetSession().catch(() => {});
			this.#state = { state: 'signed-out' };
		} else {
			const info = await this.#memory.session().catch(() => undefined);
			this.#settingsSaved = (info && (await this.#changes.waiting(info))) ?? this.#settingsSaved;
			this.#state = info ? { state: 'signed-in', info, stale: true } : { state: 'unreachable' };
		}
	}

	/**
	 * Asks again for the session when another tab says that settings have changed, when the window comes
	 * into view, and every 20 s while it is there; returns how to stop.
	 */
	followOthers(): () => void {
		const otherTabs = new BroadcastChannel(CHANNEL);
		this.#otherTabs = otherTabs;
		otherTabs.onmessage = () => {
			// What was asked for before does not know of it.
			this.#changed += 1;
			void this.load();
		};
		const look = () => {
			if (!document.hidden) void this.load();
		};
		const timer = setInterval(look, ASK_MS);
		document.addEventListener('visibilitychange', look);
		return () => {
			otherTabs.close();
			this.#otherTabs = undefined;
			clearInterval(timer);
			document.removeEventListener('visibilitychange', look);
		};
	}

	/** Signs in by e-mail address and password; gives the failure, if any. */
	async signIn(email: string, password: string): Promise<ServerFailure | undefined> {
		const answer = await ask(v.unknown(), '/api/auth/sign-in/email', { body: { email, password } });
		if (!answer.ok) return answer.failure;
		await this.#memory.setOwesSignOut(false).catch(() => {});
		await this.load();
		return undefined;
	}

	/** Signs out here at once, and on the server as soon as it can be reached. */
	async signOut(): Promise<void> {
		this.#signedOut += 1;
		await this.#memory.forgetSession().catch(() => {});
		await this.#memory.setOwesSignOut(true).catch(() => {});
		this.#state = { state: 'signed-out' };
		// The server forgets this device with the session; while it is away, the browser does.
		await Promise.all([this.#tellSignOut(), this.#endPush().catch(() => {})]);
	}

	/** Makes the first administrator; `code` stands on the server's console. */
	async setUp(person: {
		code: string;
		name: string;
		email: string;
		password: string;
		region: Region;
	}): Promise<ServerFailure | undefined> {
		const answer = await ask(v.unknown(), '/api/setup', { body: person });
		if (!answer.ok) return answer.failure;
		this.#setupNeeded = false;
		return this.signIn(person.email, person.password);
	}

	/**
	 * Changes the own settings. They are used on this device at once, also where the server is away: the
	 * change goes out when it is back.
	 */
	async saveSettings(change: SettingsChange): Promise<SettingsSaved | undefined> {
		const { current } = this;
		if (current.state !== 'signed-in') return undefined;
		const saved = await this.#changes.save(current.info.account.id, change);
		this.#settingsSaved = saved;
		const { current: now } = this;
		if (saved.state === 'refused' || now.state !== 'signed-in') return saved;
		this.#changed += 1;
		await this.#use({ ...now.info, settings: saved.settings }, now.stale);
		this.#otherTabs?.postMessage('changed');
		// Says that the server is away, so that it is asked again.
		if (saved.state === 'waiting') void this.load();
		return saved;
	}

	async #use(info: SessionInfo, stale: boolean): Promise<void> {
		const { current } = this;
		// It is asked for again and again: what has not changed is neither shown nor written anew.
		if (current.state === 'signed-in' && current.stale === stale && isSame(current.info, info)) {
			return;
		}
		this.#state = { state: 'signed-in', info, stale };
		// A full disk must not keep anybody from telephoning.
		await this.#memory.saveSession(info).catch(() => {});
	}

	/** The session with the changes that waited for the server. */
	async #fetchCaughtUp(): ReturnType<typeof fetchSession> {
		const { current } = this;
		const known =
			current.state === 'signed-in'
				? Promise.resolve(current.info)
				: this.#memory.session().catch(() => undefined);
		const answer = await fetchSession(known);
		const saved = answer.ok ? await this.#changes.catchUp(answer.value) : undefined;
		if (saved) this.#settingsSaved = saved;
		if (!answer.ok || !saved || saved.state === 'refused') return answer;
		return { ok: true, value: { ...answer.value, settings: saved.settings } };
	}

	/** Starts with the remembered session when the server's answer takes its time. */
	async #bridge(asked: Promise<unknown>): Promise<void> {
		const slow = new Promise<'slow'>((resolve) => setTimeout(resolve, PATIENCE_MS, 'slow'));
		if ((await Promise.race([asked, slow])) !== 'slow') return;
		const info = await this.#memory.session().catch(() => undefined);
		if (info && this.#state.state === 'loading') {
			this.#state = { state: 'signed-in', info, stale: true };
		}
	}

	/** False while a sign-out is owed and the server cannot be told. */
	async #paySignOut(): Promise<boolean> {
		const owes = await this.#memory.owesSignOut().catch(() => false);
		return !owes || (await this.#tellSignOut());
	}

	async #tellSignOut(): Promise<boolean> {
		const answer = await ask(v.unknown(), '/api/auth/sign-out', { body: {} });
		if (!answer.ok && answer.failure.kind === 'unreachable') return false;
		await this.#memory.setOwesSignOut(false).catch(() => {});
		return true;
	}
}

function isSame({ hotlines, ...rest }: SessionInfo, other: SessionInfo): boolean {
	const { hotlines: otherHotlines, ...otherRest } = other;
	return hotlines === otherHotlines && JSON.stringify(rest) === JSON.stringify(otherRest);
}
