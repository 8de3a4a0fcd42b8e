import { describe, expect, test } from 'vitest';
import { renderCalledContact } from './called-contact.ts';
import { hotlineSample, joinedCall, PLAN, SETTINGS } from './sample-calls.ts';
import type { Hotline } from './hotline.ts';
import type { Settings } from './settings.ts';
import { templateContext } from './template-context.ts';

const WEBER = { name: 'Dr. Weber', number: '030 23125-101', email: 'weber@praxis.example' };

function shown(
	settings: Partial<Settings['calledContact']> = {},
	contact: Hotline['contact'] | null = WEBER
) {
	const hotline = contact ? { hotline: hotlineSample({ contact }) } : {};
	const { caller, called, startedAt } = joinedCall();
	const context = templateContext({
		caller,
		called,
		...hotline,
		user: { name: 'Anna' },
		call: { startedAt, isInternal: false, previousCalls: 0 },
		now: startedAt,
		timeZone: 'Europe/Berlin',
		plan: PLAN
	});
	const calledContact = { ...SETTINGS.calledContact, ...settings };
	return renderCalledContact({ ...hotline, settings: { locale: 'en', calledContact }, context });
}

describe('of the called contact', () => {
	test('name, number and e-mail are shown, what is known of them', () => {
		expect(shown()?.text).toBe('Dr. Weber\n030 23125-101\nweber@praxis.example');
		expect(shown({}, { ...WEBER, name: '', email: '' })?.text).toBe('030 23125-101');
	});

	test('the own template of the language decides', () => {
		const template = { de: 'D', en: '\n{{ called.contactName }} ({{ called.company }})' };
		expect(shown({ template })).toEqual({ text: 'Dr. Weber (Dr. Weber)' });
	});

	test('nothing is shown where it is switched off, empty, or no hotline is called', () => {
		expect(shown({ display: false })).toBeUndefined();
		expect(shown({}, { name: '', number: '', email: '' })).toBeUndefined();
		expect(shown({}, null)).toBeUndefined();
	});

	test('a broken template is told, and the built-in shown', () => {
		const broken = shown({ template: { de: '', en: 'x\n{% if called' } });
		expect(broken?.text).toMatch(/^Dr. Weber\n/);
		expect(broken?.error).toMatchObject({ line: 2, column: 1 });
	});

	test('template syntax in what is known is text', () => {
		expect(shown({}, { ...WEBER, name: '{{ user.name }}' })?.text).toMatch(/^\{\{ user\.name \}\}/);
	});
});
