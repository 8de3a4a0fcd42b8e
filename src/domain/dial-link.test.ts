import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDialLink } from './dial-link.ts';

const target = (parameters: Record<string, string>) =>
	readDialLink(new URLSearchParams(parameters)).target;

describe('readDialLink', () => {
	it.each([
		['tel:+49-30-23125-100', '+493023125100'],
		['TEL:+493023125100;ext=5', '+493023125100'],
		['tel:23125100;phone-context=+4930', '+493023125100'],
		['tel:100;phone-context=office.example', '100'],
		['tel:*21%23', '*21#'],
		['tel://+493023125100', '+493023125100'],
		['sip:reception@office.example', 'reception@office.example'],
		['sip:+493023125100@office.example;user=phone', '+493023125100@office.example'],
		['sips:anna@office.example?Replaces=x', 'anna@office.example'],
		['web+sip:anna:secret@office.example:5061;transport=tcp', 'anna@office.example']
	])('reads %s', (link, expected) => {
		expect(target({ link })).toBe(expected);
	});

	it.each([
		'tel:',
		'tel:+49%0d%0aX-Evil:1',
		'tel:<script>',
		'javascript:alert(1)',
		'callto:+493023125100x',
		'sip:a%20b@office.example',
		'sip:a@office.example%0d%0aRoute: x',
		'sip:a@[::1]',
		`tel:+${'1'.repeat(60)}`,
		'x'.repeat(3_000)
	])('takes nothing from %s', (link) => {
		expect(target({ link })).toBeUndefined();
	});

	it('reads the links of notifications, and the hotline', () => {
		const query = new URLSearchParams({ number: '+49 (0)171 39200-10', hotline: 'weber' });
		expect(readDialLink(query)).toEqual({ target: '+491713920010', hotlineId: 'weber' });
		expect(target({ number: 'reception' })).toBe('reception');
	});

	it('finds the number in a text that is shared', () => {
		expect(target({ text: 'Please call 030 23125-100 before noon' })).toBe('03023125100');
		expect(target({ title: 'Mrs Weber', text: '', url: 'tel:+493023125100' })).toBe(
			'+493023125100'
		);
	});

	it('gives nothing but a number or a SIP address, whatever is asked', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string(), (link, text) => {
				const found = target({ link, text });
				expect(found === undefined || /^[\w+.!~*'#@-]+$/.test(found)).toBe(true);
			})
		);
	});
});
