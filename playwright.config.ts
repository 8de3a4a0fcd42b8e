import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import { installedChromium } from './scripts/chromium.mjs';
import { chromiumArguments } from './tests/world/browser.ts';
import { writeTone } from './tests/world/tone.ts';

/** What the tests' microphone says, Hz. */
const MICROPHONE_HZ = 440;

const tone = writeTone(join(import.meta.dirname, '.cache'), MICROPHONE_HZ);

/**
 * Journeys run against the built server with the demo's own PBX, interop against real peers. Calls are
 * real time and so is their sound: two at once on a small machine disturb each other's.
 */
export default defineConfig({
	testDir: 'tests',
	outputDir: 'test-results',
	workers: 1,
	// No measure of speed: green tests take seconds, on a small machine that does something else beside them more.
	timeout: 180_000,
	expect: { timeout: 30_000 },
	forbidOnly: process.env.CI !== undefined,
	reporter: [['list']],
	use: {
		browserName: 'chromium',
		locale: 'en-GB',
		permissions: ['microphone', 'notifications', 'background-sync'],
		// Traces cost each step time, which a small machine has not: `--trace on` where something is to be understood.
		trace: 'off',
		launchOptions: { executablePath: installedChromium(), args: chromiumArguments(tone) }
	},
	projects: [
		{ name: 'journeys', testDir: 'tests/journeys' },
		{ name: 'interop', testDir: 'tests/interop', timeout: 240_000 },
		// Judges nothing, so `npm test` leaves it out: `npm run bench`.
		{ name: 'bench', testDir: 'tests/bench', testMatch: '*.bench.ts' }
	]
});
