import { DeviceStore } from '#storage/device-store.ts';
import { syncLater } from './background-sync.ts';
import { endPush } from './push-subscription.ts';
import { Session } from './session.svelte.ts';
import { SettingsChanges } from './settings-changes.ts';

/** Who is signed in, as this browser remembers and the server says. */
export function createSession(): Session {
	const store = new DeviceStore();
	return new Session(store, new SettingsChanges(store, () => void syncLater()), endPush);
}
