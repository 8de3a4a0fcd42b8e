import { describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';

const SECRET = 'a secret of more than thirty-two characters';

describe('environment', () => {
	test('needs nothing', () => {
		expect(readEnv({}, [])).toEqual({
			ok: true,
			env: {
				demo: false,
				host: '127.0.0.1',
				port: 8470,
				origin: undefined,
				dataFolder: './data',
				databaseUrl: undefined,
				secret: undefined,
				pbxSecret: undefined,
				pushLoopback: false,
				mail: undefined
			}
		});
	});

	test('takes a port and treats an empty variable as not set', () => {
		expect(readEnv({ PORT: '9000', ANTEROOM_ORIGIN: '' }, ['--demo'])).toMatchObject({
			ok: true,
			env: { demo: true, port: 9000, origin: undefined, dataFolder: './data/demo' }
		});
	});

	test('names every problem at once', () => {
		const result = readEnv(
			{
				PORT: '99999',
				ANTEROOM_ORIGIN: 'phone.example/',
				ANTEROOM_SECRET: 'short',
				ANTEROOM_PBX_SECRET: 'x'
			},
			['--fast']
		);
		expect(result.ok).toBe(false);
		const problems = result.ok ? [] : result.problems.map((problem) => problem.split(' ')[0]);
		expect(problems).toEqual([
			'--fast',
			'PORT',
			'ANTEROOM_ORIGIN',
			'ANTEROOM_SECRET',
			'ANTEROOM_PBX_SECRET'
		]);
	});

	test.each(['0.0.0.0', '192.0.2.1', '::'])('keeps the demo off %s', (HOST) => {
		expect(readEnv({ HOST }, ['--demo'])).toMatchObject({ ok: false });
		expect(readEnv({ HOST }, [])).toMatchObject({ ok: true });
	});

	test.each(['https://phone.example/app', 'ftp://phone.example', 'https://phone.example/'])(
		'refuses %s as an origin',
		(ANTEROOM_ORIGIN) => {
			expect(readEnv({ ANTEROOM_ORIGIN }, [])).toMatchObject({ ok: false });
		}
	);

	test('asks for a shared secret with PostgreSQL', () => {
		const ANTEROOM_DATABASE_URL = 'postgres://localhost/anteroom';
		expect(readEnv({ ANTEROOM_DATABASE_URL }, [])).toMatchObject({ ok: false });
		expect(readEnv({ ANTEROOM_DATABASE_URL, ANTEROOM_SECRET: SECRET }, [])).toMatchObject({
			ok: true
		});
	});

	test('asks for a sender with a mail server, and chooses the port by its security', () => {
		expect(readEnv({ SMTP_HOST: 'mail.example' }, [])).toMatchObject({ ok: false });
		const mail = { SMTP_HOST: 'mail.example', ANTEROOM_MAIL_FROM: 'phone@company.example' };
		expect(readEnv(mail, [])).toMatchObject({ env: { mail: { port: 587, tls: 'starttls' } } });
		expect(readEnv({ ...mail, SMTP_TLS: 'tls' }, [])).toMatchObject({
			env: { mail: { port: 465 } }
		});
		expect(readEnv({ ...mail, SMTP_USER: 'anteroom' }, [])).toMatchObject({ ok: false });
	});
});

describe('STUN and TURN', () => {
	test('are a list of addresses, with a secret where one relays', () => {
		const variables = {
			ICE_SERVERS: 'stun:turn.example, turn:turn.example\nturns:turn.example:443',
			TURN_SECRET: 'a secret of the servers',
			ICE_POLICY: 'relay'
		};
		expect(readEnv(variables, [])).toMatchObject({
			ok: true,
			env: {
				ice: {
					urls: ['stun:turn.example', 'turn:turn.example', 'turns:turn.example:443'],
					secret: 'a secret of the servers',
					policy: 'relay'
				}
			}
		});
	});

	test.each([
		['ICE_SERVERS', { ICE_SERVERS: 'https://turn.example' }],
		['ICE_SERVERS', { ICE_SERVERS: ' ' }],
		['TURN_SECRET', { ICE_SERVERS: 'turn:turn.example' }],
		['TURN_SECRET', { ICE_SERVERS: 'turn:turn.example', TURN_SECRET: 'short' }],
		['TURN_SECRET', { ICE_SERVERS: 'stun:turn.example', TURN_SECRET: 'long enough, for nothing' }],
		['ICE_POLICY', { ICE_SERVERS: 'stun:turn.example', ICE_POLICY: 'relay' }],
		['ICE_POLICY', { ICE_POLICY: 'none' }]
	])('%s is named where it cannot be meant', (variable, variables) => {
		const result = readEnv(variables, []);
		const problems = result.ok ? [] : result.problems.map((problem) => problem.split(/[ :]/)[0]);
		expect(problems).toEqual([variable]);
	});
});
