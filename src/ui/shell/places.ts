import type { Messages } from '#i18n/en.ts';
import type { IconName } from '#ui/shared/Icon.svelte';

/** A page of the settings. */
export interface SettingsPlace {
	readonly href: string;
	readonly name: (t: Messages) => string;
	/** For administrators alone. */
	readonly admin?: boolean;
}

/** Where the settings are changed: the own ones, this device's, and those of all. */
export const SETTINGS_PLACES: readonly SettingsPlace[] = [
	{ href: '/settings', name: (t) => t.shell.own },
	{ href: '/device', name: (t) => t.sound.title },
	{ href: '/diagnostics', name: (t) => t.diagnostics.title },
	{ href: '/accounts', name: (t) => t.accounts.title, admin: true },
	{ href: '/directories', name: (t) => t.directories.title, admin: true },
	{ href: '/ice-servers', name: (t) => t.iceServers.title, admin: true }
];

/** One of the app's few main places. */
export interface Place {
	readonly href: string;
	readonly icon: IconName;
	readonly name: (t: Messages) => string;
	/** Whether a page, by its path, belongs to the place. */
	holds(path: string): boolean;
}

export const PLACES: readonly Place[] = [
	{ href: '/', icon: 'phone', name: (t) => t.shell.phone, holds: (path) => path === '/' },
	{
		href: '/contacts',
		icon: 'contacts',
		name: (t) => t.contacts.title,
		holds: (path) => isBelow('/contacts', path) || isBelow('/folders', path)
	},
	{
		href: '/hotlines',
		icon: 'hotlines',
		name: (t) => t.hotlines.title,
		holds: (path) => isBelow('/hotlines', path)
	},
	{
		href: '/settings',
		icon: 'settings',
		name: (t) => t.settings.link,
		holds: (path) => SETTINGS_PLACES.some(({ href }) => isBelow(href, path))
	}
];

function isBelow(place: string, path: string): boolean {
	return path === place || path.startsWith(`${place}/`);
}
