import type { MicrophoneProblem } from '#domain/sound-settings.ts';

export type Microphone =
	| { readonly ok: true; readonly stream: MediaStream }
	| { readonly ok: false; readonly problem: MicrophoneProblem };

/** How a microphone is opened. */
interface MicrophoneWish {
	/** Undefined for the system's own choice. */
	readonly deviceId: string | undefined;
	readonly echoCancellation: boolean;
	readonly noiseSuppression: boolean;
	readonly autoGainControl: boolean;
}

/**
 * Opens a microphone for speech; one that has gone meanwhile is replaced by the system's own choice.
 * A failure is a value: a call goes on without it, listening.
 */
export async function openMicrophone({ deviceId, ...speech }: MicrophoneWish): Promise<Microphone> {
	// Absent outside a secure context (https: or localhost), whatever the types say.
	if (!('mediaDevices' in navigator)) return { ok: false, problem: 'insecure' };
	const open = (device: MediaTrackConstraints) =>
		navigator.mediaDevices.getUserMedia({ audio: { ...speech, ...device } });
	try {
		// `ideal` would let the browser take any other without a word.
		const stream = await open(
			deviceId === undefined ? {} : { deviceId: { exact: deviceId } }
		).catch((error: unknown) => {
			if (error instanceof DOMException && error.name === 'NotAllowedError') throw error;
			return open({});
		});
		return { ok: true, stream };
	} catch (error) {
		return { ok: false, problem: problemOf(error) };
	}
}

/** Whether a page may open microphones, which the browser keeps up to date; undefined where it does not say. */
export async function microphonePermission(): Promise<PermissionStatus | undefined> {
	return navigator.permissions?.query({ name: 'microphone' }).catch(() => undefined);
}

function problemOf(error: unknown): MicrophoneProblem {
	const name = error instanceof DOMException ? error.name : '';
	if (name === 'NotAllowedError' || name === 'SecurityError') return 'blocked';
	if (name === 'NotReadableError' || name === 'AbortError') return 'in-use';
	return 'missing';
}
