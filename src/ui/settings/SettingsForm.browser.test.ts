import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { SettingsEditor } from '#phone/settings-editor.svelte.ts';
import { sessionOf } from '#phone/test-line.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import SettingsForm from './SettingsForm.svelte';

let post: () => Promise<Response>;
let channels: string[];

beforeEach(() => {
	channels = ['mail'];
	vi.stubGlobal('fetch', (_path: string, init: RequestInit) =>
		init.method === 'GET' ? Promise.resolve(Response.json({ channels })) : post()
	);
});
afterEach(() => vi.unstubAllGlobals());

async function show(locale: 'de' | 'en' = 'en', presenceRefused = false) {
	const editor = new SettingsEditor(
		{ saveSettings: async ({ changed }) => ({ state: 'saved', settings: changed }) },
		{ ...sessionOf(locale).settings, tellPresence: presenceRefused }
	);
	await renderIn(locale, SettingsForm, {
		editor,
		saved: undefined,
		sipDomain: 'demo.example',
		userName: 'Anna',
		presenceRefused
	});
}

const mail = () => page.getByTestId('test-mail');
const send = () => mail().getByRole('button', { name: 'Send a test message' });

test('a channel on which the installation does not send says so', async () => {
	await show();
	await expect.element(page.getByText(/has no provider of text messages/)).toBeVisible();
	await expect.element(page.getByTestId('test-sms')).not.toBeInTheDocument();
	await expect.element(mail()).toBeVisible();
});

test('the words of a mail server that does not take it stand there', async () => {
	const answer = '550 5.7.1 <anna@demo.example>: relay access denied';
	post = async () => Response.json({ delivered: false, recipient: 'anna@demo.example', answer });
	await show();
	await send().click();
	await expect.element(mail().getByText(/was not taken/)).toBeVisible();
	await expect.element(mail().getByText(answer)).toBeVisible();
	await expectAccessible();
});

test.each([
	[409, 'no-recipient', /enter where to send to/],
	[429, 'too-many-attempts', /Wait a minute/],
	[500, 'internal', /refused \(internal\)/]
])('where nothing was sent (%i %s) it says why', async (status, code, words) => {
	post = async () => Response.json({ code }, { status });
	await show();
	await send().click();
	await expect.element(mail().getByText(words)).toBeVisible();
});

test('a PBX that takes no presence is told of, until the person turns it off', async () => {
	await show('en', true);
	const notice = page.getByText(/Your PBX does not take this/);
	await expect.element(notice).toBeVisible();
	await page.getByRole('switch', { name: 'Tell the PBX what I am doing' }).click();
	await expect.element(notice).not.toBeInTheDocument();
});

test('the form can be used by everybody, in German too', async () => {
	await show('de');
	await expect.element(page.getByRole('heading', { name: 'Ausnahmen' })).toBeVisible();
	await expectAccessible();
});
