import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contact, SourceAnswer } from './contact.ts';
import { composeMail } from './notification-message.ts';
import {
	contactSample,
	hotlineSample,
	joinedCall,
	numberCaller,
	phoneNumber,
	SETTINGS
} from './sample-calls.ts';
import type { Settings } from './settings.ts';

/** Many runs: how long they take says something of the machine only (ms). */
const PATIENCE = 60_000;

type Facts = Parameters<typeof composeMail>[0];
const SYSTEM = { address: 'anteroom@office.example', name: 'Anteroom' };

const known = (contact: Contact, certain = true): SourceAnswer[] => [
	{ source: 'own', status: 'found', matches: [{ contact, certain }] }
];

const mail = ({
	email,
	...changed
}: Partial<Facts> & { email?: Partial<Settings['email']> } = {}) => {
	const settings = { ...SETTINGS, locale: 'en', ...changed.settings } as const;
	const composed = composeMail({
		call: joinedCall(),
		lookup: [],
		callsToday: 1,
		product: 'Anteroom',
		appUrl: 'https://phone.office.example',
		system: SYSTEM,
		...changed,
		settings: { ...settings, email: { ...settings.email, ...email } }
	});
	if (!composed) throw new Error('nobody gets one');
	return composed;
};

/** Every `href` of the HTML, unescaped. */
const links = (html: string) =>
	[...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

/** What a reader sees of the HTML. */
const words = (html: string) =>
	html
		.replace(/<head>.*<\/head>/s, '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ');

describe('who gets it', () => {
	test('the account’s address, or the hotline’s override', () => {
		expect(mail().to).toBe('anna@office.example');
		expect(mail({ hotline: hotlineSample() }).to).toBe('anna@office.example');
		const hotline = hotlineSample({ notifyAddress: 'weber@practice.example' });
		expect(mail({ hotline }).to).toBe('weber@practice.example');
		expect(mail({ hotline, email: { address: '' } }).to).toBe('weber@practice.example');
	});

	test('nobody, where e-mail is off or there is no address', () => {
		expect(() => mail({ email: { enabled: false } })).toThrow('nobody');
		expect(() => mail({ email: { address: '' } })).toThrow('nobody');
	});
});

describe('the system as sender', () => {
	test('exactly these fields', () => {
		const { from, sender, replyTo, envelopeFrom, headers, dsnNever, log } = mail({
			lookup: known(contactSample())
		});
		expect({ from, sender, replyTo, envelopeFrom, headers, dsnNever, log }).toStrictEqual({
			from: { name: 'Erika Mustermann via Anteroom', address: SYSTEM.address },
			sender: undefined,
			replyTo: { name: 'Erika Mustermann', address: 'erika@mustermann.example' },
			envelopeFrom: SYSTEM.address,
			headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
			dsnNever: false,
			log: []
		});
	});

	test.each<[string, SourceAnswer[]]>([
		['an unknown caller', []],
		['an uncertain match', known(contactSample(), false)],
		['a contact without address', known(contactSample({ emails: [] }))]
	])('%s: no Reply-To, and never the caller as sender', (_, lookup) => {
		for (const callerAsSender of [true, false]) {
			const { from, replyTo, envelopeFrom, headers, log } = mail({
				lookup,
				email: { callerAsSender }
			});
			expect(from.address).toBe(SYSTEM.address);
			expect(envelopeFrom).toBe(SYSTEM.address);
			expect(replyTo).toBeUndefined();
			expect(Object.keys(headers)).toHaveLength(2);
			expect(log).toEqual(callerAsSender ? ['caller-as-sender-without-address'] : []);
		}
	});

	test('an uncertain match names nobody', () => {
		const { subject, text, html } = mail({ lookup: known(contactSample(), false) });
		expect(subject + text + html).not.toMatch(/Mustermann/i);
	});
});

describe('the caller as sender', () => {
	test('exactly these fields, and no header that would suppress an absence reply', () => {
		const { from, sender, replyTo, envelopeFrom, headers, dsnNever, log } = mail({
			lookup: known(contactSample()),
			email: { callerAsSender: true }
		});
		expect({ from, sender, replyTo, envelopeFrom, headers, dsnNever, log }).toStrictEqual({
			from: { name: 'Erika Mustermann', address: 'erika@mustermann.example' },
			sender: SYSTEM.address,
			replyTo: undefined,
			envelopeFrom: 'erika@mustermann.example',
			headers: {},
			dsnNever: true,
			log: ['caller-as-sender']
		});
	});

	test('never for a caller who turned out to be withheld', () => {
		const composed = mail({
			call: joinedCall({ caller: { kind: 'withheld' } }),
			lookup: known(contactSample()),
			email: { callerAsSender: true }
		});
		expect(composed.from).toEqual({
			name: 'Number withheld via Anteroom',
			address: SYSTEM.address
		});
		expect(JSON.stringify(composed)).not.toMatch(/mustermann|3920010/i);
	});
});

describe('what it says', () => {
	const facts = {
		lookup: known(contactSample()),
		hotline: hotlineSample(),
		callsToday: 3,
		call: joinedCall({ ringMs: 12_345 })
	};

	test('in English', () => {
		const { subject, text, html } = mail(facts);
		expect(subject).toBe('Missed call from Erika Mustermann for Dr. Weber');
		expect(text).toBe(`Missed call from Erika Mustermann
Company:  Mustermann GmbH
Number:   0171 3920010
Number:   030 23125010
E-mail:   erika@mustermann.example
For:      Dr. Weber (Practice line, 030 23125100)
When:     Tuesday, 12 May 2026 at 10:30
Rang:     12 s (caller hung up)
Today:    3 calls

Call back: https://phone.office.example/dial?number=%2B491713920010&hotline=weber
`);
		for (const part of [
			'Erika Mustermann',
			'Mustermann GmbH',
			'0171 3920010',
			'030 23125010',
			'erika@mustermann.example',
			'Dr. Weber',
			'Practice line, 030 23125100',
			'Tuesday, 12 May 2026 at 10:30',
			'12 s (caller hung up)',
			'Calls today 3',
			'Call back'
		]) {
			expect(words(html)).toContain(part);
		}
		expect(html).toContain('<html lang="en">');
	});

	test('in German', () => {
		const { subject, text, html } = mail({ ...facts, settings: { ...SETTINGS, locale: 'de' } });
		expect(subject).toBe('Verpasster Anruf von Erika Mustermann für Dr. Weber');
		expect(text).toBe(`Verpasster Anruf von Erika Mustermann
Firma:     Mustermann GmbH
Nummer:    0171 3920010
Nummer:    030 23125010
E-Mail:    erika@mustermann.example
Für:       Dr. Weber (Practice line, 030 23125100)
Wann:      Dienstag, 12. Mai 2026 um 10:30
Klingelte: 12 s (Anrufer hat aufgelegt)
Heute:     3 Anrufe

Zurückrufen: https://phone.office.example/dial?number=%2B491713920010&hotline=weber
`);
		expect(words(html)).toContain('Anrufe heute 3');
		expect(html).toContain('<html lang="de">');
	});

	test('the first call of the day too', () => {
		expect(mail().text).toContain('Today:    1 call\n');
		expect(mail({ settings: { ...SETTINGS, locale: 'de' } }).text).toContain(
			'Heute:     1 Anruf\n'
		);
	});

	test('when is the start of the call in the account’s zone, on both sides of a clock change', () => {
		const at = (utc: string, timeZone: string) =>
			mail({
				call: joinedCall({ startedAt: Date.parse(utc), endedAt: Date.parse(utc) + 3_600_000 }),
				settings: { ...SETTINGS, locale: 'en', timeZone }
			}).text;
		expect(at('2026-03-29T00:59:00Z', 'Europe/Berlin')).toContain('29 March 2026 at 01:59');
		expect(at('2026-03-29T01:00:00Z', 'Europe/Berlin')).toContain('29 March 2026 at 03:00');
		expect(at('2026-01-01T04:30:00Z', 'America/New_York')).toContain('31 December 2025 at 23:30');
	});

	test('an unknown caller by the network’s name, else by the number', () => {
		const caller = { ...numberCaller('0171 3920010'), displayName: 'Erika' };
		expect(mail({ call: joinedCall({ caller }) }).subject).toBe(
			'Missed call from Erika for 030 23125100'
		);
		expect(mail().subject).toBe('Missed call from 0171 3920010 for 030 23125100');
		const nameless = { ...caller, displayName: '\u200b \u202e' };
		expect(mail({ call: joinedCall({ caller: nameless }) }).subject).toContain('from 0171 3920010');
	});

	test('a contact that is only a company, a hotline that has only a name', () => {
		expect(mail({ lookup: known(contactSample({ name: '' })) }).subject).toContain(
			'from Mustermann GmbH'
		);
		const { subject, text } = mail({ hotline: hotlineSample({ company: '' }) });
		expect(subject).toContain('for Practice line');
		expect(text).toContain('For:      Practice line (030 23125100)\n');
	});

	test('a SIP user with a contact shows all the contact’s numbers; what is no number is shown as written', () => {
		const caller = { kind: 'user', user: 'erika', domain: 'pbx.example', source: 'from' } as const;
		const contact = contactSample({
			numbers: [
				{ type: 'work', raw: '030 23125-010' },
				{ type: 'other', raw: 'ask the <desk>' }
			]
		});
		const { text, html } = mail({ call: joinedCall({ caller }), lookup: known(contact) });
		expect(text).toContain('Number:   030 23125010\nNumber:   ask the <desk>\n');
		expect(html).toContain('<br>ask the &lt;desk&gt;');
	});

	test.each([
		['missed', 'caller hung up'],
		['timed-out', 'nobody answered'],
		['busy', 'busy'],
		['declined', 'declined'],
		['unreachable', 'no device was reachable'],
		['voicemail', 'went to voicemail']
	] as const)('%s: %s', (outcome, said) => {
		expect(mail({ call: joinedCall({ outcome }) }).text).toContain(`(${said})`);
	});

	test('withheld and unavailable are told apart, without links or counts', () => {
		for (const [kind, en, de] of [
			['withheld', 'Number withheld', 'Nummer unterdrückt'],
			['unavailable', 'Number unavailable', 'Nummer nicht verfügbar']
		] as const) {
			const call = joinedCall({ caller: { kind } });
			const { subject, text, html } = mail({ call, callsToday: 7 });
			expect(subject).toBe(`Missed call from ${en} for 030 23125100`);
			expect(links(html)).toEqual([]);
			expect(text).not.toMatch(/https?:|Number: |Today/);
			expect(mail({ call, settings: { ...SETTINGS, locale: 'de' } }).subject).toContain(de);
		}
	});
});

describe('own templates', () => {
	type Templates = Settings['templates']['en'];
	const own = (templates: Partial<Templates>) => {
		const all = SETTINGS.templates;
		return mail({
			lookup: known(contactSample({ name: 'Erika <Muster>' })),
			settings: {
				...SETTINGS,
				locale: 'en',
				templates: { ...all, en: { ...all.en, ...templates } }
			}
		});
	};
	const builtIn = own({});

	test('take the place of the built-in ones, each for its part', () => {
		expect(own({ subject: 'Call {{ caller.title }}\r\nBcc: x' }).subject).toBe(
			'Call Erika <Muster> Bcc: x'
		);
		const { text, html, subject, log } = own({
			text: 'Ring {{ numbers[0].text }}',
			html: '<b>{{ subject }}</b> {{ caller.title | raw }}'
		});
		expect(text).toBe('Ring 0171 3920010');
		expect(html).toBe(
			'<b>Missed call from Erika &lt;Muster&gt; for 030 23125100</b> Erika &lt;Muster&gt;'
		);
		expect(subject).toBe(builtIn.subject);
		expect(log).toEqual([]);
	});

	test.each([
		['does not parse', 'hello\n{{ caller.title', /^own-template-failed text 2:1 ./],
		['names an unknown filter', '{{ caller.title | shout }}', /^own-template-failed text 1:\d+ ./],
		[
			'does too much',
			'{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}',
			/^own-template-failed text /
		],
		['says nothing', '{% if false %}x{% endif %} ', /^own-template-empty text$/]
	])(
		'one that %s costs no message: the built-in stands in, and the log says so',
		(_, text, said) => {
			const composed = own({ text, subject: 'My own' });
			expect(composed.text).toBe(builtIn.text);
			expect(composed.subject).toBe('My own');
			expect(composed.log).toEqual([expect.stringMatching(said)]);
		}
	);

	test('every part falls back for itself', () => {
		const { subject, text, html, log } = own({ subject: '{{', text: '{{', html: '{{' });
		expect({ subject, text, html }).toEqual({
			subject: builtIn.subject,
			text: builtIn.text,
			html: builtIn.html
		});
		expect(log.map((line) => line.split(' ')[1])).toEqual(['subject', 'text', 'html']);
	});

	test('those of another language are left alone', () => {
		const all = SETTINGS.templates;
		const settings = {
			...SETTINGS,
			locale: 'de',
			templates: { ...all, en: { ...all.en, subject: 'English' } }
		} as const;
		expect(mail({ settings }).subject).toMatch(/^Verpasster Anruf/);
	});
});

describe('the caller’s vCard', () => {
	const contact = contactSample({ notes: 'pays late' });
	const attached = (changed: Parameters<typeof mail>[0]) => mail(changed).attachments;

	test('3.0 by default, 4.0 by choice, or none', () => {
		expect(attached({ lookup: known(contact) })).toEqual([
			{
				filename: 'Erika Mustermann.vcf',
				contentType: 'text/vcard; charset=utf-8',
				content: expect.stringMatching(/^BEGIN:VCARD\r\nVERSION:3\.0\r\n.*\r\nEND:VCARD\r\n$/s)
			}
		]);
		const [four] = attached({ lookup: known(contact), email: { vcard: '4.0' } });
		expect(four?.content).toContain('VERSION:4.0');
		expect(attached({ lookup: known(contact), email: { vcard: 'off' } })).toEqual([]);
	});

	test('only of a certain match, and never of a withheld caller; without private notes', () => {
		expect(attached({ lookup: known(contact, false) })).toEqual([]);
		expect(attached({ lookup: [] })).toEqual([]);
		const call = joinedCall({ caller: { kind: 'withheld' } });
		expect(attached({ lookup: known(contact), call })).toEqual([]);
		expect(JSON.stringify(mail({ lookup: known(contact) }))).not.toContain('pays late');
	});
});

describe('links', () => {
	const app = 'https://phone.office.example/dial?number=%2B491713920010';

	test.each([
		['tel:', 'tel:+491713920010'],
		['phone:', 'phone:+491713920010'],
		['callto:', 'callto:+491713920010'],
		['x-own:', 'x-own:+491713920010']
	])('the prefix %s', (linkPrefix, href) => {
		expect(links(mail({ email: { linkPrefix } }).html)).toEqual([href, app]);
	});

	test('off: numbers are plain text; the call-back link stays', () => {
		const { html } = mail({ email: { linkPrefix: '' } });
		expect(links(html)).toEqual([app]);
		expect(words(html)).toContain('0171 3920010');
	});

	test('an app whose address is not known has no call-back link', () => {
		const { html, text } = mail({ appUrl: '' });
		expect(links(html)).toEqual(['tel:+491713920010']);
		expect(text).not.toContain('Call back');
	});

	test('extensions and star codes', () => {
		const extension = mail({ call: joinedCall({ caller: numberCaller('100') }) });
		expect(links(extension.html)).toEqual([
			'tel:100',
			'https://phone.office.example/dial?number=100'
		]);
		const star = mail({ call: joinedCall({ caller: numberCaller('*21#') }) });
		expect(links(star.html)).toEqual([
			'tel:*21%23',
			'https://phone.office.example/dial?number=*21%23'
		]);
	});

	test('a SIP user can be called back only in the own domain: elsewhere the name means somebody else', () => {
		const caller = {
			kind: 'user',
			user: 'reception',
			domain: 'pbx.example',
			source: 'from'
		} as const;
		const call = joinedCall({ caller });
		expect(links(mail({ call, sipDomain: 'PBX.example:5060' }).html)).toEqual([
			'https://phone.office.example/dial?number=reception'
		]);
		expect(links(mail({ call, sipDomain: 'other.example' }).html)).toEqual([]);
		expect(links(mail({ call }).html)).toEqual([]);
	});
});

describe('hostile names', () => {
	const HOSTILE = [
		'Eve\r\nBcc: evil@evil.example',
		'Eve\nSubject: You won',
		'"Eve" <evil@evil.example>, second@evil.example',
		"</title></h1><script>alert('x')</script><img src=x onerror=alert(1)>",
		'" onmouseover="alert(1)',
		'{{ caller.email }}{% for i in (1..99999) %}',
		'\u202eevE\u2066\u0000\u2028Bcc: evil@evil.example',
		'=?utf-8?Q?=0D=0ABcc:_evil@evil.example?=',
		'x'.repeat(10_240),
		'"'.repeat(10_240),
		'<'.repeat(10_240)
	];
	/** The tags that our own template writes, with nothing from the network. */
	const tags = (html: string) => html.match(/<[^>]*>/g)?.map((tag) => tag.split(/[\s>]/)[0]);

	const everywhere = (name: string) => {
		const raw = phoneNumber('0171 3920010');
		return [
			mail({
				call: joinedCall({
					caller: { kind: 'number', number: raw, displayName: name, source: 'from' }
				})
			}),
			mail({
				call: joinedCall({
					caller: { kind: 'user', user: name, domain: 'pbx.example', source: 'from' },
					called: { user: name, source: 'to', divertedFrom: [] }
				})
			}),
			mail({
				lookup: known(contactSample({ name, company: name })),
				hotline: hotlineSample({ name, company: name }),
				email: { callerAsSender: true }
			})
		];
	};
	const harmless = everywhere('Harmless');

	const expectHarmless = (name: string) => {
		everywhere(name).forEach((composed, at) => {
			const { to, from, sender, replyTo, envelopeFrom, subject, headers, html } = composed;
			const plain = harmless[at];
			if (!plain) throw new Error('nothing to compare with');
			// Addresses and header names are the same as for a harmless name.
			expect({
				to,
				sender,
				envelopeFrom,
				headers,
				from: from.address,
				reply: replyTo?.address
			}).toEqual({
				...{ to: plain.to, sender: plain.sender, envelopeFrom: plain.envelopeFrom },
				...{ headers: plain.headers, from: plain.from.address, reply: plain.replyTo?.address }
			});
			for (const line of [subject, from.name, replyTo?.name ?? '']) {
				expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
				expect(line.length).toBeLessThanOrEqual(200);
			}
			const allowed = new Set(tags(plain.html));
			expect(tags(html)?.filter((tag) => !allowed.has(tag))).toEqual([]);
			expect(tags(html)?.length).toBeLessThanOrEqual((tags(plain.html)?.length ?? 0) + 6);
			expect(html).not.toMatch(/<[^>]* on\w+=/);
			expect(
				links(html).every((href) => /^(tel:\+\d+|https:\/\/phone\.office\.example\/)/.test(href))
			).toBe(true);
			expect(html.length).toBeLessThan(10_000);
		});
	};

	test.each(HOSTILE.map((name) => [name.slice(0, 40), name]))('%j', (_, name) =>
		expectHarmless(name)
	);

	test('whatever else they hold', { timeout: PATIENCE }, () => {
		const name = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 300 }),
			fc.string({ unit: fc.constantFrom(...'<>"\'&;:,@\r\n{}%|=a '), maxLength: 300 })
		);
		fc.assert(fc.property(name, expectHarmless), { numRuns: 40 });
	});

	test('the text part keeps one line for each value', () => {
		const lines = mail().text.split('\n').length;
		const caller = { ...numberCaller('0171 3920010'), displayName: 'Eve\r\nRang: never\u2028x' };
		expect(
			mail({ call: joinedCall({ caller }) }).text.split(/\r\n|[\r\n\u2028\u2029]/)
		).toHaveLength(lines);
	});
});

test('a contact with everything at its limit still gives a message', () => {
	const contact = contactSample({
		name: 'n'.repeat(200),
		company: 'c'.repeat(200),
		numbers: Array.from({ length: 50 }, (_, at) => ({
			type: 'work',
			raw: `030 23125-${100 + at}`
		})),
		emails: [`${'e'.repeat(60)}@${'d'.repeat(60)}.example`]
	});
	const { text } = mail({
		lookup: known(contact),
		hotline: hotlineSample({ company: 'h'.repeat(200) })
	});
	expect(text.match(/^Number:/gm)).toHaveLength(51);
});
