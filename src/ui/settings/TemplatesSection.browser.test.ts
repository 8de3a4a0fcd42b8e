import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { SettingsEditor } from '#phone/settings-editor.svelte.ts';
import { sessionOf } from '#phone/test-line.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import SettingsForm from './SettingsForm.svelte';

let editor: SettingsEditor;

beforeEach(async () => {
	vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ channels: ['mail', 'sms'] })));
	editor = new SettingsEditor(
		{ saveSettings: async ({ changed }) => ({ state: 'saved', settings: changed }) },
		sessionOf('en').settings
	);
	await renderIn('en', SettingsForm, {
		editor,
		saved: undefined,
		sipDomain: 'demo.example',
		userName: 'Anna',
		presenceRefused: false
	});
});
afterEach(() => vi.unstubAllGlobals());

const own = () => page.getByRole('textbox', { name: 'Own template' });
const preview = () => page.getByTestId('preview');
const choose = (label: string, option: string) =>
	page.getByRole('combobox', { name: label, exact: true }).selectOptions(option);

test('what is written shows at once, for each example call', async () => {
	await own().fill('Call from {{ caller.title }}');
	await expect
		.element(preview())
		.toMatchTextContent(/^Preview Call from Erika Mustermann Missed call/);
	await choose('Example call', 'with a hidden number');
	await expect.element(preview()).toMatchTextContent(/^Preview Call from Number withheld/);
	expect(editor.draft.templates.en.subject).toBe('Call from {{ caller.title }}');
	expect(editor.draft.templates.de.subject).toBe('');
});

test('an error says where it is, and the built-in is shown', async () => {
	await choose('Template', 'E-mail: text');
	await own().fill('Hello\n  {{ caller.title | nope }}');
	await expect.element(own()).toHaveAccessibleDescription(/Line 2, column 3: undefined filter/);
	await expect
		.element(preview())
		.toMatchTextContent(/Missed call from Erika Mustermann Company: Mustermann GmbH/);
	await expectAccessible();
});

test('one can start from the built-in template and go back to it', async () => {
	await page.getByRole('button', { name: 'Start from the built-in' }).click();
	await expect.element(own()).toHaveValue(editor.draft.templates.en.subject);
	expect(editor.draft.templates.en.subject).toContain('caller.title');
	await page.getByRole('button', { name: 'Reset to the built-in' }).click();
	await expect.element(own()).toHaveValue('');
	expect(editor.isDirty).toBe(false);
});

test('segments of a text message are counted', async () => {
	await choose('Template', 'Text message');
	await own().fill('a'.repeat(161));
	await expect.element(page.getByTestId('sms-size')).toHaveTextContent('Segments: 2 (GSM-7)');
	await own().fill('a'.repeat(400));
	await expect.element(page.getByTestId('sms-size')).toMatchTextContent(/Shortened/);
});

test('the preview goes on while another field is being written', async () => {
	await page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Atl');
	await own().fill('Still {{ caller.title }}');
	await expect.element(preview()).toMatchTextContent(/Still Erika Mustermann/);
});
