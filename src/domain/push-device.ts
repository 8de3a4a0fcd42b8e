import * as v from 'valibot';
import { cleanText } from './sip-address.ts';

export const MAX_DEVICE_NAME = 60;

const deviceName = v.pipe(
	v.string(),
	v.transform((name) => cleanText(name, MAX_DEVICE_NAME)),
	v.minLength(1)
);
const base64url = (max: number) => v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(max));

/** What a browser says of itself to be told of calls by push: its `PushSubscription` (Push API), and its name. */
export const newPushDeviceSchema = v.object({
	/** The same as in its call reports. */
	deviceId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
	name: deviceName,
	endpoint: v.pipe(v.string(), v.maxLength(2_048)),
	keys: v.object({ p256dh: base64url(200), auth: base64url(100) })
});
export type NewPushDevice = v.InferOutput<typeof newPushDeviceSchema>;

/** Which of the own devices, and what it is to be called. */
export const pushDeviceKeySchema = v.object({ id: v.pipe(v.string(), v.maxLength(64)) });
export const pushDeviceChangeSchema = v.object({
	...pushDeviceKeySchema.entries,
	name: deviceName
});

/** A device as its owner sees it. Times are UTC epoch ms. */
const pushDeviceSchema = v.object({
	id: v.string(),
	deviceId: v.string(),
	name: v.string(),
	madeAt: v.number(),
	/** When a push service last took a message for it; null where none has been sent. */
	usedAt: v.nullable(v.number())
});
export type PushDevice = v.InferOutput<typeof pushDeviceSchema>;

/** GET /api/push-devices. */
export const pushDevicesSchema = v.object({
	/** By which browsers know this server (VAPID, RFC 8292), base64url. */
	publicKey: v.string(),
	devices: v.array(pushDeviceSchema)
});
export type PushDevices = v.InferOutput<typeof pushDevicesSchema>;
