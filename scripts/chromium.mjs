import { existsSync } from 'node:fs';

/** @returns {string | undefined} the Chromium that the tests drive: $CHROMIUM, else the distribution's */
export function installedChromium() {
	const { CHROMIUM } = process.env;
	if (CHROMIUM) return CHROMIUM;
	return ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));
}
