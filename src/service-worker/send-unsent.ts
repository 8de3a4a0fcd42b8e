/// <reference lib="webworker" />
import { SYNC_TAG } from '#domain/background-sync.ts';
import { sendWaitingMarks, sendWaitingReports } from '#phone/send-waiting.ts';
import { sendMarks, sendReports } from '#phone/server-api.ts';
import { SettingsChanges } from '#phone/settings-changes.ts';
import type { SessionInfo } from '#domain/session-info.ts';
import { CallStore } from '#storage/call-store.ts';
import { DeviceStore } from '#storage/device-store.ts';

declare const self: ServiceWorkerGlobalScope;

/** Background Synchronization (WICG), which not every browser has and TypeScript does not know. */
interface SyncingRegistration extends ServiceWorkerRegistration {
	readonly sync?: { register(tag: string): Promise<void> };
}

/**
 * Marks a call processed whether the server can be reached or not: what waits goes out with the next
 * synchronization, or when the app is opened. Only for whoever is signed in here.
 */
export async function markProcessed(accountId: string, callId: string): Promise<void> {
	const session = await new DeviceStore().session();
	if (session?.account.id !== accountId) return;
	const store = openStore(session);
	try {
		const id = crypto.randomUUID();
		await store.mark({ callId, processed: true, at: Date.now(), id });
	} finally {
		store.close();
	}
	await sendUnsent().catch(async () => {
		const { sync }: SyncingRegistration = self.registration;
		await sync?.register(SYNC_TAG).catch(() => {});
	});
}

/**
 * Brings to the server what waits on this device for whoever is signed in: reports of calls, what was
 * said of calls, changed settings. For when no page is open; a page that does the same does no harm.
 *
 * @throws where something still waits: the browser tries again later
 */
export async function sendUnsent(): Promise<void> {
	const device = new DeviceStore();
	const session = await device.session();
	if (!session) return;
	const store = openStore(session);
	try {
		const isSent =
			(await sendWaitingReports({
				unsent: (limit) => store.unsent(limit),
				settle: (ids) => store.settle(ids),
				refuse: (report, code) => store.refuse(report, code),
				send: sendReports,
				complain: (problem) => reportError(new Error(problem))
			})) &&
			(await sendWaitingMarks({
				unsentMarks: (limit) => store.unsentMarks(limit),
				sendMarks,
				settleMarks: (marks) => store.settleMarks(marks)
			}));
		const saved = await new SettingsChanges(device, () => {}).catchUp(session);
		if (!isSent || saved?.state === 'waiting') throw new Error('the server does not answer');
	} finally {
		store.close();
	}
}

function openStore({ account, settings, sip }: SessionInfo): CallStore {
	const network = { plan: settings.numbering, sipDomain: sip?.domain ?? '' };
	return new CallStore(account.id, () => network);
}
