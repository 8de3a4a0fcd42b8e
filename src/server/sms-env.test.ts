import { describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';

const read = (variables: Record<string, string>) => {
	const result = readEnv(variables, []);
	return result.ok ? result.env.sms : result.problems;
};

test('no provider, no text messages', () => {
	expect(read({})).toBeUndefined();
	expect(read({ SMS_SECRET: 'left over' })).toBeUndefined();
});

describe('presets', () => {
	test.each([
		['twilio', false],
		['vonage', false],
		['sipgate', false],
		['seven', true],
		['bird', true],
		['sinch', false]
	])(
		'%s takes any sender: %s, and what is set otherwise counts more',
		(SMS_PROVIDER, anySender) => {
			const variables = { SMS_PROVIDER, SMS_ACCOUNT: 'a', SMS_SECRET: 's', SMS_SENDER: 'Office' };
			const preset = { kind: 'http', account: 'a', secret: 's', sender: 'Office', anySender };
			expect(read(variables)).toMatchObject(preset);
			for (const [SMS_ANY_SENDER, is] of [
				['yes', true],
				['no', false]
			] as const) {
				expect(read({ ...variables, SMS_ANY_SENDER })).toMatchObject({ anySender: is });
			}
			const SMS_URL = 'https://us.provider.example/{account}';
			expect(read({ ...variables, SMS_URL })).toMatchObject({ api: { url: SMS_URL } });
		}
	);

	test('say which credentials they lack', () => {
		expect(read({ SMS_PROVIDER: 'twilio', SMS_SENDER: '+493023125100' })).toEqual([
			'SMS_ACCOUNT is needed with this SMS_PROVIDER',
			'SMS_SECRET is needed with this SMS_PROVIDER'
		]);
		expect(read({ SMS_PROVIDER: 'seven' })).toEqual([
			'SMS_SECRET is needed with this SMS_PROVIDER'
		]);
	});
});

describe('receipts', () => {
	const SMS_RECEIPTS_SECRET = 'a_secret-that-nobody-can-guess-01';
	const account = { SMS_ACCOUNT: 'a', SMS_SECRET: 's', SMS_SENDER: 'Office', SMS_RECEIPTS_SECRET };

	test.each(['twilio', 'vonage', 'seven', 'bird', 'sinch'])('%s can tell them', (SMS_PROVIDER) => {
		expect(read({ ...account, SMS_PROVIDER })).toMatchObject({
			...{ provider: SMS_PROVIDER, receiptsSecret: SMS_RECEIPTS_SECRET }
		});
	});

	test('a provider that tells nothing needs no secret', () => {
		expect(read({ ...account, SMS_PROVIDER: 'sipgate' })).toEqual([
			'SMS_RECEIPTS_SECRET: this SMS_PROVIDER tells nothing of what becomes of messages'
		]);
	});

	test.each(['short', `${SMS_RECEIPTS_SECRET}/x`])(
		'a secret must fit into an address: %s',
		(secret) => {
			const variables = { ...account, SMS_PROVIDER: 'twilio', SMS_RECEIPTS_SECRET: secret };
			expect(read(variables)).toEqual([
				'SMS_RECEIPTS_SECRET is not made of 32 or more letters, digits, _ and -'
			]);
		}
	);
});

test.each([
	['twilio', true],
	['vonage', true],
	['sipgate', true],
	['seven', false],
	['bird', true],
	['sinch', false]
])('%s needs a sender: %s', (SMS_PROVIDER, needed) => {
	const without = read({ SMS_PROVIDER, SMS_ACCOUNT: 'a', SMS_SECRET: 's' });
	if (needed) expect(without).toEqual(['SMS_SENDER is needed with this SMS_PROVIDER']);
	else expect(without).toMatchObject({ sender: '' });
});

describe('an own HTTP interface', () => {
	const own = (described: unknown) =>
		read({
			SMS_PROVIDER: 'http',
			SMS_URL: 'https://sms.office.example/send',
			SMS_SECRET: 's',
			SMS_HTTP: typeof described === 'string' ? described : JSON.stringify(described)
		});

	test('is described in JSON', () => {
		expect(own({ body: { to: '{to}' }, idPath: 'id', retryStatuses: [420] })).toMatchObject({
			kind: 'http',
			anySender: false,
			api: {
				url: 'https://sms.office.example/send',
				method: 'POST',
				auth: { kind: 'bearer' },
				encoding: 'json',
				retryStatuses: [420]
			}
		});
	});

	test('says what is wrong with it', () => {
		expect(own('{')).toEqual(['SMS_HTTP is no JSON']);
		expect(own({ body: {}, auth: { kind: 'magic' } })).toEqual([
			expect.stringMatching(/^SMS_HTTP: auth\.kind: /)
		]);
		expect(read({ SMS_PROVIDER: 'http' })).toEqual([
			'SMS_URL and SMS_HTTP are needed with SMS_PROVIDER=http'
		]);
	});
});

test.each([
	['smpp://smsc.office.example', { host: 'smsc.office.example', port: 2775, tls: false }],
	['smpps://smsc.office.example', { host: 'smsc.office.example', port: 3550, tls: true }],
	['smpp://127.0.0.1:2776', { host: '127.0.0.1', port: 2776, tls: false }]
])('a message centre: %s', (SMS_URL, centre) => {
	expect(
		read({ SMS_PROVIDER: 'smpp', SMS_URL, SMS_ACCOUNT: 'anteroom', SMS_SECRET: 's' })
	).toMatchObject({ kind: 'smpp', centre: { ...centre, systemId: 'anteroom', password: 's' } });
});

test('a message centre needs its address', () => {
	for (const SMS_URL of ['', 'https://smsc.office.example']) {
		expect(read({ SMS_PROVIDER: 'smpp', SMS_URL })).toEqual([
			'SMS_URL is needed with SMS_PROVIDER=smpp: smpp://host or smpps://host'
		]);
	}
});

test('a mail gateway needs its address and a mail server', () => {
	const SMS_EMAIL = '{to}@sms.provider.example';
	const smtp = { SMTP_HOST: 'mail.office.example', ANTEROOM_MAIL_FROM: 'phone@office.example' };
	expect(read({ SMS_PROVIDER: 'email', SMS_EMAIL, ...smtp, SMS_ANY_SENDER: 'yes' })).toMatchObject({
		kind: 'email',
		gateway: SMS_EMAIL,
		anySender: false
	});
	expect(read({ SMS_PROVIDER: 'email', SMS_EMAIL })).toEqual([
		'SMTP_HOST is needed with SMS_PROVIDER=email'
	]);
	expect(read({ SMS_PROVIDER: 'email', ...smtp })).toEqual([
		'SMS_EMAIL is needed with SMS_PROVIDER=email: the gateway’s address'
	]);
	expect(read({ SMS_EMAIL: 'sms@provider.example' })).toEqual([
		'SMS_EMAIL is not like {to}@gateway.example'
	]);
});

test.each([
	[{ SMS_PROVIDER: 'pigeon' }, /^SMS_PROVIDER is none of twilio/],
	[{ SMS_SENDER: 'much too long a name' }, /^SMS_SENDER is neither/],
	[{ SMS_ANY_SENDER: 'maybe' }, /^SMS_ANY_SENDER is neither yes nor no/],
	[{ SMS_URL: 'somewhere' }, /^SMS_URL is no URL/]
])('%j is refused', (variables, problem) => {
	expect(read(variables)).toEqual([expect.stringMatching(problem)]);
});
