import { expect, test } from 'vitest';
import { defaultSettings } from '#domain/settings.ts';
import { describeOnEachDatabase } from '#server/database/test-databases.ts';
import { createAccounts } from './accounts.ts';
import { noteActivity } from './activity.ts';
import { CLIENT_ADDRESS_HEADER, createAuth } from './auth.ts';
import type { NewAccount } from '#domain/new-account.ts';
import { createSealer } from './sealed-secret.ts';
import { createSetup } from './setup.ts';

const ORIGIN = 'http://127.0.0.1:8470';
const NOW = 1_790_000_000_000;

const anna: NewAccount = {
	name: 'Anna',
	email: 'anna@company.example',
	password: 'a password for Anna',
	role: 'user',
	sip: {
		server: '/sip',
		user: 'anna',
		domain: 'pbx.example',
		authorizationUser: 'anna-auth',
		password: 'the SIP secret',
		displayName: 'Anna'
	}
};

describeOnEachDatabase('accounts', (database) => {
	const sealer = createSealer(Buffer.alloc(32, 1));
	const accounts = () => createAccounts(database(), sealer, () => NOW);
	const auth = (now = () => NOW) =>
		createAuth({
			database: database(),
			demo: false,
			secret: 'signs the sessions of these tests only',
			now,
			log: () => undefined
		});
	const signInRequest = (password: string, client = '192.0.2.1') =>
		new Request(`${ORIGIN}/api/auth/sign-in/email`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				origin: ORIGIN,
				[CLIENT_ADDRESS_HEADER]: client
			},
			body: JSON.stringify({ email: anna.email, password })
		});
	const cookieOf = (response: Response) =>
		response.headers
			.getSetCookie()
			.map((cookie) => cookie.split(';')[0])
			.join('; ');
	const lastActive = () =>
		database().db.selectFrom('account_activity').select('last_active_at').execute();

	test('are listed without anything secret', async () => {
		await accounts().create(anna);
		const listed = await accounts().list();
		expect(listed).toMatchObject([
			{
				name: 'Anna',
				email: anna.email,
				role: 'user',
				sip: { user: 'anna', domain: 'pbx.example' }
			}
		]);
		expect(JSON.stringify(listed)).not.toMatch(/secret|password/);
	});

	test('keep SIP passwords unreadable in the database', async () => {
		const created = await accounts().create(anna);
		const rows = await database().db.selectFrom('sip_account').selectAll().execute();
		expect(JSON.stringify(rows)).not.toContain(anna.sip?.password);
		expect(await accounts().sipAccount(created.ok ? created.id : '')).toEqual(anna.sip);
		expect(await accounts().sipPassword('anna-auth', 'pbx.example')).toBe('the SIP secret');
		expect(await accounts().sipPassword('anna-auth', 'other.example')).toBeUndefined();
	});

	test('have one e-mail address each, and a refused one leaves nothing behind', async () => {
		await accounts().create(anna);
		expect(await accounts().create(anna)).toEqual({ ok: false, code: 'email-taken' });
		expect(await database().db.selectFrom('account').select('id').execute()).toHaveLength(1);
	});

	test('start with settings of their own', async () => {
		const created = await accounts().create({ ...anna, sip: null });
		const id = created.ok ? created.id : '';
		expect(await accounts().settings({ id, email: anna.email })).toEqual(
			defaultSettings(anna.email)
		);
		expect(await accounts().sipAccount(id)).toBeNull();
	});

	test('never lose settings that cannot be read', async () => {
		const created = await accounts().create(anna);
		await database().db.updateTable('account_settings').set({ data: '{"version":99}' }).execute();
		const account = { id: created.ok ? created.id : '', email: anna.email };
		await expect(accounts().settings(account)).rejects.toThrow('cannot be read');
	});

	test('sign in by password and stay signed in by an http-only cookie', async () => {
		await accounts().create(anna);
		const answer = await auth().handle(signInRequest(anna.password));
		expect(answer.status).toBe(200);
		expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/i);
		expect(answer.headers.get('set-cookie')).toMatch(/SameSite=Lax/i);
		const signedIn = await auth().signedIn(new Headers({ cookie: cookieOf(answer) }));
		expect(signedIn?.account).toMatchObject({ name: 'Anna', email: anna.email, role: 'user' });
		expect(await auth().signedIn(new Headers())).toBeUndefined();
		expect(await auth().signedIn(new Headers({ cookie: 'better-auth.session_token=x.y' }))).toBe(
			undefined
		);
	});

	test('become active by signing in, and never earlier than they were', async () => {
		const created = await accounts().create(anna);
		expect(await lastActive()).toEqual([]);
		await auth().handle(signInRequest('not her password'));
		expect(await lastActive()).toEqual([]);
		await auth().handle(signInRequest(anna.password));
		expect(await lastActive()).toEqual([{ last_active_at: NOW }]);
		await noteActivity(database(), created.ok ? created.id : '', NOW - 1);
		expect(await lastActive()).toEqual([{ last_active_at: NOW }]);
		await noteActivity(database(), created.ok ? created.id : '', NOW + 5);
		expect(await lastActive()).toEqual([{ last_active_at: NOW + 5 }]);
	});

	test('cannot be guessed for long, on whichever node', async () => {
		await accounts().create({ ...anna, sip: null });
		const statuses: number[] = [];
		for (let attempt = 0; attempt < 21; attempt++) {
			statuses.push((await auth().handle(signInRequest(`wrong guess ${attempt}`))).status);
		}
		expect(statuses).toEqual([...Array(20).fill(401), 429]);
		const elsewhere = await auth().handle(signInRequest(anna.password, '192.0.2.2'));
		expect(elsewhere.status).toBe(200);
	}, 30_000);

	test.each(['sign-up/email', 'admin/create-user', 'admin/impersonate-user', 'delete-user'])(
		'offer no %s',
		async (path) => {
			const request = new Request(`${ORIGIN}/api/auth/${path}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', origin: ORIGIN },
				body: JSON.stringify({ name: 'Eve', email: 'eve@company.example', password: 'long enough' })
			});
			expect((await auth().handle(request)).status).toBe(404);
			expect(await accounts().list()).toEqual([]);
		}
	);

	test('begin with one set-up by the printed code, once', async () => {
		const setup = createSetup(database(), accounts());
		const request = { name: 'Ada', email: 'ada@company.example', password: 'a long password' };
		expect(setup.code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
		expect(await setup.needed()).toBe(true);
		expect(await setup.complete({ ...request, code: 'AAAA-AAAA-AAAA-AAAA' })).toEqual({
			ok: false,
			code: 'wrong-code'
		});
		expect(await setup.complete({ ...request, code: '' })).toMatchObject({ code: 'wrong-code' });
		const asTyped = setup.code.toLowerCase().replaceAll('-', ' ');
		const results = await Promise.all([
			setup.complete({ ...request, code: asTyped }),
			setup.complete({ ...request, email: 'second@company.example', code: setup.code })
		]);
		expect(results.filter(({ ok }) => ok)).toHaveLength(1);
		expect(results.filter(({ ok }) => !ok)).toEqual([{ ok: false, code: 'already-set-up' }]);
		expect(await setup.needed()).toBe(false);
		expect(await accounts().list()).toMatchObject([{ role: 'admin' }]);
		const again = { ...request, email: 'third@company.example', code: setup.code };
		expect(await setup.complete(again)).toEqual({ ok: false, code: 'already-set-up' });
	});

	test('are not set up again after the last account is gone', async () => {
		const setup = createSetup(database(), accounts());
		const request = { name: 'Ada', email: 'ada@company.example', password: 'a long password' };
		await setup.complete({ ...request, code: setup.code });
		await database().db.deleteFrom('user').execute();
		expect(await setup.needed()).toBe(false);
		expect(await setup.complete({ ...request, code: setup.code })).toEqual({
			ok: false,
			code: 'already-set-up'
		});
	});
});
