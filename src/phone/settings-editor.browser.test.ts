import { beforeEach, expect, test } from 'vitest';
import type { SettingsChange } from '#domain/settings-merge.ts';
import type { Settings } from '#domain/settings.ts';
import type { SettingsSaved } from './settings-changes.ts';
import { SettingsEditor } from './settings-editor.svelte.ts';
import { sessionOf } from './test-line.ts';

const SETTINGS = sessionOf().settings;

let sent: SettingsChange[];
let save: (change: SettingsChange) => Promise<SettingsSaved>;
let editor: SettingsEditor;

beforeEach(() => {
	sent = [];
	save = async ({ changed }) => ({ state: 'saved', settings: changed });
	editor = new SettingsEditor(
		{
			saveSettings(change) {
				sent.push(change);
				return save(change);
			}
		},
		SETTINGS
	);
});

test('nothing is to be saved until something differs, nor once it is as it was', () => {
	expect(editor.isDirty).toBe(false);
	editor.draft.exceptions.list.push('100');
	expect(editor.isDirty).toBe(true);
	editor.draft.exceptions.list.pop();
	expect(editor.isDirty).toBe(false);
	expect(SETTINGS.exceptions.list).toEqual([]);
});

test('discarding brings back what is saved', () => {
	editor.draft.email.address = 'office@';
	expect([...editor.problems.keys()]).toEqual(['email.address']);
	editor.discard();
	expect(editor.draft).toEqual(SETTINGS);
	expect(editor.problems.size).toBe(0);
});

test('what is invalid is not sent', async () => {
	editor.draft.email.linkPrefix = 'javascript:';
	await editor.save();
	expect(editor.state).toBe('invalid');
	expect(sent).toEqual([]);
	expect(editor.isDirty).toBe(true);
});

test('what was saved is the new beginning, with what others changed', async () => {
	save = async ({ changed }) => ({ state: 'saved', settings: { ...changed, locale: 'de' } });
	editor.draft.email.address = 'office@demo.example';
	await editor.save();
	expect(sent[0]?.base).toEqual(SETTINGS);
	expect(editor.isDirty).toBe(false);
	expect(editor.draft).toMatchObject({ locale: 'de', email: { address: 'office@demo.example' } });
});

test('what is typed while it is being saved stays, and is still to be saved', async () => {
	const answer = Promise.withResolvers<SettingsSaved>();
	save = () => answer.promise;
	editor.draft.unanswered.graceMs = 0;
	const saving = editor.save();
	editor.draft.sms.maxSegments = 4;
	const saved: Settings = {
		...SETTINGS,
		unanswered: { ...SETTINGS.unanswered, graceMs: 0 }
	};
	// The session tells of the new settings before the answer comes back here.
	editor.follow(saved);
	answer.resolve({ state: 'saved', settings: saved });
	await saving;
	expect(editor.draft.sms.maxSegments).toBe(4);
	expect(editor.isDirty).toBe(true);
	await editor.save();
	expect(sent[1]?.base.unanswered.graceMs).toBe(0);
});

test('a refused change stays in the form', async () => {
	save = async () => ({
		state: 'refused',
		failure: { kind: 'refused', status: 400, code: 'invalid-body' }
	});
	editor.draft.unanswered.graceMs = 0;
	await editor.save();
	expect(editor.isDirty).toBe(true);
	expect(editor.draft.unanswered.graceMs).toBe(0);
});

test('changes from elsewhere show, but for what is being changed here', () => {
	editor.draft.email.address = 'mine@demo.example';
	editor.follow({
		...SETTINGS,
		email: { ...SETTINGS.email, address: 'theirs@demo.example', vcard: '4.0' }
	});
	expect(editor.draft.email).toMatchObject({ address: 'mine@demo.example', vcard: '4.0' });
	editor.discard();
	expect(editor.draft.email.address).toBe('theirs@demo.example');
});
