/// <reference lib="webworker" />
import * as v from 'valibot';
import { pushMessageSchema, type PushChoice, type PushMessage } from '#domain/push-message.ts';
import { ringingTag } from '#domain/ringing-notification.ts';
import { push as de } from '#i18n/de/push.ts';
import { push as en } from '#i18n/en/push.ts';
import { DeviceStore } from '#storage/device-store.ts';
import { markProcessed } from './send-unsent.ts';

declare const self: ServiceWorkerGlobalScope;

/** Members that TypeScript's library lacks (Notifications API). */
interface PushNotificationOptions extends NotificationOptions {
	readonly actions?: readonly { readonly action: string; readonly title: string }[];
	readonly renotify?: boolean;
	readonly timestamp?: number;
}

const messageSchema = v.pipe(v.string(), v.parseJson(), pushMessageSchema);
/** What a notification of ours knows of its call; written by ourselves. */
const knownSchema = v.object({
	kind: v.literal('push'),
	accountId: v.string(),
	callId: v.string(),
	callBack: v.optional(v.pipe(v.string(), v.startsWith('/dial?')))
});

/**
 * Shows what the server tells of a call. All that is told of one call is one notification, also with what the
 * app itself shows of it.
 *
 * Browsers want every push message to be seen, and show words of their own where it is not: all but the
 * cases below lead to a notification.
 */
export async function showPush(text: string | undefined): Promise<void> {
	const parsed = v.safeParse(messageSchema, text);
	if (!parsed.success) return showUnreadable();
	const message = parsed.output;
	const session = await new DeviceStore().session().catch(() => undefined);
	// Somebody else has signed in, and what is told is not theirs to see.
	if (session && session.account.id !== message.accountId) return showUnreadable();
	const tag = ringingTag(message.callId);
	const [windows, shown] = await Promise.all([
		self.clients.matchAll({ type: 'window', includeUncontrolled: true }),
		self.registration.getNotifications({ tag })
	]);
	const isOpen = windows.length > 0;
	const isLooking = windows.some(({ focused }) => focused);
	// The open app rings, with buttons to answer; and where it was answered there, nothing is news.
	const isTold =
		isOpen && (message.kind === 'ringing' ? shown.length > 0 : message.kind === 'over');
	if (isLooking || isTold) {
		if (message.kind === 'over') for (const notification of shown) notification.close();
		return;
	}
	await self.registration.showNotification(titleOf(message), optionsOf(message));
}

/** What a click on the notification, or on one of its buttons, leads to; false where it is none of ours. */
export function choosePush(data: unknown, action: string): Promise<void> | undefined {
	const known = v.safeParse(knownSchema, data);
	if (!known.success) return undefined;
	const { accountId, callId, callBack } = known.output;
	if (action === 'processed') return markProcessed(accountId, callId);
	return open(action === 'call-back' && callBack !== undefined ? callBack : '/');
}

async function open(path: string): Promise<void> {
	const windows = await self.clients.matchAll({ type: 'window' });
	const nearest =
		windows.find(({ visibilityState }) => visibilityState === 'visible') ?? windows[0];
	if (!nearest) return void (await self.clients.openWindow(path));
	// A window with a call in it must not be loaded anew: the app itself goes to the page.
	const choice: PushChoice = { type: 'push-choice', path };
	if (path !== '/') nearest.postMessage(choice);
	await nearest.focus();
}

function titleOf({ caller, called }: PushMessage): string {
	return called === '' ? caller : `${caller} – ${called}`;
}

function optionsOf(message: PushMessage): PushNotificationOptions {
	const { accountId, callId, lang, detail } = message;
	const words = (lang === 'de' ? de : en).notification;
	const data = { kind: 'push', accountId, callId };
	const shared = {
		...{ tag: ringingTag(callId), lang, data },
		...{ icon: '/icon-192.png', badge: '/icon-monochrome-512.png' }
	};
	const withDetail = (text: string) => (detail === '' ? text : `${detail}\n${text}`);
	switch (message.kind) {
		case 'ringing':
			return { ...shared, body: withDetail(words.ringing), requireInteraction: true };
		case 'over':
			return { ...shared, body: message.answered ? words.answered : words.over, silent: true };
		case 'unanswered': {
			const { callBack, when } = message;
			const processed = { action: 'processed', title: words.processed };
			return {
				...shared,
				body: withDetail(words.unanswered(when)),
				...(callBack !== undefined && { data: { ...data, callBack } }),
				renotify: true,
				actions: callBack
					? [{ action: 'call-back', title: words.callBack }, processed]
					: [processed]
			};
		}
	}
}

/** From a server of another version, or for somebody who is not signed in here any more. */
async function showUnreadable(): Promise<void> {
	const words = (/^de\b/i.test(navigator.language) ? de : en).notification;
	await self.registration.showNotification('Anteroom', {
		...{ tag: 'push-unreadable', body: words.unreadable, silent: true },
		...{ icon: '/icon-192.png', data: { kind: 'push', accountId: '', callId: '' } }
	});
}
