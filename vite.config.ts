import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { installedChromium } from './scripts/chromium.mjs';
import { sipGrammarOnce } from './scripts/sip-grammar.mjs';

const BROWSER_TESTS = 'src/**/*.browser.test.ts';

export default defineConfig({
	plugins: [sveltekit(), sipGrammarOnce()],
	test: {
		// A machine that does much else besides must not make a test fail.
		testTimeout: 30_000,
		hookTimeout: 30_000,
		expect: { poll: { timeout: 20_000 } },
		projects: [
			{
				extends: true,
				test: {
					name: 'node',
					include: ['src/**/*.test.ts'],
					exclude: [BROWSER_TESTS],
					environment: 'node',
					globalSetup: ['tests/unit-setup.ts']
				}
			},
			{
				// Where the browser is part of what is tested: jsdom has neither IndexedDB nor audio nor layout.
				extends: true,
				// Found late, a dependency would be bundled anew and the page reloaded in the middle of a test.
				optimizeDeps: {
					include: [
						'axe-core',
						'dexie',
						'ical.js',
						'libphonenumber-js/min',
						'liquidjs',
						'papaparse',
						'sip.js',
						'sip.js/lib/core',
						'sip.js/lib/platform/web',
						'sms-segments-calculator',
						'valibot',
						'virtua/svelte'
					]
				},
				test: {
					name: 'browser',
					include: [BROWSER_TESTS],
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: {
								executablePath: installedChromium(),
								args: [
									// CI runs as root, where Chromium's sandbox does not start.
									'--no-sandbox',
									'--use-fake-device-for-media-stream',
									'--use-fake-ui-for-media-stream',
									'--autoplay-policy=no-user-gesture-required',
									'--disable-background-networking',
									'--disable-component-update',
									'--disable-quic'
								]
							}
						}),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
