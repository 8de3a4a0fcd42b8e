import type * as v from 'valibot';
import { ask, type ServerAnswer } from './ask-server.ts';

/** This browser's push subscription; undefined where there is none, or no service worker. */
export async function pushSubscription(): Promise<PushSubscription | undefined> {
	const registration = await navigator.serviceWorker.getRegistration();
	return (await registration?.pushManager?.getSubscription().catch(() => null)) ?? undefined;
}

/**
 * Subscribes this browser, or gives the subscription that it has for the same server.
 *
 * @param publicKey the server's, base64url (RFC 8292)
 * @throws where the browser has no permission, or does not reach its push service.
 */
export async function newSubscription(publicKey: string): Promise<PushSubscription> {
	const { pushManager } = await navigator.serviceWorker.ready;
	const options = { userVisibleOnly: true, applicationServerKey: publicKey };
	try {
		return await pushManager.subscribe(options);
	} catch (error) {
		// Subscribed for another server's key: that of an installation which has been set up anew.
		const other = await pushManager.getSubscription();
		if (!other) throw error;
		await other.unsubscribe();
		return pushManager.subscribe(options);
	}
}

/** Ends it in the browser; the push service then tells the server that it is gone. */
export async function endPush(): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	const subscription = await pushSubscription();
	await subscription?.unsubscribe().catch(() => {});
}

/** Tells the server where this browser gets its messages. */
export function sendSubscription<Schema extends v.GenericSchema>(
	schema: Schema,
	subscription: PushSubscription,
	device: { readonly deviceId: string; readonly name: string }
): Promise<ServerAnswer<v.InferOutput<Schema>>> {
	const { endpoint, keys } = subscription.toJSON();
	const body = { ...device, endpoint, keys };
	return ask(schema, '/api/push-devices', { method: 'PUT', body });
}
