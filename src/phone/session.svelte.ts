import * as v from 'valibot';
import type { SessionInfo } from '#domain/session-info.ts';
import { ask, fetchSession, type ServerFailure } from './server-api.ts';

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
}

/** Who is signed in, and how to sign in and out. */
export class Session {
	readonly #memory: SessionMemory;
	#state = $state.raw<SessionState>({ state: 'loading' });
	#demo = $state.raw(false);
	#setupNeeded = $state.raw(false);

	constructor(memory: SessionMemory) {
		this.#memory = memory;
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

	/** Asks the server who is signed in; without the server the remembered session is used. */
	async load(): Promise<void> {
		const [status, answer] = await Promise.all([ask(statusSchema, '/api/status'), fetchSession()]);
		if (status.ok) {
			this.#demo = status.value.demo;
			this.#setupNeeded = status.value.setupNeeded;
		}
		if (answer.ok) {
			this.#state = { state: 'signed-in', info: answer.value, stale: false };
			// A full disk must not keep anybody from telephoning.
			await this.#memory.saveSession(answer.value).catch(() => {});
		} else if (answer.failure.kind === 'refused' && answer.failure.status === 401) {
			await this.#memory.forgetSession().catch(() => {});
			this.#state = { state: 'signed-out' };
		} else {
			const info = await this.#memory.session().catch(() => undefined);
			this.#state = info ? { state: 'signed-in', info, stale: true } : { state: 'unreachable' };
		}
	}

	/** Signs in by e-mail address and password; gives the failure, if any. */
	async signIn(email: string, password: string): Promise<ServerFailure | undefined> {
		const answer = await ask(v.unknown(), '/api/auth/sign-in/email', { body: { email, password } });
		if (!answer.ok) return answer.failure;
		await this.load();
		return undefined;
	}

	async signOut(): Promise<void> {
		await ask(v.unknown(), '/api/auth/sign-out', { body: {} });
		await this.#memory.forgetSession().catch(() => {});
		this.#state = { state: 'signed-out' };
	}

	/** Makes the first administrator; `code` stands on the server's console. */
	async setUp(person: {
		code: string;
		name: string;
		email: string;
		password: string;
	}): Promise<ServerFailure | undefined> {
		const answer = await ask(v.unknown(), '/api/setup', { body: person });
		if (!answer.ok) return answer.failure;
		this.#setupNeeded = false;
		return this.signIn(person.email, person.password);
	}
}
