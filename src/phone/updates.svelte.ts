import { Workbox } from 'workbox-window';

/** A newer version of the app that waits to take over; calls are never cut by it. */
export interface Updates {
	readonly ready: boolean;
	apply(): void;
}

/** Installs the service worker and watches for new versions. */
export function createUpdates(): Updates {
	let ready = $state(false);
	if (!('serviceWorker' in navigator)) return { ready: false, apply: () => {} };
	const workbox = new Workbox('/service-worker.js');
	workbox.addEventListener('waiting', () => (ready = true));
	// Without it the app works, only not offline; the browser has logged why.
	workbox.register().catch(() => {});
	return {
		get ready() {
			return ready;
		},
		apply() {
			workbox.addEventListener('controlling', () => location.reload());
			workbox.messageSkipWaiting();
		}
	};
}
