/// <reference lib="webworker" />
import * as v from 'valibot';
import { pushDevicesSchema } from '#domain/push-device.ts';
import { ask } from '#phone/ask-server.ts';
import { sendSubscription } from '#phone/push-subscription.ts';
import { DeviceStore } from '#storage/device-store.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * Subscribes anew and tells the server, where this device is among those that it tells (Push API,
 * `pushsubscriptionchange`). Where that fails the app does it at its next start.
 */
export async function renewSubscription(): Promise<void> {
	const answer = await ask(pushDevicesSchema, '/api/push-devices');
	if (!answer.ok) return;
	const deviceId = await new DeviceStore().deviceId(crypto.randomUUID());
	const known = answer.value.devices.find((device) => device.deviceId === deviceId);
	if (!known) return;
	const options = { userVisibleOnly: true, applicationServerKey: answer.value.publicKey };
	const subscription = await self.registration.pushManager.subscribe(options);
	await sendSubscription(v.unknown(), subscription, known);
}
