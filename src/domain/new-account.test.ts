import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { newAccountSchema, newSipAccountSchema } from './new-account.ts';

const sip = {
	server: 'wss://pbx.example/ws',
	user: 'anna',
	domain: 'PBX.example',
	authorizationUser: 'anna',
	password: 'secret',
	displayName: ' Anna '
};

describe('a new account', () => {
	test('has a tidy address', () => {
		const account = {
			name: ' Anna ',
			email: ' Anna@Company.example ',
			password: ' ten chars ',
			role: 'user',
			sip: null
		};
		expect(v.parse(newAccountSchema, account)).toEqual({
			...account,
			name: 'Anna',
			email: 'anna@company.example'
		});
		expect(v.is(newAccountSchema, { ...account, password: 'too short' })).toBe(false);
		expect(v.is(newAccountSchema, { ...account, role: 'owner' })).toBe(false);
	});

	test('has a telephone whose texts fit into a SIP address', () => {
		expect(v.parse(newSipAccountSchema, sip)).toMatchObject({
			domain: 'pbx.example',
			displayName: 'Anna'
		});
		for (const user of ['', 'an na', 'anna@pbx', 'anna>', 'a'.repeat(129)]) {
			expect(v.is(newSipAccountSchema, { ...sip, user })).toBe(false);
		}
		for (const domain of ['', 'pbx example', 'pbx.example/x', 'pbx>']) {
			expect(v.is(newSipAccountSchema, { ...sip, domain })).toBe(false);
		}
	});

	test.each(['/sip', 'ws://127.0.0.1:8080', 'wss://pbx.example:7443/ws?x=1'])(
		'reaches its PBX at %s',
		(server) => expect(v.is(newSipAccountSchema, { ...sip, server })).toBe(true)
	);

	test('reaches its PBX at several addresses, kept one a line and in their order', () => {
		const server = ' wss://b.example/ws,wss://a.example/ws , /sip';
		expect(v.parse(newSipAccountSchema, { ...sip, server }).server).toBe(
			'wss://b.example/ws\nwss://a.example/ws\n/sip'
		);
		const many = Array.from({ length: 6 }, (_, index) => `wss://pbx-${index}.example`);
		expect(v.is(newSipAccountSchema, { ...sip, server: many.join(',') })).toBe(false);
		expect(v.is(newSipAccountSchema, { ...sip, server: 'wss://a.example,https://b.example' })).toBe(
			false
		);
	});

	test.each([
		'',
		'/',
		'//evil.example',
		'https://pbx.example',
		'wss://',
		'wss://u@pbx.example',
		'/a b'
	])('does not reach its PBX at "%s"', (server) =>
		expect(v.is(newSipAccountSchema, { ...sip, server })).toBe(false)
	);
});
