interface WakeListener {
	/** The network is there again, or the page is looked at or goes on after a sleep: what waits need not. */
	back(): void;
	/** The network may be another one: what is connected is to be looked at. */
	changed(): void;
}

/** Listens to what the browser says of the network and of its own sleep. Returns how to stop. */
export function watchWake(listener: WakeListener): () => void {
	const stop = new AbortController();
	const { signal } = stop;
	const back = () => listener.back();
	const changed = () => listener.changed();
	const shown = () => {
		if (!document.hidden) listener.back();
	};
	addEventListener('online', back, { signal });
	addEventListener('offline', changed, { signal });
	document.addEventListener('visibilitychange', shown, { signal });
	// Page Lifecycle: a frozen tab goes on.
	document.addEventListener('resume', back, { signal });
	networkInformation()?.addEventListener('change', changed, { signal });
	return () => stop.abort();
}

/** Only Chromium has it. */
function networkInformation(): EventTarget | undefined {
	return 'connection' in navigator && navigator.connection instanceof EventTarget
		? navigator.connection
		: undefined;
}
