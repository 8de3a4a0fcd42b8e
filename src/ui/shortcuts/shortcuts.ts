import type { Attachment } from 'svelte/attachments';
import { shortcutOf, type Shortcut } from '#domain/shortcut.ts';
import { keepHere, keptHere } from '#phone/kept-here.ts';

const WISH = 'anteroom-shortcuts';

/** What takes keys as text. */
const FIELD =
	'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=range], [type=color], [type=file])';

/** Whether keys do anything on this device: who speaks to the computer, or presses keys unawares, turns them off. */
export function areShortcutsOn(): boolean {
	return keptHere(WISH) !== 'off';
}

export function turnShortcuts(isOn: boolean): void {
	keepHere(WISH, isOn ? 'on' : 'off');
}

/**
 * Gives keys to an element for as long as it is shown; `take` returns whether it has taken the shortcut.
 * Of several elements the first that takes it is the only one. The element may be in another window than
 * the app's, which has keys of its own.
 */
export function shortcuts(take: (shortcut: Shortcut) => boolean): Attachment<HTMLElement> {
	const pressed = (event: KeyboardEvent) => {
		if (event.defaultPrevented || !areShortcutsOn()) return;
		const shortcut = shortcutOf(event, isTyping(event.target));
		if (shortcut && take(shortcut)) event.preventDefault();
	};
	return ({ ownerDocument: { defaultView } }) => {
		defaultView?.addEventListener('keydown', pressed);
		return () => defaultView?.removeEventListener('keydown', pressed);
	};
}

/** Not by `instanceof`: each window has classes of its own. */
function isTyping(target: EventTarget | null): boolean {
	return target !== null && 'closest' in target && (target as Element).closest(FIELD) !== null;
}
