import { Parser } from 'sip.js/lib/core/messages/parser.js';
import { describe, expect, test } from 'vitest';
import { withoutTelAddresses } from './tel-addresses.ts';

const silent = { error: () => {}, warn: () => {}, log: () => {}, debug: () => {} };

function invite({ to, from = '<sip:+493023125010@pbx.example>;tag=1' }: Record<string, string>) {
	return [
		'INVITE sip:anna@192.0.2.7;transport=ws SIP/2.0',
		'Via: SIP/2.0/WS pbx.example;branch=z9hG4bKtel',
		`From: ${from}`,
		`To: ${to}`,
		'Call-ID: tel-call',
		'CSeq: 1 INVITE',
		'Contact: <sip:pbx.example>',
		'P-Asserted-Identity: <tel:+493023125010>',
		'Content-Length: 10',
		'',
		'To: tel:12'
	].join('\r\n');
}

/** What sip.js makes of a message; undefined where it drops it. */
function parsed(message: string) {
	return Parser.parseMessage(
		message,
		silent as unknown as Parameters<typeof Parser.parseMessage>[1]
	);
}

describe('a tel: address', () => {
	test.each([
		['<tel:+493023125100>', '<sip:+493023125100@pbx.example;user=phone>'],
		[
			'"Dr. Weber" <tel:+493023125100>;tag=x',
			'"Dr. Weber" <sip:+493023125100@pbx.example;user=phone>;tag=x'
		],
		['tel:+493023125100;tag=x', '<sip:+493023125100@pbx.example;user=phone>;tag=x'],
		['<tel:100;phone-context=+4930>', '<sip:100;phone-context=+4930@pbx.example;user=phone>'],
		[
			'"tel:1 <tel:2>" <tel:+493023125100>',
			'"tel:1 <tel:2>" <sip:+493023125100@pbx.example;user=phone>'
		]
	])('%s in To is read by sip.js as a SIP one', (to, expected) => {
		const message = withoutTelAddresses(invite({ to }), 'pbx.example');
		expect(message).toContain(`\r\nTo: ${expected}\r\n`);
		expect(parsed(message)?.getHeader('To')).toBe(expected);
	});

	test('in To would otherwise lose the call: that is why', () => {
		expect(parsed(invite({ to: '<tel:+493023125100>' }))).toBeUndefined();
	});

	test('in From and in the compact forms too', () => {
		const from = '<tel:+493023125010>;tag=1';
		const message = invite({ to: '<tel:+493023125100>', from })
			.replace('\r\nFrom:', '\r\nf:')
			.replace('\r\nTo:', '\r\nt :');
		const read = withoutTelAddresses(message, 'pbx.example');
		expect(read).toContain('\r\nf: <sip:+493023125010@pbx.example;user=phone>;tag=1\r\n');
		expect(read).toContain('\r\nt : <sip:+493023125100@pbx.example;user=phone>\r\n');
	});

	test('elsewhere, and in the body, stays as it came', () => {
		const message = withoutTelAddresses(invite({ to: '<tel:+493023125100>' }), 'pbx.example');
		expect(message).toContain('P-Asserted-Identity: <tel:+493023125010>');
		expect(message.endsWith('To: tel:12')).toBe(true);
	});

	test('is all that is changed', () => {
		const plain = invite({ to: '<sip:anna@pbx.example>' });
		expect(withoutTelAddresses(plain, 'pbx.example')).toBe(plain);
		expect(withoutTelAddresses('', 'pbx.example')).toBe('');
		expect(withoutTelAddresses('\r\n\r\n', 'pbx.example')).toBe('\r\n\r\n');
	});

	test('of hostile length is read in bounded time', () => {
		const long = invite({ to: `${'"\\"'.repeat(5_000)} <tel:${'1'.repeat(10_000)}` });
		expect(withoutTelAddresses(long, 'pbx.example')).toBeTypeOf('string');
	});
});
