import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter({ out: 'build', precompress: true }),
		// What only app stores and installation dialogs show need not be there offline.
		serviceWorker: { register: false, files: (path) => !path.startsWith('screenshots/') },
		// A page that begins as the splash does not wait for a dozen small files of styles.
		inlineStyleThreshold: 20_000,
		// Without the server every page starts from the shell of `/`: what that loads must be found from anywhere.
		paths: { relative: false },
		// hooks.server.ts judges the origin of all that changes something. This check would refuse providers'
		// forms too, which come without one.
		csrf: { trustedOrigins: ['*'] },
		files: { serviceWorker: 'src/service-worker/index.ts' },
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['self'],
				'connect-src': ['self', 'ws:', 'wss:'],
				'img-src': ['self', 'data:', 'blob:'],
				'media-src': ['self', 'blob:'],
				'style-src': ['self', 'unsafe-inline'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self']
			}
		}
	}
};
