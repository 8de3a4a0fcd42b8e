import { describe, expect, test } from 'vitest';
import { greetings, type Hotline } from './hotline.ts';
import {
	contactSample,
	hotlineSample,
	joinedCall,
	numberCaller,
	PLAN,
	SETTINGS
} from './sample-calls.ts';
import { templateContext } from './template-context.ts';
import { renderGreeting } from './template.ts';

type Facts = Parameters<typeof templateContext>[0];

const facts = (changed: Partial<Facts> = {}): Facts => {
	const { caller, called, startedAt } = joinedCall();
	return {
		caller,
		called,
		user: { name: 'Anna' },
		call: { startedAt, isInternal: false, previousCalls: 2 },
		now: startedAt,
		timeZone: 'Europe/Berlin',
		plan: PLAN,
		...changed
	};
};

const greet = (given: {
	hotline?: string | Partial<Hotline>;
	account?: string;
	locale?: 'de' | 'en';
	facts?: Partial<Facts>;
}) => {
	const locale = given.locale ?? 'en';
	const parts =
		typeof given.hotline === 'string'
			? { greeting: { de: greetings(), en: greetings(), [locale]: greetings(given.hotline) } }
			: given.hotline;
	const hotline = parts && hotlineSample(parts);
	return renderGreeting({
		...(hotline && { hotline }),
		settings: {
			...SETTINGS,
			locale,
			defaultGreeting: { de: '', en: '', [locale]: given.account ?? '' }
		},
		context: templateContext(facts({ ...(hotline && { hotline }), ...given.facts }))
	});
};

describe('which greeting', () => {
	test('the hotline’s, else the account’s, else the built-in one', () => {
		expect(greet({ hotline: 'H {{ user.name }}', account: 'A' })).toEqual({
			text: 'H Anna',
			source: 'hotline'
		});
		expect(greet({ hotline: ' \n', account: 'A {{ called.company }}' })).toEqual({
			text: 'A Dr. Weber',
			source: 'account'
		});
		expect(greet({ account: 'A' })).toEqual({ text: 'A', source: 'account' });
		expect(greet({})).toMatchObject({ source: 'built-in' });
	});

	test('the one of the account’s language', () => {
		const hotline = { greeting: { de: greetings('Hallo'), en: greetings('Hello') } };
		expect(greet({ hotline, locale: 'de' }).text).toBe('Hallo');
		expect(greet({ hotline, locale: 'en' }).text).toBe('Hello');
	});

	test('the built-in one names the company, else the hotline, else only the person', () => {
		expect(greet({ hotline: {}, locale: 'en' }).text).toBe('Dr. Weber, Anna speaking, hello.');
		expect(greet({ hotline: { company: '' } }).text).toBe('Practice line, Anna speaking, hello.');
		expect(greet({}).text).toBe('Anna speaking, hello.');
		expect(greet({ hotline: {}, locale: 'de' }).text).toBe(
			'Dr. Weber, mein Name ist Anna, guten Tag.'
		);
		expect(greet({ locale: 'de' }).text).toBe('Anna, guten Tag.');
	});

	test.each([
		['2026-05-12T07:59:59Z', 'good morning', 'guten Morgen'],
		['2026-05-12T08:00:00Z', 'hello', 'guten Tag'],
		['2026-05-12T15:59:59Z', 'hello', 'guten Tag'],
		['2026-05-12T16:00:00Z', 'good evening', 'guten Abend'],
		['2026-01-12T08:59:59Z', 'good morning', 'guten Morgen'],
		['2026-01-12T17:00:00Z', 'good evening', 'guten Abend']
	])('at %s says %s', (now, en, de) => {
		expect(greet({ facts: { now: Date.parse(now) } }).text).toContain(en);
		expect(greet({ facts: { now: Date.parse(now) }, locale: 'de' }).text).toContain(de);
	});

	test('a broken one falls back to the built-in, and says where it is broken', () => {
		const greeting = greet({ hotline: 'Hello\n{% if caller.isKnown %}' });
		expect(greeting).toMatchObject({
			text: 'Dr. Weber, Anna speaking, hello.',
			source: 'built-in',
			error: { line: 2, column: 1 }
		});
		expect(greet({ hotline: '\n\n{{ x | nofilter }}' }).error).toMatchObject({ line: 3 });
		expect(greet({ account: '\n{{ x | nofilter }}' }).error).toMatchObject({ line: 2 });
		expect(greet({ account: '{{ x | nofilter }}' })).toMatchObject({
			source: 'built-in',
			error: { line: 1 }
		});
		expect(greet({ hotline: '{% for i in (1..999999999) %}{% endfor %}' })).toMatchObject({
			text: 'Dr. Weber, Anna speaking, hello.',
			error: { line: 1 }
		});
	});
});

describe('what a template can name', () => {
	const context = (changed: Partial<Facts>) => templateContext(facts(changed));

	test('a known caller, by the contact', () => {
		expect(context({ contact: contactSample(), hotline: hotlineSample({ notes: 'N' }) })).toEqual({
			caller: {
				name: 'Erika Mustermann',
				company: 'Mustermann GmbH',
				number: '0171 3920010',
				email: 'erika@mustermann.example',
				notes: '',
				isKnown: true,
				isWithheld: false,
				isUnavailable: false
			},
			called: {
				number: '030 23125100',
				hotline: 'Practice line',
				company: 'Dr. Weber',
				notes: 'N',
				contactName: '',
				contactNumber: '',
				contactEmail: ''
			},
			user: { name: 'Anna' },
			call: { startedAt: '2026-05-12T08:30:00.000Z', isInternal: false, previousCalls: 2 },
			now: { partOfDay: 'day' }
		});
	});

	test('an unknown caller, by what the network says; the hotline is never mixed in', () => {
		const caller = { ...numberCaller('0171 3920010'), displayName: 'Erika' };
		const named = context({ caller, hotline: hotlineSample() });
		expect(named.caller).toMatchObject({ name: 'Erika', company: '', isKnown: false });
		expect(JSON.stringify(named.caller)).not.toMatch(/Weber|Practice/);
		const company = context({ caller, contact: contactSample({ name: '' }) }).caller;
		expect(company).toMatchObject({ name: 'Erika', company: 'Mustermann GmbH', isKnown: true });
	});

	test('no hotline: the called number itself, never another company', () => {
		expect(context({}).called).toEqual({
			number: '030 23125100',
			hotline: '',
			company: '',
			notes: '',
			contactName: '',
			contactNumber: '',
			contactEmail: ''
		});
		const called = { user: 'reception', source: 'to', divertedFrom: [] } as const;
		expect(context({ called }).called.number).toBe('reception');
	});

	test('nothing of a withheld caller, even if a contact was found before', () => {
		const withheld = context({ caller: { kind: 'withheld' }, contact: contactSample() });
		expect(withheld.caller).toEqual({
			name: '',
			company: '',
			number: '',
			email: '',
			notes: '',
			isKnown: false,
			isWithheld: true,
			isUnavailable: false
		});
		expect(context({ caller: { kind: 'unavailable' } }).caller).toMatchObject({
			isWithheld: false,
			isUnavailable: true
		});
	});

	test('a caller’s name is never a template', () => {
		const caller = { ...numberCaller('100'), displayName: '{{ called.notes }}' };
		const greeting = greet({
			hotline: 'Hello {{ caller.name }}',
			facts: { caller, hotline: hotlineSample({ notes: 'secret' }) }
		});
		expect(greeting.text).toBe('Hello {{ called.notes }}');
	});
});
