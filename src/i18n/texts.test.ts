import { expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { preferredLocale, texts } from './texts.ts';

test.each([
	[['de-AT', 'en'], 'de'],
	[['en-GB', 'de'], 'en'],
	[['fr', 'DE-ch'], 'de'],
	[['fr', 'it'], 'en'],
	[['den', 'de'], 'de'],
	[[], 'en']
] as const)('of %j we speak %s', (languages, locale) => {
	expect(preferredLocale(languages)).toBe(locale);
});

test('words and formats are of one language', () => {
	const german = texts('de', de, 'Europe/Berlin');
	expect(german.t.call.answer).toBe('Annehmen');
	expect(
		german.f.when(Date.parse('2026-03-09T08:05:00Z'), Date.parse('2026-03-11T08:05:00Z'))
	).toMatch(/^Mo/);
	expect(texts('en', en).t.call.answer).toBe('Answer');
});

test('no text is empty, and none was left in the other language', () => {
	// Names of things and words that both languages share.
	const shared = new Set([
		'Anteroom',
		'Name',
		'Text',
		'HTML',
		'wss://pbx.example/ws',
		'Demo',
		'SIP-Domain',
		'Hotline',
		'Hotlines',
		'Import',
		'Export',
		'Filter',
		'Fax',
		'Active Directory'
	]);
	const english = leaves(en);
	const german = leaves(de);
	expect([...german.keys()]).toEqual([...english.keys()]);
	for (const [path, words] of english) {
		expect(words.trim(), path).not.toBe('');
		expect(german.get(path)?.trim(), path).not.toBe('');
		if (!shared.has(words)) expect(german.get(path), path).not.toBe(words);
	}
});

/** Every text by its path; those with parameters as they read with a sign in place of each. */
function leaves(messages: object, path = ''): Map<string, string> {
	const found = new Map<string, string>();
	for (const [key, value] of Object.entries(messages)) {
		const at = path === '' ? key : `${path}.${key}`;
		if (typeof value === 'string') found.set(at, value);
		else if (typeof value === 'function') found.set(at, value('◊', '◊'));
		else for (const [inner, words] of leaves(value, at)) found.set(inner, words);
	}
	return found;
}
