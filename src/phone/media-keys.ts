interface MediaKeyParts {
	/** Who is spoken with. */
	readonly title: string;
	/** In whose name. */
	readonly artist: string;
	hangUp(): void;
	toggleMicrophone(): void;
}

/**
 * Gives a call to the keys and the small window that browsers and operating systems have for whatever is
 * being played (Media Session); a browser that knows one of the keys less leaves that one out. Returns
 * how to end it.
 */
export function takeMediaKeys({ title, artist, ...does }: MediaKeyParts): () => void {
	if (!('mediaSession' in navigator)) return () => {};
	const { mediaSession } = navigator;
	// TypeScript's library knows none of the keys for calls.
	const keys: Record<string, () => void> = {
		hangup: () => does.hangUp(),
		togglemicrophone: () => does.toggleMicrophone()
	};
	const set = (isTaken: boolean) => {
		for (const [key, handler] of Object.entries(keys)) {
			try {
				mediaSession.setActionHandler(key as MediaSessionAction, isTaken ? handler : null);
			} catch {
				// Not known to this browser.
			}
		}
	};
	mediaSession.metadata = new MediaMetadata({ title, artist });
	set(true);
	return () => {
		set(false);
		mediaSession.metadata = null;
	};
}

/** Tells the browser whether the person is heard, for what it shows of the call; some cannot be told. */
export function showMicrophone(isHeard: boolean): void {
	if (!('mediaSession' in navigator) || !('setMicrophoneActive' in navigator.mediaSession)) return;
	const { mediaSession } = navigator;
	// Older browsers give no promise; newer ones refuse it while the page has no microphone.
	void Promise.resolve(mediaSession.setMicrophoneActive(isHeard)).catch(() => {});
}
