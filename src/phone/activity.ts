/** The server is told of activity at most this often. */
const PAUSE_MS = 60_000;

/** Calls `active` for input in a visible window, once a minute at most; returns how to stop. */
export function watchActivity(active: () => void): () => void {
	let last = -PAUSE_MS;
	const seen = () => {
		if (document.hidden || performance.now() - last < PAUSE_MS) return;
		last = performance.now();
		active();
	};
	const events = ['pointerdown', 'keydown'] as const;
	for (const event of events) addEventListener(event, seen, { passive: true });
	return () => {
		for (const event of events) removeEventListener(event, seen);
	};
}
