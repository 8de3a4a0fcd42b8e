import { measureLevel } from '#media/level-meter.ts';
import { openMicrophone } from '#media/microphone.ts';
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
	/** The phone whose calls are heard. */
	readonly phone: () => Phone;
	complain(problem: string): void;
}

/** The sound of this computer, with the browser's devices, which are looked for before the first call. */
export async function createDeviceSound(parts: Sounding): Promise<DeviceSound> {
	const { ringtone, remote, phone, complain } = parts;
	const store = new DeviceStore();
	const sound = new DeviceSound({
		load: () => store.sound(),
		save: (settings) => store.saveSound(settings),
		devices: listSoundDevices,
		watchDevices: watchSoundDevices,
		openMicrophone,
		useOutputs({ speaker, ringer, ringVolume }) {
			remote.useOutput(speaker);
			ringtone.useOutput(ringer, ringVolume);
		},
		measure: measureLevel,
		playTone: playTestTone,
		calls: () => phone().calls,
		missing: (problem) => phone().report(`microphone-${problem}`),
		found: () => phone().microphoneFound(),
		complain
	});
	await sound.start();
	return sound;
}
