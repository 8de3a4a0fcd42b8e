import { afterEach, beforeEach, describe, expect, test, vi, type Mock } from 'vitest';
import type { SessionInfo } from '#domain/session-info.ts';
import type { SettingsChange } from '#domain/settings-merge.ts';
import { joinChanges } from '#domain/settings-merge.ts';
import type { Settings } from '#domain/settings.ts';
import { Session, type SessionMemory } from './session.svelte.ts';
import { SettingsChanges, type SettingsMemory } from './settings-changes.ts';
import { PRACTICE, sessionOf } from './test-line.ts';

/** A busy machine takes its time. */
const PATIENT = { timeout: 20_000 };

class Memory implements SessionMemory, SettingsMemory {
	remembered: SessionInfo | undefined;
	readonly waiting = new Map<string, SettingsChange>();
	owes = false;
	broken = false;

	async session() {
		this.#check();
		return this.remembered;
	}

	async saveSession(session: SessionInfo) {
		this.#check();
		this.remembered = session;
	}

	async forgetSession() {
		this.#check();
		this.remembered = undefined;
	}

	async owesSignOut() {
		this.#check();
		return this.owes;
	}

	async setOwesSignOut(owes: boolean) {
		this.#check();
		this.owes = owes;
	}

	async waitingSettings(accountId: string) {
		this.#check();
		return this.waiting.get(accountId);
	}

	async keepSettings(accountId: string, change: SettingsChange) {
		this.#check();
		const joined = joinChanges(this.waiting.get(accountId), change);
		this.waiting.set(accountId, joined);
		return joined;
	}

	async forgetSettings(accountId: string) {
		this.#check();
		this.waiting.delete(accountId);
	}

	#check() {
		if (this.broken) throw new Error('no storage');
	}
}

const AWAY = () => Promise.reject(new TypeError('Failed to fetch'));
const answer = (value: unknown, status = 200) => Promise.resolve(Response.json(value, { status }));

let memory: Memory;
let session: Session;
let stranded: Mock<() => void>;
let endPush: Mock<() => Promise<void>>;
/** The server: an answer for each path. */
let server: Record<string, (body: unknown) => Promise<Response>>;
let asked: string[];

beforeEach(() => {
	memory = new Memory();
	stranded = vi.fn();
	endPush = vi.fn(async () => {});
	session = new Session(memory, new SettingsChanges(memory, stranded), endPush);
	asked = [];
	server = {
		'/api/status': () => answer({ demo: false, setupNeeded: false }),
		'/api/session': () => answer(sessionOf()),
		'/api/hotlines': () => answer({ stamp: 'first', hotlines: [PRACTICE] }),
		'/api/auth/sign-in/email': () => answer({ user: {} }),
		'/api/auth/sign-out': () => answer({ success: true }),
		'/api/setup': () => answer({})
	};
	vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
		asked.push(path);
		return (server[path] ?? AWAY)(JSON.parse(String(init?.body ?? 'null')));
	});
});

afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

/** The server's cable is pulled. */
function goAway(): void {
	server = {};
}

describe('at the start', () => {
	test('who the server says is signed in, and that is remembered', async () => {
		await session.load();
		expect(session.current).toEqual({ state: 'signed-in', info: sessionOf(), stale: false });
		expect(memory.remembered).toEqual(sessionOf());
	});

	test('hotlines are fetched only where they have changed', async () => {
		memory.remembered = sessionOf();
		await session.load();
		expect(asked).not.toContain('/api/hotlines');
		const changed = { ...PRACTICE, name: 'Changed' };
		server['/api/session'] = () => answer({ ...sessionOf(), hotlinesStamp: 'second' });
		server['/api/hotlines'] = () => answer({ stamp: 'second', hotlines: [changed] });
		await session.load();
		expect(session.current).toMatchObject({ info: { hotlines: [changed] } });
		expect(memory.remembered).toMatchObject({ hotlinesStamp: 'second', hotlines: [changed] });
	});

	test('without the server the remembered person, marked stale', async () => {
		memory.remembered = sessionOf();
		goAway();
		await session.load();
		expect(session.current).toEqual({ state: 'signed-in', info: sessionOf(), stale: true });
	});

	test('a server that hangs does not hold up the remembered person', async () => {
		vi.useFakeTimers();
		memory.remembered = sessionOf();
		const slow = Promise.withResolvers<Response>();
		server['/api/session'] = () => slow.promise;
		const loaded = session.load();
		await vi.advanceTimersByTimeAsync(1_999);
		expect(session.current.state).toBe('loading');
		await vi.advanceTimersByTimeAsync(1);
		expect(session.current).toMatchObject({ state: 'signed-in', stale: true });
		slow.resolve(Response.json(sessionOf()));
		await loaded;
		expect(session.current).toMatchObject({ state: 'signed-in', stale: false });
	});

	test('without the server and with nobody remembered it says so', async () => {
		goAway();
		await session.load();
		expect(session.current).toEqual({ state: 'unreachable' });
	});

	test('the same session once more changes nothing, a changed hotline does', async () => {
		await session.load();
		const { current } = session;
		memory.remembered = undefined;
		await session.load();
		expect(session.current).toBe(current);
		expect(memory.remembered).toBeUndefined();
		server['/api/session'] = () => answer({ ...sessionOf(), hotlinesStamp: 'second' });
		server['/api/hotlines'] = () => answer({ stamp: 'second', hotlines: [] });
		await session.load();
		expect(memory.remembered).toMatchObject({ hotlinesStamp: 'second', hotlines: [] });
	});

	test('a server in trouble (5xx) signs nobody out', async () => {
		memory.remembered = sessionOf();
		server['/api/session'] = () => answer({ code: 'internal' }, 500);
		await session.load();
		expect(session.current).toMatchObject({ state: 'signed-in', stale: true });
		expect(memory.remembered).toBeDefined();
	});

	test('an answer that is not ours (a captive portal) signs nobody out', async () => {
		memory.remembered = sessionOf();
		server['/api/session'] = () => Promise.resolve(new Response('<html>Welcome</html>'));
		await session.load();
		expect(session.current).toMatchObject({ state: 'signed-in', stale: true });
	});

	test('401 forgets the person and the SIP password', async () => {
		memory.remembered = sessionOf();
		server['/api/session'] = () => answer({ code: 'not-signed-in' }, 401);
		await session.load();
		expect(session.current).toEqual({ state: 'signed-out' });
		expect(memory.remembered).toBeUndefined();
	});

	test('demo mode and a missing first account are known', async () => {
		server['/api/status'] = () => answer({ demo: true, setupNeeded: true });
		await session.load();
		expect(session).toMatchObject({ demo: true, setupNeeded: true });
	});

	test('a browser without storage works all the same', async () => {
		memory.broken = true;
		await session.load();
		expect(session.current).toMatchObject({ state: 'signed-in', stale: false });
	});

	test('a remembered person is no longer stale once the server answers', async () => {
		memory.remembered = sessionOf();
		goAway();
		await session.load();
		server['/api/status'] = () => answer({ demo: false, setupNeeded: false });
		server['/api/session'] = () => answer(sessionOf('de'));
		await session.load();
		expect(session.current).toEqual({ state: 'signed-in', info: sessionOf('de'), stale: false });
	});
});

describe('signing in', () => {
	test('gives nothing and the person is there', async () => {
		const bodies: unknown[] = [];
		server['/api/auth/sign-in/email'] = (body) => {
			bodies.push(body);
			return answer({});
		};
		expect(await session.signIn('anna@demo.example', 'her-password')).toBeUndefined();
		expect(bodies).toEqual([{ email: 'anna@demo.example', password: 'her-password' }]);
		expect(session.current.state).toBe('signed-in');
	});

	test.each([
		[401, 'wrong', { kind: 'refused', status: 401, code: 'wrong' }],
		[429, 'too-many-attempts', { kind: 'refused', status: 429, code: 'too-many-attempts' }]
	])('that is refused with %i gives the reason', async (status, code, failure) => {
		server['/api/auth/sign-in/email'] = () => answer({ code }, status);
		expect(await session.signIn('a@demo.example', 'x')).toEqual(failure);
		expect(session.current.state).toBe('loading');
	});

	test('an error without a code of ours is named by its status', async () => {
		server['/api/auth/sign-in/email'] = () =>
			Promise.resolve(new Response('{"oops":1}', { status: 502 }));
		expect(await session.signIn('a@demo.example', 'x')).toEqual({
			kind: 'refused',
			status: 502,
			code: 'http-502'
		});
	});

	test('without the server says that it is unreachable', async () => {
		goAway();
		expect(await session.signIn('a@demo.example', 'x')).toEqual({ kind: 'unreachable' });
	});
});

describe('signing out', () => {
	beforeEach(() => session.load());

	test('forgets the person here and tells the server', async () => {
		await session.signOut();
		expect(session.current).toEqual({ state: 'signed-out' });
		expect(memory).toMatchObject({ remembered: undefined, owes: false });
		expect(asked).toContain('/api/auth/sign-out');
		expect(endPush).toHaveBeenCalledOnce();
	});

	test('holds against an answer that was asked for before', async () => {
		let answerLate: (response: Response) => void = () => {};
		server['/api/session'] = () => new Promise((resolve) => (answerLate = resolve));
		const loading = session.load();
		await expect.poll(() => asked.filter((path) => path === '/api/session')).toHaveLength(2);
		await session.signOut();
		answerLate(Response.json(sessionOf()));
		await loading;
		expect(session.current).toEqual({ state: 'signed-out' });
	});

	test('without the server holds: its cookie signs nobody in again', async () => {
		goAway();
		await session.signOut();
		expect(memory).toMatchObject({ remembered: undefined, owes: true });

		const later = new Session(memory, new SettingsChanges(memory, stranded), endPush);
		await later.load();
		expect(later.current).toEqual({ state: 'signed-out' });

		server['/api/auth/sign-out'] = () => {
			server['/api/session'] = () => answer({ code: 'not-signed-in' }, 401);
			return answer({ success: true });
		};
		server['/api/session'] = () => answer(sessionOf());
		server['/api/status'] = () => answer({ demo: false, setupNeeded: false });
		await later.load();
		expect(later.current).toEqual({ state: 'signed-out' });
		expect(memory.owes).toBe(false);
	});

	test('that is still owed does not sign the next person out', async () => {
		memory.owes = true;
		await session.signIn('ben@demo.example', 'his-password');
		expect(memory.owes).toBe(false);
		expect(session.current.state).toBe('signed-in');
	});
});

describe('setting up', () => {
	const person = {
		code: 'C0DE',
		name: 'Ada',
		email: 'ada@demo.example',
		password: 'long-enough-1',
		region: { locale: 'en', timeZone: 'Europe/London', country: 'GB' } as const
	};

	test('makes the administrator and signs in', async () => {
		expect(await session.setUp(person)).toBeUndefined();
		expect(asked).toEqual(
			expect.arrayContaining(['/api/setup', '/api/auth/sign-in/email', '/api/session'])
		);
		expect(session.current.state).toBe('signed-in');
	});

	test('with a wrong code gives the reason and asks for nothing else', async () => {
		server['/api/setup'] = () => answer({ code: 'wrong-code' }, 403);
		expect(await session.setUp(person)).toEqual({
			kind: 'refused',
			status: 403,
			code: 'wrong-code'
		});
		expect(asked).toEqual(['/api/setup']);
	});
});

describe('a change of settings', () => {
	const base = sessionOf().settings;
	const withGrace = (graceMs: number): Settings => ({
		...base,
		unanswered: { ...base.unanswered, graceMs }
	});
	const settingsNow = () =>
		session.current.state === 'signed-in' ? session.current.info.settings : undefined;

	test('is used at once as the server has joined it, and remembered', async () => {
		await session.load();
		const joined = { ...withGrace(0), locale: 'de' as const };
		server['/api/settings'] = (body) => {
			expect(body).toEqual({ base, changed: withGrace(0) });
			return answer({ settings: joined });
		};
		const saved = await session.saveSettings({ base, changed: withGrace(0) });
		expect(saved).toEqual({ state: 'saved', settings: joined });
		expect(settingsNow()).toEqual(joined);
		expect(memory.remembered?.settings).toEqual(joined);
		expect(memory.waiting.size).toBe(0);
	});

	test('holds on this device while the server is away, also after a restart, and goes out later', async () => {
		await session.load();
		const away = { ...server };
		goAway();
		await session.saveSettings({ base, changed: withGrace(0) });
		expect(session.settingsSaved?.state).toBe('waiting');
		expect(settingsNow()).toEqual(withGrace(0));

		const later = new Session(memory, new SettingsChanges(memory, stranded), endPush);
		await later.load();
		expect(later.settingsSaved?.state).toBe('waiting');
		expect(later.current).toMatchObject({ stale: true, info: { settings: withGrace(0) } });

		server = away;
		const merged = { ...withGrace(0), locale: 'de' as const };
		server['/api/settings'] = () => answer({ settings: merged });
		await later.load();
		expect(later.settingsSaved?.state).toBe('saved');
		expect(later.current).toMatchObject({ stale: false, info: { settings: merged } });
		expect(memory.waiting.size).toBe(0);
	});

	test('that waits is never sent for another account', async () => {
		memory.waiting.set('ben', { base, changed: withGrace(0) });
		await session.load();
		expect(asked).not.toContain('/api/settings');
		expect(settingsNow()).toEqual(base);
	});

	test('that the server refuses does not hold, and is not sent again', async () => {
		await session.load();
		server['/api/settings'] = () => answer({ code: 'invalid-body' }, 400);
		const saved = await session.saveSettings({ base, changed: withGrace(0) });
		expect(saved).toMatchObject({ state: 'refused', failure: { code: 'invalid-body' } });
		expect(settingsNow()).toEqual(base);
		expect(memory.waiting.size).toBe(0);
	});

	test('waits while the server is broken or busy', async () => {
		await session.load();
		for (const status of [500, 503, 429]) {
			server['/api/settings'] = () => answer({ code: 'internal' }, status);
			const saved = await session.saveSettings({ base, changed: withGrace(0) });
			expect(saved?.state).toBe('waiting');
			expect(stranded).toHaveBeenCalled();
		}
	});

	test('goes out where the browser gives no storage', async () => {
		await session.load();
		memory.broken = true;
		server['/api/settings'] = () => answer({ settings: withGrace(0) });
		await session.saveSettings({ base, changed: withGrace(0) });
		expect(settingsNow()).toEqual(withGrace(0));
	});

	test('reaches the other tabs at once', async () => {
		await session.load();
		const other = new Session(memory, new SettingsChanges(memory, stranded), endPush);
		await other.load();
		const stop = [session.followOthers(), other.followOthers()];
		server['/api/settings'] = () => answer({ settings: withGrace(0) });
		server['/api/session'] = () => answer({ ...sessionOf(), settings: withGrace(0) });
		await session.saveSettings({ base, changed: withGrace(0) });
		const there = () => other.current.state === 'signed-in' && other.current.info.settings;
		await expect.poll(there).toEqual(withGrace(0));

		// Also while the server is away: the tabs share what this browser remembers.
		goAway();
		await session.saveSettings({ base: withGrace(0), changed: withGrace(7_000) });
		await expect.poll(there).toEqual(withGrace(7_000));
		stop.forEach((each) => each());
	});

	test('of another device arrives when the window comes into view, and every 20 s there', async () => {
		vi.useFakeTimers();
		await session.load();
		const stop = session.followOthers();
		server['/api/session'] = () => answer({ ...sessionOf(), settings: withGrace(0) });
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.waitFor(() => expect(settingsNow()).toEqual(withGrace(0)), PATIENT);
		server['/api/session'] = () => answer({ ...sessionOf(), settings: withGrace(9_000) });
		await vi.advanceTimersByTimeAsync(20_000);
		await vi.waitFor(() => expect(settingsNow()).toEqual(withGrace(9_000)), PATIENT);
		stop();
		const before = asked.length;
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.advanceTimersByTimeAsync(120_000);
		expect(asked).toHaveLength(before);
	});

	test('is not undone by an answer that was asked for before', async () => {
		await session.load();
		const late = Promise.withResolvers<Response>();
		server['/api/session'] = () => late.promise;
		const loading = session.load();
		await expect.poll(() => asked.filter((path) => path === '/api/session')).toHaveLength(2);
		server['/api/settings'] = () => answer({ settings: withGrace(0) });
		await session.saveSettings({ base, changed: withGrace(0) });
		late.resolve(Response.json(sessionOf()));
		await loading;
		expect(settingsNow()).toEqual(withGrace(0));
	});
});
