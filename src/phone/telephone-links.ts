/** Links that web apps may be given (HTML §8.10.1.3); `callto:` and `sips:` are not among them. */
export const LINK_SCHEMES = ['tel', 'sip'] as const;

/** False where no page is given links: Safari, browsers on telephones, and over http. */
export function canTakeLinks(): boolean {
	return 'registerProtocolHandler' in navigator;
}

/**
 * Asks the browser to open links of this scheme with the app. The browser asks the person in turn, and
 * tells no page what has been decided. The app's manifest says the same of the installed app.
 */
export function takeLinks(scheme: (typeof LINK_SCHEMES)[number]): void {
	navigator.registerProtocolHandler(scheme, `${location.origin}/dial?link=%s`);
}
