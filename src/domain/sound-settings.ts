import * as v from 'valibot';

/** A device that was chosen. Its id changes when permissions are reset: then it is known by its label. */
const chosenDeviceSchema = v.object({ id: v.string(), label: v.string() });
export type ChosenDevice = v.InferOutput<typeof chosenDeviceSchema>;

/** The sound of one computer, whoever is signed in there; null is the system's own choice. */
export const soundSettingsSchema = v.object({
	microphone: v.nullable(chosenDeviceSchema),
	speaker: v.nullable(chosenDeviceSchema),
	/** Where it rings. */
	ringer: v.nullable(chosenDeviceSchema),
	/** 0 to 1. */
	ringVolume: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
	echoCancellation: v.boolean(),
	noiseSuppression: v.boolean(),
	autoGainControl: v.boolean()
});
export type SoundSettings = v.InferOutput<typeof soundSettingsSchema>;

export const DEFAULT_SOUND: SoundSettings = {
	microphone: null,
	speaker: null,
	ringer: null,
	ringVolume: 1,
	echoCancellation: true,
	noiseSuppression: true,
	autoGainControl: true
};

/** What is plugged in; labels are empty until the microphone is allowed. */
export interface SoundDevices {
	readonly microphones: readonly ChosenDevice[];
	readonly speakers: readonly ChosenDevice[];
}

/** Why there is no microphone: the UI says what to do about each. */
export type MicrophoneProblem = 'blocked' | 'missing' | 'in-use' | 'insecure';

/** The chosen device among those that are there: by its id, else by its label; undefined where it is not plugged in. */
export function findDevice(
	chosen: ChosenDevice | null,
	present: readonly ChosenDevice[]
): ChosenDevice | undefined {
	if (!chosen) return undefined;
	return (
		present.find(({ id }) => id === chosen.id) ??
		present.find(({ label }) => label !== '' && label === chosen.label)
	);
}
