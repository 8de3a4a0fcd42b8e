import { messageSW, Workbox } from 'workbox-window';
import { afterCalls } from './call-lock.ts';
import { serverVersion } from './server-version.ts';

/** How often a page that stays open looks for a newer version. */
const LOOK_MS = 3_600_000;

/** Another version of the app that waits to take over. */
export interface Updates {
	/**
	 * `ready` once there is one, `needed` while the server speaks another version than this page,
	 * `after-call` once it has been agreed to and a call goes on in some tab of the browser: no call is
	 * ever cut by it.
	 */
	readonly state: 'none' | 'ready' | 'needed' | 'after-call';
	apply(): void;
	/** Offers this version no more; it takes over when the app starts anew. */
	later(): void;
}

/**
 * Installs the service worker and watches for other versions as long as the component lives in whose
 * initialisation it is called.
 *
 * @param version of the page itself
 * @param loaded resolves once the page has all that it shows: what it still asks of the worker that a newer one is
 * about to replace would put that off for minutes
 */
export function createUpdates(version: string, loaded: Promise<void>): Updates {
	let isOffered = $state(false);
	let isAgreed = $state(false);
	let isNeeded = $state(false);
	const workbox = 'serviceWorker' in navigator ? new Workbox('/service-worker.js') : undefined;

	if (workbox) $effect(() => follow(workbox));
	$effect(() =>
		serverVersion.watch(() => {
			isNeeded = serverVersion.differs;
			if (isNeeded) workbox?.update().catch(() => {});
		})
	);

	function follow(workbox: Workbox): () => void {
		workbox.addEventListener('waiting', async ({ sw }) => {
			// A page that was loaded since then is of that version already: there is nothing to agree to.
			if (sw && (await messageSW(sw, { type: 'VERSION' })) === version)
				workbox.messageSkipWaiting();
			else isOffered = true;
		});
		let isOver = false;
		// Without it the app works, only not offline; the browser has logged why.
		void loaded.then(() => (isOver ? undefined : workbox.register())).catch(() => {});
		const look = () => {
			// Fails where the server is away: the next look is soon enough.
			if (!document.hidden) workbox.update().catch(() => {});
		};
		const timer = setInterval(look, LOOK_MS);
		document.addEventListener('visibilitychange', look);
		return () => {
			isOver = true;
			clearInterval(timer);
			document.removeEventListener('visibilitychange', look);
		};
	}

	async function takeOver(): Promise<void> {
		const registration = workbox && (await navigator.serviceWorker.getRegistration());
		// Where another tab has agreed before, this one only has to follow.
		if (!registration?.waiting) return location.reload();
		// A call may have begun meanwhile.
		workbox?.addEventListener('controlling', () => void afterCalls(() => location.reload()));
		workbox?.messageSkipWaiting();
	}

	return {
		get state() {
			if (isAgreed) return 'after-call';
			if (isNeeded) return 'needed';
			return isOffered ? 'ready' : 'none';
		},
		apply() {
			if (isAgreed) return;
			isAgreed = true;
			void afterCalls(takeOver);
		},
		later: () => (isOffered = false)
	};
}
