const ICON = '/icon.svg';
const RINGING_ICON = '/icon-ringing.svg';

interface TabState {
	/** Who calls for whom; undefined while nobody does. */
	readonly ringing: string | undefined;
	/** Unanswered calls that nobody has cared for yet. */
	readonly open: number;
}

/**
 * Says in the tab's title and icon, and at the installed app's own icon (Badging API), that it rings or
 * how many calls wait for an answer.
 */
export function markTab({ ringing, open }: TabState): void {
	const count = open > 0 ? `(${open}) ` : '';
	document.title = ringing ? `☎ ${ringing}` : `${count}Anteroom`;
	const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
	const href = ringing ? RINGING_ICON : ICON;
	if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href);
	// Not in every browser, and refused where the app is not installed.
	void navigator.setAppBadge?.(open).catch(() => {});
}
