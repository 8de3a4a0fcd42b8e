import type { ChosenDevice, SoundDevices } from '#domain/sound-settings.ts';

/** Chromium lists the system's own choice once more under these names. */
const ALIASES = ['', 'default', 'communications'];

/** What is plugged in; nothing outside a secure context. */
export async function listSoundDevices(): Promise<SoundDevices> {
	if (!('mediaDevices' in navigator)) return { microphones: [], speakers: [] };
	const all = await navigator.mediaDevices.enumerateDevices();
	const ofKind = (kind: MediaDeviceKind): ChosenDevice[] =>
		all
			.filter((device) => device.kind === kind && !ALIASES.includes(device.deviceId))
			.map(({ deviceId, label }) => ({ id: deviceId, label }));
	return { microphones: ofKind('audioinput'), speakers: ofKind('audiooutput') };
}

/** Calls `changed` whenever something is plugged in or out; returns how to stop. */
export function watchSoundDevices(changed: () => void): () => void {
	if (!('mediaDevices' in navigator)) return () => {};
	const { mediaDevices } = navigator;
	mediaDevices.addEventListener('devicechange', changed);
	return () => mediaDevices.removeEventListener('devicechange', changed);
}
