import { describe, expect, test } from 'vitest';
import { isEmailAddress } from './email-address.ts';

describe('takes', () => {
	test.each([
		'anna@office.example',
		'anna.krueger+calls@mail.office.example',
		"o'neill/7=x_{y}!#$%&*?^`|~-z@office.example",
		'büro@müller.example',
		'post@xn--mller-kva.example',
		'用户@例子.example',
		'उपयोगकर्ता@उदाहरण.example',
		'anna@mail',
		'7@7.example',
		`${'a'.repeat(64)}@office.example`,
		`${'ü'.repeat(32)}@office.example`,
		`a@${'b'.repeat(63)}.example`
	])('%j', (address) => expect(isEmailAddress(address)).toBe(true));
});

describe('refuses', () => {
	test.each([
		'',
		'anna',
		'anna@',
		'@office.example',
		'anna@@office.example',
		'a@b@office.example',
		'.anna@office.example',
		'anna.@office.example',
		'an..na@office.example',
		'anna@office..example',
		'anna@.example',
		'anna@office.example.',
		'anna@-office.example',
		'anna@office-.example',
		'anna@of_fice.example',
		'anna@[192.0.2.1]',
		'"anna"@office.example',
		'"a@b"@office.example',
		'a@b.example, c@d.example',
		'a@b.example;c@d.example',
		'Anna <anna@office.example>',
		'anna@office.example>',
		'anna(note)@office.example',
		'team: anna@office.example',
		'anna\\@office.example',
		' anna@office.example',
		'anna @office.example',
		'anna@office.example\n',
		'anna@office.example\r\nBcc: eve@evil.example',
		'anna\r\nBcc:eve@evil.example',
		'anna\0@office.example',
		'anna\u0085@office.example',
		'anna\u00a0@office.example',
		'anna\u202e@office.example',
		'anna\u2028@office.example',
		'anna@office\u200b.example',
		'anna@office。example',
		'anna\ud800@office.example',
		`${'a'.repeat(65)}@office.example`,
		`${'ü'.repeat(33)}@office.example`,
		`a@${'b'.repeat(64)}.example`,
		`a@${'b.'.repeat(130)}example`
	])('%j', (address) => expect(isEmailAddress(address)).toBe(false));
});
