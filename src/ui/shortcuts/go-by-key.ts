import { goto } from '$app/navigation';
import type { Shortcut } from '#domain/shortcut.ts';

const PLACES: Partial<Record<Shortcut, string>> = {
	phone: '/',
	contacts: '/contacts',
	hotlines: '/hotlines',
	settings: '/settings'
};

/** Brings the person to a field or a place, from every page; a dialog keeps its keys. False for all else. */
export function goByKey(shortcut: Shortcut): boolean {
	if (document.querySelector('dialog[open], [aria-modal=true]')) return false;
	const place = PLACES[shortcut];
	if (place !== undefined) void goto(place);
	else if (shortcut === 'dial') void goToDialField();
	else if (shortcut === 'search') void goToSearch();
	else return false;
	return true;
}

/** The search of the page that is open; where it has none, the field that finds everybody. */
async function goToSearch(): Promise<void> {
	const field = document.querySelector<HTMLInputElement>('main input[type=search]');
	if (field?.checkVisibility()) take(field);
	else await goToDialField();
}

async function goToDialField(): Promise<void> {
	if (location.pathname !== '/') await goto('/');
	// A page may keep the person, to save first: then there is no such field.
	const field = document.querySelector<HTMLInputElement>('[data-dial-field]');
	if (field) take(field);
}

function take(field: HTMLInputElement): void {
	field.focus();
	field.select();
}
