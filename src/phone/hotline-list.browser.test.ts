import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyHotline } from '#domain/hotline.ts';
import { hotlineEditor } from './hotline-list.ts';
import { PRACTICE } from './test-line.ts';

let sent: unknown[];
let answer: () => Response | Promise<Response>;
/** What happens while the newest hotlines are fetched. */
let load: () => void;
const session = { load: async () => load() };

beforeEach(() => {
	sent = [];
	load = () => {};
	answer = () => Response.json({ stamp: 's' });
	vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
		sent.push(JSON.parse(String(init.body)));
		return answer();
	});
});
afterEach(() => vi.unstubAllGlobals());

const edit = () => hotlineEditor(session, PRACTICE, false);

test('what is wrong is not sent', async () => {
	const editor = edit();
	editor.draft.name = '';
	editor.draft.numbers = ['100', 'nobody'];
	await editor.save();
	expect(editor.state).toBe('invalid');
	expect([...editor.problems.keys()]).toEqual(['name', 'numbers']);
	expect(sent).toEqual([]);
});

test('what is saved goes out with what it was before, and is the new base', async () => {
	const editor = edit();
	expect(editor.isDirty).toBe(false);
	editor.draft.notes = 'new';
	expect(editor.isDirty).toBe(true);
	await editor.save();
	const saved = { ...PRACTICE, notes: 'new' };
	expect(sent).toEqual([{ save: [{ hotline: saved, base: PRACTICE }], remove: [] }]);
	expect([editor.state, editor.isDirty, editor.base]).toEqual(['saved', false, saved]);
});

test('what is typed while it is being saved stays', async () => {
	const editor = edit();
	editor.draft.notes = 'first';
	answer = () => {
		editor.draft.company = 'typed meanwhile';
		return Response.json({ stamp: 's' });
	};
	await editor.save();
	expect(editor.draft).toMatchObject({ notes: 'first', company: 'typed meanwhile' });
	expect(editor.isDirty).toBe(true);
});

test('a new hotline is saved as one that nobody has, once', async () => {
	const editor = hotlineEditor(session, emptyHotline('fresh'), true);
	expect([editor.isNew, editor.isDirty]).toEqual([true, false]);
	editor.draft.name = 'Fresh';
	await editor.save();
	editor.draft.name = 'Fresher';
	await editor.save();
	expect(sent).toMatchObject([{ save: [{ base: null }] }, { save: [{ base: { name: 'Fresh' } }] }]);
	expect(editor.isNew).toBe(false);
});

test('what somebody else changed is shown where nothing is being written', () => {
	const editor = edit();
	editor.follow({ ...PRACTICE, name: 'Theirs' });
	expect(editor.draft.name).toBe('Theirs');
	expect(editor.changedElsewhere).toBeUndefined();
});

test('where both changed it, nothing is lost: the versions can be joined or theirs be taken', async () => {
	const theirs = { ...PRACTICE, name: 'Theirs', notes: 'theirs' };
	for (const keepMine of [true, false]) {
		const editor = edit();
		editor.draft.notes = 'mine';
		answer = () =>
			Response.json({ code: 'changed-elsewhere', ids: [PRACTICE.id] }, { status: 409 });
		load = () => editor.follow(theirs);
		await editor.save();
		expect(editor.failure).toEqual({ ok: false, failure: 'changed-elsewhere' });
		expect(editor.draft).toMatchObject({ name: PRACTICE.name, notes: 'mine' });
		expect(editor.changedElsewhere).toEqual({ newest: theirs });
		editor.takeNewest(keepMine);
		expect(editor.draft).toEqual(keepMine ? { ...theirs, notes: 'mine' } : theirs);
		expect([editor.changedElsewhere, editor.base]).toEqual([undefined, theirs]);
		expect(editor.isDirty).toBe(keepMine);
	}
});

test('where somebody deleted it, what is written can become a new one', async () => {
	const editor = edit();
	editor.draft.notes = 'mine';
	editor.follow(undefined);
	expect(editor.changedElsewhere).toEqual({ newest: undefined });
	editor.keepDeleted();
	expect(editor.changedElsewhere).toBeUndefined();
	await editor.save();
	expect(sent).toMatchObject([{ save: [{ hotline: { notes: 'mine' }, base: null }] }]);
});

test.each([
	[() => Response.json({ code: 'internal' }, { status: 500 }), 'refused'],
	[() => Promise.reject(new TypeError('Failed to fetch')), 'unreachable']
] as const)('what cannot be saved is still there', async (failing, kind) => {
	const editor = edit();
	editor.draft.notes = 'mine';
	answer = failing;
	await editor.save();
	expect(editor.state).toBe('failed');
	expect(editor.failure).toMatchObject({ ok: false, failure: { kind } });
	expect([editor.draft.notes, editor.isDirty]).toEqual(['mine', true]);
});
