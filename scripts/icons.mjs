// Draws the app's pictures for home screens from static/icon.svg: `node scripts/icons.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { installedChromium } from './chromium.mjs';

const STATIC = join(import.meta.dirname, '../static');
const svg = readFileSync(join(STATIC, 'icon.svg'), 'utf8');
const [, ground, drawing] = /<svg[^>]*>(<rect[^>]*\/>)(.*)<\/svg>/s.exec(svg) ?? [];
if (!ground || !drawing) throw new Error('icon.svg is not a ground and a drawing');

/** Whatever shape a system cuts out, a circle of 80 % stays: the ground goes on to the edge. */
const maskable = `${ground.replace(/rx="\d+"/, '')}<g transform="translate(6.4 6.4) scale(.8)">${drawing}</g>`;
/** Only what covers counts, so the door's handle is a hole. */
const monochrome = `<mask id="m"><g>${drawing.replaceAll('#2454c5', '#000')}</g></mask><rect width="64" height="64" mask="url(#m)"/>`;

const browser = await chromium.launch({
	executablePath: installedChromium(),
	args: ['--no-sandbox']
});
await draw('icon-192.png', 192, ground + drawing);
await draw('icon-512.png', 512, ground + drawing);
await draw('icon-maskable-512.png', 512, maskable);
await draw('icon-monochrome-512.png', 512, monochrome);
await browser.close();

/** @type {(name: string, size: number, content: string) => Promise<void>} */
async function draw(name, size, content) {
	const page = await browser.newPage({ viewport: { width: size, height: size } });
	await page.setContent(
		`<style>body{margin:0}svg{display:block}</style><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="${size}" height="${size}">${content}</svg>`
	);
	writeFileSync(join(STATIC, name), await page.screenshot({ omitBackground: true }));
	await page.close();
}
