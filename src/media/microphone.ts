/** Why there is no microphone: the UI says what to do about each. */
export type MicrophoneProblem = 'blocked' | 'missing' | 'in-use' | 'insecure';

export type Microphone =
	| { readonly ok: true; readonly stream: MediaStream }
	| { readonly ok: false; readonly problem: MicrophoneProblem };

/** Opens the default microphone for speech. A failure is a value: a call goes on without it, listening. */
export async function openMicrophone(): Promise<Microphone> {
	// Absent outside a secure context (https: or localhost), whatever the types say.
	if (!('mediaDevices' in navigator)) return { ok: false, problem: 'insecure' };
	try {
		const stream = await navigator.mediaDevices.getUserMedia({
			audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
		});
		return { ok: true, stream };
	} catch (error) {
		return { ok: false, problem: problemOf(error) };
	}
}

function problemOf(error: unknown): MicrophoneProblem {
	const name = error instanceof DOMException ? error.name : '';
	if (name === 'NotAllowedError' || name === 'SecurityError') return 'blocked';
	if (name === 'NotReadableError' || name === 'AbortError') return 'in-use';
	return 'missing';
}
