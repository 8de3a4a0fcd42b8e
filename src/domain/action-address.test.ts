import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionAddress } from './action-address.ts';
import { isAllowableScheme } from './action-scheme.ts';

const address = (template: string, name = 'Erika', schemes: readonly string[] = []) => {
	const found = actionAddress(template, schemes, { caller: { name } });
	return found.ok ? found.address : found.kind;
};

describe('an address', () => {
	test.each([
		[
			'https://crm.example/find?q={{ caller.name }}',
			'A & B',
			'https://crm.example/find?q=A%20%26%20B'
		],
		[
			'https://crm.example:8443/{{ caller.name }}/x',
			'a/../b?c#d',
			'https://crm.example:8443/a%2F..%2Fb%3Fc%23d/x'
		],
		[
			'https://crm.example/?q={{ caller.name | raw }}',
			'&admin=1',
			'https://crm.example/?q=%26admin%3D1'
		],
		['https://crm.example/?q={% echo caller.name %}', '#x', 'https://crm.example/?q=%23x'],
		['https://crm.example/?q={% cycle caller.name %}', 'ü', 'https://crm.example/?q=%C3%BC'],
		[
			'https://crm.example/?q={{ caller.name | url_decode }}',
			'%26a=1',
			'https://crm.example/?q=%26a%3D1'
		],
		['tel:{{ caller.name }}', '+49 (30) 23125-010;ext=1', 'tel:+4930231250101'],
		[
			'mailto:{{ caller.name }}?subject=x',
			'a@b.example?cc=c@d.example',
			'mailto:a@b.example%3Fcc%3Dc@d.example?subject=x'
		],
		[
			'https://crm.example/\n\t?q={{ caller.name }}\n',
			'{{ 1 | plus: 1 }}',
			'https://crm.example/?q=%7B%7B%201%20%7C%20plus%3A%201%20%7D%7D'
		],
		['https://crm.example/?q={{ caller.name }}', '\ud800', 'https://crm.example/?q=%EF%BF%BD']
	])('%s with %s', (template, name, expected) => expect(address(template, name)).toBe(expected));

	test.each([
		['{{ caller.name }}', 'scheme'],
		['{{ caller.name }}://x', 'scheme'],
		['javascript:alert(1)', 'scheme'],
		['JavaScript:alert(1)', 'scheme'],
		['java\nscript:alert(1)', 'scheme'],
		['data:text/html,x', 'scheme'],
		['file:///etc/passwd', 'scheme'],
		['blob:https://x', 'scheme'],
		['vbscript:x', 'scheme'],
		['//evil.example', 'scheme'],
		['/contacts', 'scheme'],
		['', 'scheme'],
		['crm:open', 'scheme'],
		['https://{{ caller.name }}', 'host'],
		['https://{{ caller.name }}.crm.example/', 'host'],
		['https://crm.example{{ caller.name }}', 'host'],
		['https://crm.example{% if true %}.evil.example{% endif %}/', 'host'],
		['https://a@crm.example/', 'host'],
		['https:crm.example', 'host'],
		['https:///x', 'host'],
		['https://crm.example/{{ caller.name', 'template']
	])('%j is none: %s', (template, kind) => expect(address(template)).toBe(kind));

	test.each(['.', '..'])('a value that climbs out of its folder is refused: %s', (name) => {
		expect(address('https://crm.example/people/{{ caller.name }}/edit', name)).toBe('unsafe');
		expect(address('https://crm.example/people/{{ caller.name }}?x', name)).toBe('unsafe');
		expect(address('https://crm.example/?q={{ caller.name }}', name)).toMatch(/q=\.+$/);
	});

	test('of a program of one’s own is taken once its scheme is allowed, but never a dangerous one', () => {
		expect(address('crm://{{ caller.name }}', 'a/b', ['crm'])).toBe('crm://a%2Fb');
		expect(address('javascript:alert(1)', '', ['javascript'])).toBe('scheme');
		for (const scheme of [
			'javascript',
			'data',
			'file',
			'blob',
			'vbscript',
			'CRM',
			'a:',
			'1a',
			''
		]) {
			expect(isAllowableScheme(scheme), scheme).toBe(false);
		}
	});

	test('keeps its origin, its folders and its parameters whatever the caller is called', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
				const found = address(
					'https://crm.example/a/{{ caller.name }}/c?q={{ caller.name }}&z=1#f',
					name
				);
				if (found === 'unsafe') return;
				const url = new URL(found);
				expect(url.origin).toBe('https://crm.example');
				expect(url.pathname.split('/')).toHaveLength(4);
				expect([...url.searchParams.keys()]).toEqual(['q', 'z']);
				expect(url.searchParams.get('q')).toBe(name.toWellFormed());
				expect(url.hash).toBe('#f');
			})
		);
	});
});
