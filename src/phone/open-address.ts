/** On the desk alone nothing can be half written that would be lost by going elsewhere. */
const LEFT_BY_ITSELF = '/';

/**
 * Opens an address: a page of this app (`/…`) here, a web page in another tab, any other by the program
 * that the browser gives it to. False where it was not opened. What nobody has asked for (`isAsked`) is
 * only opened by a page that is in sight, as the same call rings in each tab.
 */
export function openAddress(
	address: string,
	isAsked: boolean,
	navigate: (path: string) => void
): boolean {
	if (!isAsked && document.hidden) return false;
	if (address.startsWith('/')) {
		if (!isAsked && location.pathname !== LEFT_BY_ITSELF) return false;
		navigate(address);
		return true;
	}
	if (!/^https?:/i.test(address)) {
		location.assign(address);
		return true;
	}
	// With `noopener` the browser would not say whether it has blocked the tab.
	const opened = open('about:blank');
	if (!opened) return false;
	opened.opener = null;
	opened.location.replace(address);
	return true;
}
