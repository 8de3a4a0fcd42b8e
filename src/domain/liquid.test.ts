import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderHtml, renderText } from './liquid.ts';

const text = (template: string, values: object = {}) => {
	const rendered = renderText(template, values, 'en');
	if (!rendered.ok) throw new Error(rendered.error.message);
	return rendered.text;
};
const html = (template: string, values: object = {}) => {
	const rendered = renderHtml(template, values, 'en');
	if (!rendered.ok) throw new Error(rendered.error.message);
	return rendered.text;
};

describe('rendering', () => {
	test('values, conditions, loops, filters', () => {
		expect(
			text('{{ a.b }}|{{ none }}|{{ n }}|{{ list }}', { a: { b: 'x' }, n: 7, list: [1, 'b'] })
		).toBe('x||7|1b');
		expect(
			text('{% for i in (1..3) %}{{ i }}{% unless forloop.last %},{% endunless %}{% endfor %}')
		).toBe('1,2,3');
		expect(
			text('{% capture x %}{{ a | upcase }}!{% endcapture %}{{ x }}{{ x }}', { a: 'hi' })
		).toBe('HI!HI!');
		expect(text('{{ a | default: "nobody" }}', { a: '' })).toBe('nobody');
	});

	test('days and months are named in the language that is said, in turn', () => {
		const template = '{{ "2026-03-01T12:00:00" | date: "%A, %d. %B" }}';
		for (const [locale, expected] of [
			['de', 'Sonntag, 01. März'],
			['en', 'Sunday, 01. March'],
			['de', 'Sonntag, 01. März']
		] as const) {
			for (const render of [renderText, renderHtml])
				expect(render(template, {}, locale)).toEqual({ ok: true, text: expected });
		}
	});

	test('values are data: template syntax in them is not looked at', () => {
		const name = '{{ user.secret }}{% assign x = 1 %}';
		expect(text('{{ name }}', { name, user: { secret: 's' } })).toBe(name);
	});

	test('nothing is reached through a prototype', () => {
		const values = { a: { own: 'x' }, s: 'text' };
		expect(
			text('{{ a.constructor }}{{ a.__proto__ }}{{ a.toString }}{{ s.constructor.name }}', values)
		).toBe('');
	});

	test.each([
		"{% include '/etc/passwd' %}",
		"{% render '../secret' %}",
		"{% layout 'x' %}",
		'{{ a | nofilter }}',
		'{{ "a" | sha256 }}',
		'{{ "a" | base64_encode }}',
		'{% nosuchtag %}'
	])('%s is an error', (template) => {
		expect(renderText(template, { a: 1 }, 'en').ok).toBe(false);
	});
});

describe('an error says where it is', () => {
	test('and never fills a log: a tag can be as long as the template', () => {
		for (const tag of [`{{ "x" | ${'f'.repeat(40_000)} }}`, `{% ${'f'.repeat(40_000)} %}`]) {
			const rendered = renderText(tag, {}, 'en');
			if (rendered.ok) throw new Error('should fail');
			expect(rendered.error.message.length).toBeLessThanOrEqual(200);
		}
	});

	test('also where a template does too much', () => {
		const template =
			'a\n{% assign a = (1..9000) %}\n{% for i in a %}{% if a contains 0 %}{% endif %}';
		expect(renderText(`${template}{% endfor %}`, {}, 'en')).toMatchObject({
			ok: false,
			error: { line: 3 }
		});
	});

	test.each([
		['Hello {{ name | nofilter }}', 1, 7],
		['Hello\n{% if a %}\nno end', 2, 1],
		['a\nb\n  {{ "x" | date: }}{% bogus %}', 3, 20]
	])('%j', (template, line, column) => {
		expect(renderText(template, {}, 'en')).toMatchObject({ ok: false, error: { line, column } });
	});

	test('in one line, without repeating the place', () => {
		const rendered = renderText('\n{% if a %}', {}, 'en');
		if (rendered.ok) throw new Error('should fail');
		expect(rendered.error.message).toMatch(/not closed/);
		expect(rendered.error.message).not.toMatch(/line:|\n/);
	});
});

describe('no template hangs or fills memory', () => {
	const loop = (body: string, depth: number): string =>
		depth === 0 ? body : `{% for i${depth} in (1..1000) %}${loop(body, depth - 1)}{% endfor %}`;
	const doubled = (tag: (x: string) => string) =>
		`{% assign x = "0123456789" %}${tag('x').repeat(40)}{{ x }}`;

	test.each([
		['nested loops', loop('x', 4)],
		['nested loops with nothing in them', loop('', 4)],
		[
			'nested loops over a list made once',
			`{% assign a = (1..100) %}${'{% for i in a %}'.repeat(3)}${'{% endfor %}'.repeat(3)}`
		],
		['a huge range', '{% for i in (1..1000000000) %}{% endfor %}'],
		['a huge range, assigned', '{% assign a = (1..1000000000) %}{{ a | size }}'],
		['long text in a loop', loop('x'.repeat(20_000), 1)],
		[
			'capture that doubles',
			doubled((x) => `{% capture ${x} %}{{ ${x} }}{{ ${x} }}{% endcapture %}`)
		],
		['append that doubles', doubled((x) => `{% assign ${x} = ${x} | append: ${x} %}`)],
		['replace that multiplies', doubled((x) => `{% assign ${x} = ${x} | replace: "0", ${x} %}`)],
		['a wide date', '{{ "2026-01-01" | date: "%999999999Y" }}'],
		[
			'sums over a long list in a loop',
			'{% assign a = (1..90000) %}{% for i in (1..9000) %}{{ a | sum }}{% endfor %}'
		],
		[
			'filters over a long list in a loop',
			`{% assign a = (1..40000) %}${'{% assign b = a | sort %}'.repeat(50)}`
		],
		['cycle in a loop', loop('{% cycle "a", "b" %}', 2)],
		['a table', '{% tablerow i in (1..100000) cols:2 %}{{ i }}{% endtablerow %}'],
		['a long template', 'x'.repeat(50_001)],
		['deep nesting', '{% if a %}'.repeat(4_000)],
		['include of itself', '{% render "self" %}'],
		[
			'a list that holds itself twice, again and again',
			`{% assign a = "x" | split: "" %}${'{% assign a = a | push: a %}'.repeat(60)}{{ a }}`
		],
		[
			'lists of lists by way of groups',
			`{% assign a = "xy" | split: "" %}${'{% assign a = a | concat: a | group_by: "size" | map: "items" %}'.repeat(40)}{{ a | join }}`
		],
		[
			'a long condition for each member of a list',
			`{% assign a = (1..2000) %}{% assign b = a | where_exp: "i", "a contains 0 ${'or a contains 0 '.repeat(2_000)}" %}`
		],
		[
			'a search of a long list in a loop',
			'{% assign a = (1..30000) %}{% for i in (1..3000) %}{% assign b = a | find_index: "x", 3 %}{% endfor %}'
		],
		[
			'a comparison of long lists in a loop',
			`{% assign a = (1..9000) %}{% assign b = (1..9000) %}${loop(`{% case a %}{% when ${'b,'.repeat(10_000)}b %}{% endcase %}`, 1)}`
		],
		[
			'a search of a long text for nearly the same in a loop',
			`{% assign x = "a" %}${'{% assign x = x | append: x %}'.repeat(14)}{% assign y = x | slice: 0, 8000 | append: "b" %}${loop('{% if x contains y %}{% endif %}', 1)}`
		],
		['a long path in a loop', loop(`{{ ${'a.'.repeat(20_000)}b }}`, 1)],
		['many branches in a loop', loop(`{% if a %}${'{% elsif a %}'.repeat(3_500)}{% endif %}`, 1)],
		[
			'long dates in a loop',
			`{% assign x = "%A" %}${'{% assign x = x | append: x %}'.repeat(10)}${loop('{% assign y = "2026-01-01" | date: x %}', 1)}`
		],
		['many dates in a loop', loop(`{{ "2026-01-01" ${'| date_to_long_string'.repeat(100)} }}`, 1)]
	])('%s', (_, template) => {
		for (const render of [renderText, renderHtml]) {
			const rendered = render(template, {}, 'en');
			expect(rendered.ok).toBe(false);
			if (!rendered.ok) expect(rendered.error.message.length).toBeGreaterThan(0);
		}
	});

	test('a generous template is no such', () => {
		const people = Array.from({ length: 50 }, (_, at) => ({
			name: `Person ${at}`,
			notes: 'n'.repeat(500)
		}));
		const template = '{% for p in people %}<p>{{ p.name | upcase }}: {{ p.notes }}</p>{% endfor %}';
		expect(html(template, { people }).length).toBeGreaterThan(25_000);
	});

	test('the limits are of one rendering, not of all', () => {
		for (let at = 0; at < 200; at += 1) expect(text('x'.repeat(1_000))).toHaveLength(1_000);
	});
});

describe('HTML', () => {
	const evil = `<img src=x onerror="alert('1')">&`;
	const escaped = '&lt;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&gt;&amp;';

	test.each([
		'{{ x }}',
		'{{ x | raw }}',
		'{{ x | append: "" | raw }}',
		'{% echo x | raw %}',
		'{% echo x %}',
		'{% cycle x %}',
		'{% assign y = x | raw %}{{ y | raw }}',
		'{% liquid echo x | raw %}',
		'{{ list | join: "" | raw }}',
		'{{ list }}',
		'{{ list | first | raw }}',
		'{% for y in list %}{{ y | raw }}{% endfor %}'
	])('%s gives no markup to a caller’s data', (template) => {
		expect(html(template, { x: evil, list: [evil] })).toBe(escaped);
	});

	test('no chain of filters does', () => {
		const filter = fc.constantFrom(
			'raw',
			'escape',
			'escape_once',
			'strip_html',
			'newline_to_br',
			'url_encode',
			'url_decode',
			'json',
			'inspect',
			'jsonify',
			'upcase',
			'append: x',
			'prepend: "<"',
			'replace: "&lt;", "<"',
			'default: x',
			'split: ""',
			'join: ""',
			'xml_escape',
			'cgi_escape',
			'uri_escape',
			'slice: 0, 9',
			'squish',
			'array_to_sentence_string'
		);
		const tag = fc.constantFrom(
			(value: string) => `{{ ${value} }}`,
			(value: string) => `{% echo ${value} %}`,
			(value: string) => `{% cycle ${value} %}`,
			(value: string) => `{% capture y %}{{ ${value} }}{% endcapture %}{{ y | raw }}`,
			(value: string) =>
				`{% assign y = ${value} %}{% tablerow z in y %}{{ z | raw }}{% endtablerow %}`
		);
		fc.assert(
			fc.property(fc.array(filter, { maxLength: 4 }), tag, (filters, write) => {
				const rendered = renderHtml(
					write(['x', ...filters].join(' | ')),
					{ x: '<b title="q">' },
					'en'
				);
				if (!rendered.ok) return;
				const ours = rendered.text.replace(/<\/?t[rd]( class="(row|col)\d+")?>/g, '');
				expect(ours).not.toMatch(/[<>"']/);
			}),
			{ numRuns: 300 }
		);
	});

	test('the template’s own markup stays', () => {
		expect(html('<b>{{ x }}</b>{% raw %}{{ x }}{% endraw %}', { x: '&' })).toBe(
			'<b>&amp;</b>{{ x }}'
		);
	});

	test('plain text is not escaped', () => {
		expect(text('{{ x }}{{ x | raw }}', { x: '<&>' })).toBe('<&><&>');
	});
});
