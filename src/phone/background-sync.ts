import { SYNC_TAG } from '#domain/background-sync.ts';

/** Background Synchronization (WICG), which not every browser has and TypeScript does not know. */
interface SyncingRegistration extends ServiceWorkerRegistration {
	readonly sync?: { register(tag: string): Promise<void> };
}

/**
 * Asks the browser to let the service worker send what waits once there is a network, even where no page
 * is open any more. Without it what waits goes out at the next start.
 */
export async function syncLater(): Promise<void> {
	const registration: SyncingRegistration | undefined =
		await navigator.serviceWorker?.getRegistration();
	// Refused in private windows, and where the person has forbidden it.
	await registration?.sync?.register(SYNC_TAG).catch(() => {});
}
