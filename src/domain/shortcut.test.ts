import { describe, expect, test } from 'vitest';
import { SHORTCUT_GROUPS, SHORTCUT_KEYS, shortcutOf, type KeyPress } from './shortcut.ts';

const NOTHING: KeyPress = {
	...{ key: '', code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
	...{ repeat: false, isComposing: false }
};

const press = (part: Partial<KeyPress>): KeyPress => ({ ...NOTHING, ...part });

describe('outside of fields', () => {
	test.each([
		['answer', press({ key: 'a', code: 'KeyA', altKey: true })],
		['answer', press({ key: 'å', code: 'KeyA', altKey: true })],
		['hangUp', press({ key: 'x', code: 'KeyX', altKey: true })],
		['dial', press({ key: 'k', code: 'KeyK', ctrlKey: true })],
		['dial', press({ key: 'k', code: 'KeyK', metaKey: true })],
		['search', press({ key: '/', code: 'Slash' })],
		['search', press({ key: '/', code: 'Digit7', shiftKey: true })],
		['help', press({ key: '?', code: 'Minus', shiftKey: true })],
		['contacts', press({ key: 'c', code: 'KeyC' })],
		['contacts', press({ key: 'C', code: 'KeyC' })]
	] as const)('%s', (shortcut, pressed) => {
		expect(shortcutOf(pressed, false)).toBe(shortcut);
	});

	test.each([
		['AltGr', press({ key: 'a', code: 'KeyA', altKey: true, ctrlKey: true })],
		['Ctrl, which copies', press({ key: 'c', code: 'KeyC', ctrlKey: true })],
		['Cmd, which prints', press({ key: 'p', code: 'KeyP', metaKey: true })],
		['Alt with a place', press({ key: 'c', code: 'KeyC', altKey: true })],
		['Shift with a letter', press({ key: 'C', code: 'KeyC', shiftKey: true })],
		['Ctrl and Cmd', press({ key: 'k', code: 'KeyK', ctrlKey: true, metaKey: true })],
		['a held key', press({ key: 'c', code: 'KeyC', repeat: true })],
		['a letter that is being composed', press({ key: 'c', code: 'KeyC', isComposing: true })],
		['any other key', press({ key: 'z', code: 'KeyZ' })]
	])('%s is none', (_what, pressed) => {
		expect(shortcutOf(pressed, false)).toBeUndefined();
	});
});

describe('in a field', () => {
	test.each([
		['plain letters are text', press({ key: 'c', code: 'KeyC' })],
		['signs are text', press({ key: '?', code: 'Minus', shiftKey: true })],
		['so are letters that Alt writes on a Mac', press({ key: 'å', code: 'KeyA', altKey: true })]
	])('%s', (_what, pressed) => {
		expect(shortcutOf(pressed, true)).toBeUndefined();
	});

	test('a call can be answered where Alt writes nothing', () => {
		expect(shortcutOf(press({ key: 'a', code: 'KeyA', altKey: true }), true)).toBe('answer');
	});
});

test('every shortcut is told of once, and has a key of its own', () => {
	const told = Object.values(SHORTCUT_GROUPS).flat();
	expect(told.toSorted()).toEqual(Object.keys(SHORTCUT_KEYS).toSorted());
	const keys = Object.values(SHORTCUT_KEYS);
	expect(new Set(keys).size).toBe(keys.length);
});
