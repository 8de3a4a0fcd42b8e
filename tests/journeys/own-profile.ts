import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { installedChromium } from '#scripts/chromium.mjs';

/** A browser with a profile of its own: a private window, as tests have else, installs nothing and takes no links. */
export async function withOwnProfile(
	run: (context: BrowserContext) => Promise<void>
): Promise<void> {
	const profile = await mkdtemp(join(tmpdir(), 'anteroom-profile-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: installedChromium(),
		args: ['--no-sandbox'],
		locale: 'en-GB'
	});
	try {
		await run(context);
	} finally {
		await context.close();
		await rm(profile, { recursive: true, force: true });
	}
}
