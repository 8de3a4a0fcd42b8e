import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contact, SourceAnswer } from './contact.ts';
import { composeSms } from './notification-sms.ts';
import {
	contactSample,
	hotlineSample,
	joinedCall,
	numberCaller,
	SETTINGS
} from './sample-calls.ts';
import type { Settings } from './settings.ts';
import { isSmsSender } from './sms-sender.ts';
import { smsSize } from './sms-segments.ts';

type Facts = Parameters<typeof composeSms>[0];
const SERVICE = { sender: 'Anteroom', anySender: true };

const known = (contact: Contact, certain = true): SourceAnswer[] => [
	{ source: 'own', status: 'found', matches: [{ contact, certain }] }
];

interface Changed extends Partial<Omit<Facts, 'settings'>> {
	readonly sms?: Partial<Settings['sms']>;
	readonly own?: string;
	readonly locale?: 'de' | 'en';
}

const compose = ({ sms, own = '', locale = 'en', ...changed }: Changed = {}) => {
	const templates = { ...SETTINGS.templates };
	templates[locale] = { ...templates[locale], sms: own };
	return composeSms({
		call: joinedCall(),
		lookup: [],
		callsToday: 1,
		product: 'Anteroom',
		appUrl: '',
		service: SERVICE,
		...changed,
		settings: {
			...SETTINGS,
			locale,
			templates,
			sms: { ...SETTINGS.sms, enabled: true, number: '+491713920099', ...sms }
		}
	});
};

const composed = (changed: Changed = {}) => {
	const content = compose(changed);
	if (!content) throw new Error('nobody gets one');
	return content;
};

describe('who gets it', () => {
	test('the account’s number', () => expect(composed().to).toBe('+491713920099'));

	test('nobody, where it is off, has no number, or the installation has no provider', () => {
		expect(compose({ sms: { enabled: false } })).toBeUndefined();
		expect(compose({ sms: { number: '' } })).toBeUndefined();
		expect(compose({ service: undefined })).toBeUndefined();
	});
});

describe('the sender', () => {
	const callerAsSender = { callerAsSender: true };

	test('is the own one, unless the caller’s number is wanted', () => {
		expect(composed()).toMatchObject({ from: 'Anteroom', log: [] });
		expect(composed({ sms: callerAsSender })).toMatchObject({
			from: '+491713920010',
			log: ['sms-caller-as-sender']
		});
	});

	test('is the own one where the provider takes no other; the caller is in the text', () => {
		const service = { ...SERVICE, anySender: false };
		const { from, text, log } = composed({ sms: callerAsSender, service });
		expect(from).toBe('Anteroom');
		expect(text).toContain('0171 3920010');
		expect(log).toEqual(['sms-caller-as-sender-not-allowed']);
	});

	test.each([
		['withheld', { kind: 'withheld' } as const],
		['unavailable', { kind: 'unavailable' } as const],
		['an extension', numberCaller('100')]
	])('is the own one for a caller who is %s', (_, caller) => {
		const { from, log } = composed({ sms: callerAsSender, call: joinedCall({ caller }) });
		expect(from).toBe('Anteroom');
		expect(log).toEqual(['sms-caller-as-sender-without-number']);
	});

	test.each([
		['Anteroom', true],
		['Dr. Weber', true],
		['4U', true],
		['twelve chars', false],
		['', false],
		['+491713920010', true],
		['123456789012345', true],
		['1234567890123456', false],
		['Büro', false],
		['a\r\nb', false]
	])('%j is one: %s', (sender, is) => expect(isSmsSender(sender)).toBe(is));
});

describe('what it says', () => {
	const facts = { lookup: known(contactSample()), hotline: hotlineSample() };

	test('in English and in German, in one segment of the GSM alphabet', () => {
		expect(composed(facts).text).toBe(
			'Missed call from Erika Mustermann, 0171 3920010 for Dr. Weber, 12 May, 10:30'
		);
		expect(composed({ ...facts, callsToday: 3, locale: 'de' }).text).toBe(
			'Verpasster Anruf von Erika Mustermann, 0171 3920010 für Dr. Weber, 12. Mai, 10:30 (3 Anrufe heute)'
		);
		expect(smsSize(composed({ ...facts, locale: 'de' }).text)).toEqual({
			encoding: 'GSM-7',
			segments: 1
		});
	});

	test('an unknown caller’s number stands once; an uncertain match names nobody', () => {
		const text = 'Missed call from 0171 3920010 for 030 23125100, 12 May, 10:30';
		expect(composed().text).toBe(text);
		expect(composed({ lookup: known(contactSample(), false) }).text).toBe(text);
	});

	test('nothing of a withheld caller', () => {
		const call = joinedCall({ caller: { kind: 'withheld' } });
		const { text } = composed({ ...facts, call });
		expect(text).toBe('Missed call from Number withheld for Dr. Weber, 12 May, 10:30');
	});

	test('by the own template; a broken one gives way', () => {
		expect(composed({ own: 'Ring {{ caller.number }}' }).text).toBe('Ring 0171 3920010');
		const { text, log } = composed({ own: '{{ caller' });
		expect(text).toMatch(/^Missed call from/);
		expect(log).toEqual([expect.stringMatching(/^own-template-failed sms /)]);
	});
});

describe('how long it gets', () => {
	const long = known(contactSample({ name: 'Friedrich '.repeat(19) }));
	const hotline = hotlineSample({ company: 'Weber und Kollegen '.repeat(9) });

	test.each([1, 2, 3])(
		'names are shortened to %i segments, and no more than that',
		(maxSegments) => {
			const { text, log } = composed({ lookup: long, hotline, sms: { maxSegments } });
			expect(smsSize(text).segments).toBe(maxSegments === 3 ? 2 : maxSegments);
			expect(log).toEqual(maxSegments === 1 ? ['sms-names-shortened'] : []);
			expect(text).toContain('0171 3920010');
			expect(text).toContain('12 May, 10:30');
		}
	);

	test('a name beyond the GSM alphabet has less room', () => {
		const lookup = known(contactSample({ name: 'Александр Сергеевич Пушкин-Гончаров' }));
		const { text, log } = composed({ lookup, hotline, sms: { maxSegments: 1 } });
		expect(smsSize(text)).toEqual({ encoding: 'UCS-2', segments: 1 });
		expect(text).toMatch(/Алекс.*\., 0171 3920010 for Weber.*12 May, 10:30$/);
		expect(log).toEqual(['sms-names-shortened']);
	});

	test('numbers are never shortened', () => {
		const own = '{{ called.title }} '.repeat(20);
		const { text } = composed({ own, sms: { maxSegments: 1 } });
		expect(text).toMatch(/^(030 23125100 )+/);
	});

	test('an own template that is too long is cut, between characters', () => {
		const { text, log } = composed({ own: '👩‍👩‍👧'.repeat(100), sms: { maxSegments: 1 } });
		expect(text).toBe('👩‍👩‍👧'.repeat(8));
		expect(log).toEqual(['sms-text-cut']);
		const loop = '{% for i in (1..900) %}{{ caller.title }}{% endfor %}';
		expect(smsSize(composed({ own: loop }).text).segments).toBe(2);
	});

	test('whatever names hold, it fits and has no control characters', () => {
		const names = fc.string({ unit: 'binary', maxLength: 200 });
		fc.assert(
			fc.property(names, names, fc.integer({ min: 1, max: 3 }), (name, company, maxSegments) => {
				const { text } = composed({
					lookup: known(contactSample({ name })),
					hotline: hotlineSample({ company }),
					sms: { maxSegments }
				});
				expect(smsSize(text).segments).toBeLessThanOrEqual(maxSegments);
				expect(text).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
				expect(text.isWellFormed()).toBe(true);
			}),
			{ numRuns: 60 }
		);
	});
});
