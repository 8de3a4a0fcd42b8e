// Takes the pictures of docs/guide and the screenshots of the manifest from the built demo: `npm run guide`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startApp } from '#world/app-server.ts';
import { chromiumArguments } from '#world/browser.ts';
import { writeTone } from '#world/tone.ts';
import { ring, signIn } from '../tests/journeys/steps.ts';
import { installedChromium } from './chromium.mjs';

const ROOT = join(import.meta.dirname, '..');
const SCREENSHOTS = join(ROOT, 'static/screenshots');
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 400, height: 800 };
/** What a picture may weigh, so that the repository stays small. */
const MAX_BYTES = 60_000;

const app = await startApp({ demo: true });
const browser = await chromium.launch({
	executablePath: installedChromium(),
	args: chromiumArguments(writeTone(join(ROOT, '.cache'), 440))
});
try {
	const person = {
		viewport: WIDE,
		locale: 'en-GB',
		permissions: ['microphone', 'notifications'],
		colorScheme: /** @type {const} */ ('light'),
		reducedMotion: /** @type {const} */ ('reduce')
	};
	const page = await (await browser.newContext(person)).newPage();
	const caller = await (await browser.newContext(person)).newPage();
	await page.goto(`${app.url}/sign-in`);
	await page.evaluate(() => localStorage.setItem('anteroom-guide', 'over'));
	await signIn(page, app.url);
	await caller.goto(`${app.url}/demo/caller`);
	await caller.getByRole('button', { name: 'Ring', exact: true, disabled: false }).waitFor();
	await receiveCalls(page, caller);
	await takePictures(page, caller, 'en');
	await speak(page, 'Deutsch');
	await takePictures(page, caller, 'de');
} finally {
	await browser.close();
	await app.stop();
}

/**
 * Some calls to look back on.
 *
 * @type {(page: Page, caller: Page) => Promise<void>}
 */
async function receiveCalls(page, caller) {
	for (const call of [
		{ who: /withheld/, whom: /Sommer/, hangUpAfterOneSecond: true },
		{ who: /in the contacts/, whom: /Weber/, hangUpAfterOneSecond: true }
	]) {
		await ring(caller, call);
		await page.getByTestId('call-window').waitFor();
		await page.getByTestId('call-window').waitFor({ state: 'detached' });
	}
	await ring(caller, { who: /in the contacts/, whom: /Sommer/ });
	await answer(page);
	await hangUp(page);
}

/**
 * Every place of the app, in the language of the person who is signed in.
 *
 * @type {(page: Page, caller: Page, language: 'en' | 'de') => Promise<void>}
 */
async function takePictures(page, caller, language) {
	const folder = join(ROOT, 'docs/guide/pictures', language);
	await page.goto(app.url);
	// What was decided about both that nobody has answered.
	await page.locator('[data-testid=decision][data-notify]').nth(1).waitFor();
	await picture(page, folder, 'journal');
	await page.goto(`${app.url}/contacts`);
	await page.getByTestId('contact').nth(3).waitFor();
	await picture(page, folder, 'contacts');
	await page.goto(`${app.url}/hotlines`);
	await page.locator('main a[href*="hotlines?id="]').first().click();
	await page.getByTestId('save-bar').waitFor();
	await picture(page, folder, 'hotline');
	await page.goto(`${app.url}/settings`);
	await page.locator('main [role=switch]').first().waitFor();
	await picture(page, folder, 'settings');
	await page.goto(`${app.url}/diagnostics`);
	await page.getByRole('main').getByRole('button').first().click();
	await page.locator('[data-testid=check-echo][data-state=good]').waitFor({ timeout: 60_000 });
	await picture(page, folder, 'diagnostics');
	await page.goto(`${app.url}/welcome`);
	await page.locator('main h1').waitFor();
	await picture(page, folder, 'setup');

	await page.goto(app.url);
	await page.getByTestId('journal-entry').first().waitFor();
	await page.locator('[data-testid=registration][data-state=registered]').waitFor();
	await ring(caller, { who: /in the contacts/, whom: /Weber/ });
	await page.locator('[data-testid=call-window][data-state=ringing]').waitFor();
	// All that is looked up about the caller is there.
	await page.locator('[data-testid=caller-name]', { hasText: /[a-z]/ }).waitFor();
	await page.getByTestId('earlier-calls').waitFor();
	await picture(page, folder, 'ringing');
	if (language === 'en') {
		await picture(page, SCREENSHOTS, 'ringing-wide');
		await page.setViewportSize(NARROW);
		await picture(page, SCREENSHOTS, 'ringing-narrow');
		await page.setViewportSize(WIDE);
	}
	await answer(page);
	await picture(page, folder, 'talking');
	await hangUp(page);
}

/** @type {(page: Page) => Promise<void>} */
async function answer(page) {
	await page.locator('[data-testid=call-window][data-state=ringing]').waitFor();
	await page.keyboard.press('Alt+a');
	await page.locator('[data-testid=call-window][data-state=connected]').waitFor();
}

/** @type {(page: Page) => Promise<void>} */
async function hangUp(page) {
	await page.keyboard.press('Alt+x');
	await page.getByTestId('call-window').waitFor({ state: 'detached' });
}

/**
 * The person changes the language of the app.
 *
 * @type {(page: Page, language: string) => Promise<void>}
 */
async function speak(page, language) {
	await page.goto(`${app.url}/settings`);
	await page.getByLabel('Language', { exact: true }).selectOption(language);
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.locator('html[lang=de]').waitFor();
}

/**
 * What is on the screen, without the banner of the demo.
 *
 * @type {(page: Page, folder: string, name: string) => Promise<void>}
 */
async function picture(page, folder, name) {
	await page.addStyleTag({ content: 'aside.demo { display: none !important }' });
	await page.evaluate(() => document.fonts.ready);
	const devtools = await page.context().newCDPSession(page);
	const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
	const bytes = Buffer.from(data, 'base64');
	if (bytes.length > MAX_BYTES) throw new Error(`${name} is too large: ${bytes.length} bytes`);
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, `${name}.webp`), bytes);
}

/** @typedef {import('@playwright/test').Page} Page */
