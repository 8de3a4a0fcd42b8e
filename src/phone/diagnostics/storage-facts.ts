import type { StorageFacts } from '#domain/diagnostics.ts';

/**
 * How much this browser keeps of ours, and whether it has promised to. It is asked for that promise first: Chromium
 * gives it without a word to installed apps and those that may notify, but to nobody who has not asked.
 */
export async function storageFacts(): Promise<StorageFacts> {
	const storage = 'storage' in navigator ? navigator.storage : undefined;
	const { usage, quota } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
	return {
		leftBytes: usage === undefined || quota === undefined ? undefined : quota - usage,
		isPersisted: await storage?.persist?.().catch(() => undefined)
	};
}
