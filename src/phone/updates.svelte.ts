import { Workbox } from 'workbox-window';
import { afterCalls } from './call-lock.ts';

/** How often a page that stays open looks for a newer version. */
const LOOK_MS = 3_600_000;

/** A newer version of the app that waits to take over. */
export interface Updates {
	/**
	 * `ready` once there is one, `after-call` while it has been agreed to and a call goes on in some tab of
	 * the browser: no call is ever cut by it.
	 */
	readonly state: 'none' | 'ready' | 'after-call';
	apply(): void;
	/** Offers this version no more; it takes over when the app starts anew. */
	later(): void;
}

/** Installs the service worker and watches for new versions as long as the page lives. */
export function createUpdates(): Updates {
	let state = $state<Updates['state']>('none');
	if (!('serviceWorker' in navigator)) {
		return { state: 'none', apply: () => {}, later: () => {} };
	}
	const workbox = new Workbox('/service-worker.js');
	workbox.addEventListener('waiting', () => (state = 'ready'));
	// Without it the app works, only not offline; the browser has logged why.
	workbox.register().catch(() => {});
	const look = () => {
		// Fails where the server is away: the next look is soon enough.
		if (!document.hidden) workbox.update().catch(() => {});
	};
	setInterval(look, LOOK_MS);
	document.addEventListener('visibilitychange', look);
	return {
		get state() {
			return state;
		},
		apply() {
			if (state !== 'ready') return;
			state = 'after-call';
			void afterCalls(async () => {
				// Where another tab has agreed before, this one only has to follow.
				const registration = await navigator.serviceWorker.getRegistration();
				if (!registration?.waiting) return location.reload();
				workbox.addEventListener('controlling', () => location.reload());
				workbox.messageSkipWaiting();
			});
		},
		later: () => (state = 'none')
	};
}
