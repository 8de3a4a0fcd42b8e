/// <reference lib="webworker" />
import {
	ringingTag,
	type RingingChoice,
	type RingingNotification,
	type RingingOver
} from '#domain/ringing-notification.ts';

declare const self: ServiceWorkerGlobalScope;

/** Actions are not in TypeScript's library (Notifications API). */
interface ActionableOptions extends NotificationOptions {
	readonly actions: readonly { readonly action: string; readonly title: string }[];
}

/** One after the other: what is over must not be shown by an earlier word that took longer. */
let work: Promise<unknown> = Promise.resolve();

/** Shows a ringing call unless the person works in the app at the moment, or takes it away. */
export function followRinging(message: RingingNotification | RingingOver): Promise<unknown> {
	work = work
		.then(() => (message.type === 'ringing' ? show(message) : close(message.callId)))
		// Forbidden meanwhile: the page rings all the same.
		.catch(() => {});
	return work;
}

/** What a click on the notification, or on one of its buttons, leads to. */
export async function chooseRinging(callId: string, action: string): Promise<void> {
	const choice = action === 'answer' || action === 'decline' ? action : 'open';
	const windows = await self.clients.matchAll({ type: 'window' });
	// Whichever of them has the telephone does it; the others pass it on, which does no harm.
	const message: RingingChoice = { type: 'ringing-choice', callId, choice };
	for (const window of windows) window.postMessage(message);
	if (choice === 'decline') return;
	const nearest =
		windows.find(({ visibilityState }) => visibilityState === 'visible') ?? windows[0];
	if (nearest) await nearest.focus();
	else await self.clients.openWindow('/');
}

async function show(call: RingingNotification): Promise<void> {
	const windows = await self.clients.matchAll({ type: 'window' });
	if (windows.some(({ focused }) => focused)) return close(call.callId);
	const options: ActionableOptions = {
		tag: ringingTag(call.callId),
		body: call.body,
		lang: call.lang,
		icon: '/icon-192.png',
		badge: '/icon-monochrome-512.png',
		// It stays as long as it rings, and the phone itself is heard.
		requireInteraction: true,
		silent: true,
		actions: [
			{ action: 'answer', title: call.answer },
			{ action: 'decline', title: call.decline }
		],
		data: { kind: 'ringing', callId: call.callId }
	};
	await self.registration.showNotification(call.title, options);
}

async function close(callId: string): Promise<void> {
	const shown = await self.registration.getNotifications({ tag: ringingTag(callId) });
	for (const notification of shown) notification.close();
}
