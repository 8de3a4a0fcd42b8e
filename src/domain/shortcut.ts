/** What a key does, and the key, written as `aria-keyshortcuts` demands it (WAI-ARIA 1.2, 6.6). */
export const SHORTCUT_KEYS = {
	answer: 'Alt+A',
	decline: 'Alt+D',
	hangUp: 'Alt+X',
	mute: 'Alt+M',
	hold: 'Alt+H',
	keypad: 'Alt+K',
	dial: 'Control+K',
	search: '/',
	phone: 'P',
	contacts: 'C',
	hotlines: 'H',
	settings: 'S',
	help: '?'
} as const;

export type Shortcut = keyof typeof SHORTCUT_KEYS;

const SHORTCUTS = Object.keys(SHORTCUT_KEYS) as Shortcut[];

/** The shortcuts in the order and the groups in which people are told of them. */
export const SHORTCUT_GROUPS = {
	calls: ['answer', 'decline', 'hangUp', 'mute', 'hold', 'keypad'],
	finding: ['dial', 'search'],
	places: ['phone', 'contacts', 'hotlines', 'settings', 'help']
} as const satisfies Readonly<Record<string, readonly Shortcut[]>>;

/** A key that goes down, as a browser tells of it (UI Events, KeyboardEvent). */
export interface KeyPress {
	readonly key: string;
	readonly code: string;
	readonly altKey: boolean;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly shiftKey: boolean;
	readonly repeat: boolean;
	readonly isComposing: boolean;
}

/**
 * The shortcut that a key press is; undefined where it is none. Into a field whatever types something goes
 * as text: plain keys, and Alt on a Mac, where it writes other letters. A held key is not a second wish.
 */
export function shortcutOf(press: KeyPress, isTyping: boolean): Shortcut | undefined {
	if (press.repeat || press.isComposing) return undefined;
	return SHORTCUTS.find((shortcut) => isPressed(SHORTCUT_KEYS[shortcut], press, isTyping));
}

function isPressed(keys: string, press: KeyPress, isTyping: boolean): boolean {
	const { altKey, ctrlKey, metaKey, shiftKey } = press;
	const letter = keys.at(-1) ?? '';
	const isLetter = press.key.toUpperCase() === letter;
	// Signs stand on other keys, with Shift or without, on each keyboard.
	const isShifted = shiftKey && /[A-Z]/.test(letter);
	if (isShifted) return false;
	// A Mac has Cmd where others have Ctrl.
	if (keys.startsWith('Control+')) return isLetter && ctrlKey !== metaKey && !altKey;
	// AltGr counts as Ctrl and Alt.
	if (ctrlKey || metaKey) return false;
	if (!keys.startsWith('Alt+')) return isLetter && !altKey && !isTyping;
	return altKey && (isTyping ? isLetter : press.code === `Key${letter}`);
}
