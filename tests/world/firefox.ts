import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Browser } from 'puppeteer-core';

/** Debian's Firefox with a fake microphone, allowed notifications, and a push service of ours. */
export interface Firefox {
	readonly browser: Browser;
	stop(): Promise<void>;
}

/** @param pushUrl `ws://…` of the push service; see push-server.ts. */
export async function startFirefox(pushUrl: string): Promise<Firefox> {
	const profile = await mkdtemp(join(tmpdir(), 'anteroom-firefox-'));
	const browser = await launch({
		...{ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true },
		userDataDir: profile,
		extraPrefsFirefox: {
			'dom.push.serverURL': pushUrl,
			'dom.push.testing.allowInsecureServerURL': true,
			'dom.push.connection.enabled': true,
			'alerts.useSystemBackend': false,
			'permissions.default.desktop-notification': 1,
			'media.navigator.streams.fake': true,
			'media.navigator.permission.disabled': true,
			'media.autoplay.default': 0,
			'media.peerconnection.ice.loopback': true,
			'media.peerconnection.ice.obfuscate_host_addresses': false,
			// Offline by its own guess, where there is only loopback.
			'network.manage-offline-status': false,
			'intl.accept_languages': 'en'
		}
	});
	return {
		browser,
		async stop() {
			await browser.close();
			await rm(profile, { recursive: true, force: true });
		}
	};
}
