import { describe, expect, test } from 'vitest';
import { EXAMPLE_CALLS } from './example-calls.ts';
import { renderText } from './liquid.ts';
import { notificationValueNames, previewNotification } from './settings-preview.ts';
import { defaultSettings, type Settings } from './settings.ts';

const NOW = Date.parse('2026-05-12T08:30:00Z');
const settings = defaultSettings('');

function withTemplates(parts: Partial<Settings['templates']['de']>): Settings {
	const { templates } = settings;
	return { ...settings, templates: { ...templates, de: { ...templates.de, ...parts } } };
}

describe('the preview of notifications', () => {
	test.each(EXAMPLE_CALLS)('shows the built-in messages of a call "%s"', (example) => {
		for (const locale of ['de', 'en'] as const) {
			const preview = previewNotification(settings, locale, example, NOW);
			expect(preview.problems).toEqual([]);
			expect(preview.subject).toMatch(locale === 'de' ? /^Verpasster Anruf/ : /^Missed call/);
			expect(preview.html).toContain('<html');
			expect(preview.text).toContain('2026');
			expect(preview.smsSize.segments).toBeLessThanOrEqual(2);
		}
	});

	test('tells callers and hotlines apart', () => {
		const subject = (example: (typeof EXAMPLE_CALLS)[number]) =>
			previewNotification(settings, 'en', example, NOW).subject;
		expect(subject('known')).toBe('Missed call from Erika Mustermann for Dr. Weber');
		expect(subject('unknown')).toBe('Missed call from 030 23125042 for Dr. Weber');
		expect(subject('withheld')).toBe('Missed call from Number withheld for Dr. Weber');
		expect(subject('no-hotline')).toBe('Missed call from Erika Mustermann for 030 23125100');
	});

	test('uses own templates of the wanted language alone', () => {
		const own = withTemplates({ subject: 'Anruf: {{ caller.title }}' });
		expect(previewNotification(own, 'de', 'known', NOW).subject).toBe('Anruf: Erika Mustermann');
		expect(previewNotification(own, 'en', 'known', NOW).subject).toMatch(/^Missed call/);
	});

	test('says where a template is wrong, and shows what would be sent instead', () => {
		const broken = withTemplates({ text: 'Hallo\n  {{ caller.title | nope }}', sms: '{% if %}' });
		const preview = previewNotification(broken, 'de', 'known', NOW);
		expect(preview.problems).toEqual([
			{ part: 'text', error: { line: 2, column: 3, message: 'undefined filter: nope' } },
			{ part: 'sms', error: expect.objectContaining({ line: 1, column: 6 }) }
		]);
		expect(preview.text).toContain('Verpasster Anruf');
	});

	test('says that a template says nothing for this call', () => {
		const silent = withTemplates({ subject: '{% if caller.company != "" %}Firma{% endif %}' });
		expect(previewNotification(silent, 'de', 'known', NOW).problems).toEqual([]);
		expect(previewNotification(silent, 'de', 'unknown', NOW).problems).toEqual([
			{ part: 'subject' }
		]);
	});

	test('counts segments as the networks do', () => {
		const size = (sms: string) => previewNotification(withTemplates({ sms }), 'de', 'known', NOW);
		expect(size('a'.repeat(160)).smsSize).toEqual({ encoding: 'GSM-7', segments: 1 });
		expect(size('a'.repeat(161)).smsSize).toEqual({ encoding: 'GSM-7', segments: 2 });
		expect(size('ł'.repeat(71)).smsSize).toEqual({ encoding: 'UCS-2', segments: 2 });
		expect(size('a'.repeat(307))).toMatchObject({ isSmsShortened: true, smsSize: { segments: 2 } });
	});
});

test('every name that is offered can be named', () => {
	const names = notificationValueNames(settings);
	expect(names).toContain('caller.title');
	expect(names).toContain('numbers[0].text');
	for (const name of names) expect(renderText(`{{ ${name} }}`, {}, 'en').ok, name).toBe(true);
});
