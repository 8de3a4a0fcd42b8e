import { measureLevel } from '#media/level-meter.ts';
import { microphonePermission, openMicrophone } from '#media/microphone.ts';
import type { RemoteAudio } from '#media/remote-audio.ts';
import type { Ringtone } from '#media/ringtone.ts';
import { listSoundDevices, watchSoundDevices } from '#media/sound-devices.ts';
import { playTestTone } from '#media/test-tone.ts';
import { DeviceStore } from '#storage/device-store.ts';
import { DeviceSound } from './device-sound.svelte.ts';
import type { Phone } from './phone.svelte.ts';

interface Sounding {
	readonly ringtone: Ringtone;
	readonly remote: RemoteAudio;
	/** The phone whose calls are heard; undefined where another tab has it. */
	readonly phone: () => Phone | undefined;
	complain(problem: string): void;
}

/** The sound of this computer, with the browser's devices, which are looked for before the first call. */
export async function createDeviceSound(parts: Sounding): Promise<DeviceSound> {
	const { ringtone, remote, phone, complain } = parts;
	const store = new DeviceStore();
	// What is chosen in one tab holds in the one that has the telephone.
	const tabs = new BroadcastChannel('anteroom-sound');
	const permission = await microphonePermission();
	const sound = new DeviceSound({
		load: () => store.sound(),
		async save(settings) {
			await store.saveSound(settings);
			tabs.postMessage('changed');
		},
		devices: listSoundDevices,
		watchDevices: watchSoundDevices,
		isMicrophoneAllowed: () => permission?.state === 'granted',
		openMicrophone,
		useOutputs({ speaker, ringer, ringVolume }) {
			remote.useOutput(speaker);
			ringtone.useOutput(ringer, ringVolume);
		},
		measure: measureLevel,
		playTone: playTestTone,
		calls: () => phone()?.calls ?? [],
		missing: (problem) => phone()?.report(`microphone-${problem}`),
		found: () => phone()?.microphoneFound(),
		complain,
		closed: () => tabs.close()
	});
	tabs.addEventListener('message', () => void sound.reload());
	await sound.start();
	return sound;
}
