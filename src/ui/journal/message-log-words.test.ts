import { expect, test } from 'vitest';
import { exampleCall } from '#domain/example-calls.ts';
import { MESSAGE_LOG_CODES, messageLogCode } from '#domain/message-log.ts';
import { composeMail } from '#domain/notification-message.ts';
import { composeSms } from '#domain/notification-sms.ts';
import { defaultSettings, type Settings } from '#domain/settings.ts';
import { de } from '#i18n/de.ts';
import { en } from '#i18n/en.ts';
import { texts } from '#i18n/texts.ts';
import { messageLogWords } from './message-log-words.ts';

const NOW = Date.parse('2026-03-11T10:00:00Z');

/** The logs of both messages about a call, with these settings. */
function logsOf(change: (settings: Settings) => Settings, example: 'known' | 'withheld' = 'known') {
	const defaults = defaultSettings('anna@office.example');
	const sms = { ...defaults.sms, enabled: true, number: '+491713920099' };
	const settings = change({ ...defaults, sms });
	const facts = { ...exampleCall(example, NOW), settings, product: 'Anteroom', appUrl: '' };
	const system = { name: 'Anteroom', address: 'anteroom@office.example' };
	return [true, false].flatMap((anySender) => [
		...(composeMail({ ...facts, system })?.log ?? []),
		...(composeSms({ ...facts, service: { sender: 'Anteroom', anySender } })?.log ?? [])
	]);
}

const asCaller = (settings: Settings): Settings => ({
	...settings,
	email: { ...settings.email, callerAsSender: true },
	sms: { ...settings.sms, callerAsSender: true, maxSegments: 1 }
});
const withSms = (sms: string) => (settings: Settings) => {
	const own = { ...settings.templates.en, sms };
	return asCaller({ ...settings, locale: 'en', templates: { ...settings.templates, en: own } });
};

/** All that the composers can say, as they say it. */
const LOG = [
	...logsOf(withSms('{{ caller')),
	...logsOf(withSms('{{ nothing }}'), 'withheld'),
	...logsOf(withSms('{{ caller.title }}'.repeat(11))),
	...logsOf(withSms('x'.repeat(200)))
];

test.each(MESSAGE_LOG_CODES)('%s can come about, and there are words for it', (code) => {
	const entries = LOG.filter((entry) => messageLogCode(entry) === code);
	expect(entries).not.toEqual([]);
	for (const entry of entries) {
		const english = messageLogWords(entry, texts('en', en));
		const german = messageLogWords(entry, texts('de', de));
		expect(english).toMatch(/^[A-Z].*\.$/);
		expect(german).toMatch(/^[A-Z].*\.$/);
		expect(german).not.toBe(english);
	}
});

test('the composers say nothing that has no words', () => {
	expect(LOG.filter((entry) => messageLogWords(entry, texts('en', en)) === '')).toEqual([]);
});

test('a template that failed is named, with the place and the reason', () => {
	const entry = LOG.find((line) => line.startsWith('own-template-failed')) ?? '';
	expect(messageLogWords(entry, texts('en', en))).toMatch(
		/^Your own template \(text message\) is wrong at 1:\d+, .+: the built-in one was used\.$/
	);
});

test('of a code of another version nothing is said', () => {
	expect(messageLogWords('sms-sent-by-pigeon', texts('en', en))).toBe('');
});
