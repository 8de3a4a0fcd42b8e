import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { decideDescribed } from '#domain/described-call.ts';
import type { Decision } from '#domain/notification-rules.ts';
import type { Replay } from '#domain/replay-calls.ts';
import type { Settings } from '#domain/settings.ts';
import { SettingsEditor } from '#phone/settings-editor.svelte.ts';
import { incoming, sessionOf, START } from '#phone/test-line.ts';
import { expectAccessible } from '#ui/test/accessible.ts';
import { renderIn } from '#ui/test/render-in.ts';
import SettingsForm from './SettingsForm.svelte';

let editor: SettingsEditor;
let asked: Settings[];
let answer: (settings: Settings) => Response | Promise<Response>;

const replay = () => page.getByTestId('replay');
const summary = () => replay().getByRole('status');
const described = () => page.getByTestId('described-call');
const result = () => page.getByTestId('described-result');

beforeEach(() => {
	asked = [];
	answer = () => Response.json({ calls: 12, changed: [] } satisfies Replay);
	vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
		if (path !== '/api/replays') return Response.json({ channels: [] });
		const { settings } = JSON.parse(String(init.body));
		asked.push(settings);
		return answer(settings);
	});
});
afterEach(() => vi.unstubAllGlobals());

async function show(locale: 'de' | 'en' = 'en') {
	editor = new SettingsEditor(
		{ saveSettings: async ({ changed }) => ({ state: 'saved', settings: changed }) },
		sessionOf(locale).settings
	);
	await renderIn(locale, SettingsForm, {
		editor,
		saved: undefined,
		sipDomain: 'demo.example',
		userName: 'Anna',
		presenceRefused: false
	});
}

function decision(settings: Settings): Decision {
	const made = decideDescribed(
		{
			caller: 'number',
			number: '030 23125010',
			isKnown: false,
			outcome: 'missed',
			ringMs: 12_000,
			startedAt: START,
			lastNotifiedAt: undefined,
			lastActiveAt: undefined
		},
		settings,
		'demo.example'
	);
	if (!made) throw new Error('the call is described in full');
	return made;
}

test('a call that a change would silence stands there, with the rule that does', async () => {
	const saved = sessionOf().settings;
	answer = (settings) =>
		Response.json({
			calls: 12,
			changed: settings.exceptions.noContact
				? [
						{
							callId: 'a',
							startedAt: START,
							outcome: 'missed',
							caller: incoming().caller,
							contact: null,
							before: decision(saved),
							after: decision(settings)
						}
					]
				: []
		} satisfies Replay);
	await show();
	await expect.element(summary()).toMatchTextContent(/All of your last 12 calls/);
	await page.getByRole('switch', { name: 'If no contact is found for the caller' }).click();
	await expect
		.element(summary())
		.toMatchTextContent(/12 calls, 1 would be decided differently; 11/);
	const call = page.getByTestId('replayed-call');
	await expect.element(call).toMatchTextContent(/030 23125010 missed .*11:00/);
	await expect
		.element(call)
		.toMatchTextContent(/Then: notified\. With these settings: not notified\./);
	await expect
		.element(call.getByTestId('verdict'))
		.toMatchTextContent(/No contact data: applies: no notification \(no source knows/);
	await expectAccessible();
	await page.getByRole('switch', { name: 'If no contact is found for the caller' }).click();
	await expect.element(summary()).toMatchTextContent(/All of your last 12 calls/);
});

test('the server is asked for what rules look at, and only the last of quick changes', async () => {
	const slow = Promise.withResolvers<Response>();
	answer = () => slow.promise;
	await show();
	await expect.element(summary()).toMatchTextContent(/once more …/);
	await page.getByRole('textbox', { name: 'Own template' }).fill('{{ caller.title }}');
	for (const list of [['1'], ['1', '2'], ['1', '2', '3']]) {
		editor.draft.exceptions.list = list;
		await expect
			.element(page.getByRole('textbox', { name: 'Numbers and extensions' }))
			.toHaveValue(list.join('\n'));
	}
	answer = () => Response.json({ calls: 1, changed: [] });
	slow.resolve(Response.json({ calls: 3, changed: [] }));
	await expect.element(summary()).toHaveTextContent('Your last call would be decided as it was.');
	expect(asked.map(({ exceptions }) => exceptions.list)).toEqual([[], ['1', '2', '3']]);
	expect(asked[1]?.templates.en.subject).toBe('');
});

test('says that there are no calls, that fields are wrong, and that the server is away', async () => {
	answer = () => Response.json({ calls: 0, changed: [] });
	await show();
	await expect.element(summary()).toHaveTextContent('No call has been decided yet.');
	const zone = page.getByRole('combobox', { name: 'Time zone' });
	await zone.fill('Europe/Atl');
	await expect.element(summary()).toMatchTextContent(/Check the marked fields/);
	answer = () => Promise.reject(new TypeError('Failed to fetch'));
	await zone.fill('Europe/Athens');
	await expect.element(summary()).toMatchTextContent(/The server does not answer/);
	await expectAccessible();
	answer = () => Response.json({ calls: 2, changed: [] });
	await replay().getByRole('button', { name: 'Try again' }).click();
	await expect.element(summary()).toMatchTextContent(/All of your last 2 calls/);
});

test('a call is described by hand, and each rule judges it by the draft', async () => {
	await show();
	await page.getByText('Describe a call').click();
	await expect.element(result()).toHaveTextContent('You would be notified.');
	await described().getByRole('textbox', { name: 'How long it rang (seconds)' }).fill('1,5');
	await expect.element(result()).toHaveTextContent('You would not be notified.');
	await page.getByRole('switch', { name: 'If it rang only briefly' }).click();
	await expect.element(result()).toHaveTextContent('You would be notified.');
	await described().getByRole('combobox', { name: 'How it ended' }).selectOptions('declined');
	await expect.element(result()).toMatchTextContent(/not be notified\. .*does not count/);
	await described().getByRole('combobox', { name: 'How it ended' }).selectOptions('missed');
	await described()
		.getByRole('combobox', { name: 'Who calls' })
		.selectOptions('somebody who hides the number');
	const rule = described().getByTestId('verdict').filter({ hasText: 'Number withheld' });
	await expect.element(rule).toMatchTextContent(/would apply, but is switched off/);
	expect(editor.isDirty).toBe(true);
	await expectAccessible();
});

test('who is described wrongly is asked for; Enter saves nothing', async () => {
	await show('de');
	await page.getByText('Einen Anruf beschreiben').click();
	const number = described().getByRole('textbox', { name: 'Nummer oder SIP-Adresse' });
	await number.fill('niemand');
	await expect.element(result()).toMatchTextContent(/Geben Sie eine Nummer ein/);
	editor.draft.exceptions.withheld = true;
	(number.element() as HTMLElement).focus();
	await userEvent.keyboard('{Enter}');
	await number.fill('123');
	await expect.element(described().getByText('Interner Anruf')).toBeVisible();
	expect(editor.isDirty).toBe(true);
});
