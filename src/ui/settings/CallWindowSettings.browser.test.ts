import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SettingsEditor } from '#phone/settings-editor.svelte.ts';
import { sessionOf } from '#phone/test-line.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import SettingsForm from './SettingsForm.svelte';

let editor: SettingsEditor;

beforeEach(async () => {
	vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ channels: [] })));
	editor = new SettingsEditor(
		{ saveSettings: async ({ changed }) => ({ state: 'saved', settings: changed }) },
		sessionOf('en').settings
	);
	const own = { sipDomain: 'demo.example', userName: 'Anna', presenceRefused: false };
	await renderIn('en', SettingsForm, { editor, saved: undefined, ...own });
});
afterEach(() => vi.unstubAllGlobals());

const order = () => editor.draft.calledNumber.order;
const open = () => page.getByText('Where the called number stands').click();

test('the places of the called number are put in order with the keyboard', async () => {
	await open();
	const up = page.getByRole('button', { name: 'Move up: Diversion: who diverted first' });
	(up.element() as HTMLElement).focus();
	await userEvent.keyboard('{Enter}');
	expect(order().slice(1, 4)).toEqual(['p-called-party-id', 'diversion', 'history-info']);
	await userEvent.keyboard('{Enter}{Enter}');
	expect(order().slice(0, 2)).toEqual(['diversion', 'header']);
	// At the top it can only go down again.
	await expect.element(up).toBeDisabled();
	await expect
		.element(page.getByRole('button', { name: 'Move down: Diversion: who diverted first' }))
		.toHaveFocus();
	await expectAccessible();
});

test('a place is switched off, and comes back last; one always stays', async () => {
	await open();
	const place = (name: string) => page.getByRole('switch', { name });
	await place('Own headers (below)').click();
	expect(order()).not.toContain('header');
	await place('Own headers (below)').click();
	expect(order().at(-1)).toBe('header');
	editor.draft.calledNumber.order = ['to'];
	await expect.element(place('To: the addressee')).toBeDisabled();
	await expect.element(place('To: the addressee')).toHaveAccessibleDescription(/one stays on/);
	expect(editor.problems.size).toBe(0);
});

const greeting = () => page.getByRole('textbox', { name: 'Own greeting' });
const preview = () => page.getByTestId('greeting-preview');

test('a greeting is written beside what it says on an example call, in each language', async () => {
	await expect.element(preview()).toMatchTextContent(/Dr\. Weber, Anna speaking/);
	await greeting().fill('{{ called.company }}, {{ user.name }}{% if caller.isKnown %}!{% endif %}');
	await expect.element(preview()).toMatchTextContent(/Dr\. Weber, Anna!$/);
	await page.getByRole('combobox', { name: 'Language of the greeting' }).selectOptions('Deutsch');
	await expect.element(greeting()).toHaveValue('');
	await expect.element(preview()).toMatchTextContent(/mein Name ist Anna/);
	expect(editor.draft.defaultGreeting.en).toMatch(/called\.company/);
});

test('what is shown of the called contact is written beside an example', async () => {
	const template = page.getByRole('textbox', { name: 'Own template of the called contact' });
	const shown = page.getByTestId('called-contact-preview');
	await expect.element(shown).toMatchTextContent(/Dr. Weber\s*030 23125-101/);
	await template.fill('{{ called.contactName }}, Etage 2');
	await expect.element(shown).toMatchTextContent(/Dr. Weber, Etage 2$/);
	await template.fill('\n{{ called.contactName | nope }}');
	await expect.element(template).toHaveAccessibleDescription(/Line 2, column 1: undefined filter/);
	await expect.element(shown).toMatchTextContent(/030 23125-101/);
	await expectAccessible();
	await page.getByRole('switch', { name: 'Display called contact' }).click();
	expect(editor.draft.calledContact.display).toBe(false);
});

test('an address to open is written beside what it would be', async () => {
	await page.getByRole('combobox', { name: 'When it rings' }).selectOptions('Open an address');
	const address = page.getByRole('textbox', { name: 'Address (When it rings)' });
	await expect.element(address).toHaveAccessibleDescription(/must begin with https:/);
	await address.fill('https://crm.example/?q={{ caller.e164 }}&n={{ caller.name }}');
	await expect
		.element(page.getByTestId('action-example'))
		.toMatchTextContent(/crm\.example\/\?q=%2B491713920010&n=Erika%20Mustermann$/);
	await address.fill('crm:{{ caller.e164 }}');
	await expect.element(address).toHaveAccessibleDescription(/must begin with https:/);
	await page.getByRole('textbox', { name: 'Further schemes' }).fill('CRM://');
	await expect.element(page.getByTestId('action-example')).toMatchTextContent(/crm:%2B49/);
	expect(editor.draft.actions).toMatchObject({
		ringing: { kind: 'url', url: 'crm:{{ caller.e164 }}' },
		schemes: ['crm']
	});
	await expectAccessible();
});

test('an error in a greeting says where it is, and the built-in is shown', async () => {
	await greeting().fill('Hello\n {{ user.name | nope }}');
	await expect
		.element(greeting())
		.toHaveAccessibleDescription(/Line 2, column 2: undefined filter/);
	await expect.element(preview()).toMatchTextContent(/Anna speaking/);
	await greeting().fill('a'.repeat(4_001));
	await expect.element(greeting()).toHaveAccessibleDescription(/too long/);
	await expectAccessible();
});
