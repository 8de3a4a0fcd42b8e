import { goto } from '$app/navigation';

/** Ctrl+K or Cmd+K brings the person from every page to the search field; a dialog keeps its keys. */
export async function searchShortcut(event: KeyboardEvent): Promise<void> {
	const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
	if (key.toLowerCase() !== 'k' || ctrlKey === metaKey || altKey || shiftKey) return;
	if (document.querySelector('dialog[open], [aria-modal=true]')) return;
	event.preventDefault();
	if (location.pathname !== '/') await goto('/');
	// A page may keep the person, to save first: then there is no such field.
	const field = document.querySelector<HTMLInputElement>('[aria-keyshortcuts~="Control+K"]');
	field?.focus();
	field?.select();
}
