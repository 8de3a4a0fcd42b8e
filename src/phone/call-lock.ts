/** Held by whatever tab has a call; whoever would cut calls waits for it. */
const NAME = 'anteroom-calls';

/** Says to all tabs that a call lives here, until the returned function is called (Web Locks API). */
export function holdCallLock(): () => void {
	if (!('locks' in navigator)) return () => {};
	const over = Promise.withResolvers<void>();
	const stop = new AbortController();
	navigator.locks
		.request(NAME, { mode: 'shared', signal: stop.signal }, () => over.promise)
		.catch((error: unknown) => {
			if (!stop.signal.aborted) reportError(error);
		});
	return () => {
		stop.abort();
		over.resolve();
	};
}

/** Runs `work` once no tab of the browser has a call; calls that begin meanwhile are not seen by it. */
export async function afterCalls(work: () => void | Promise<void>): Promise<void> {
	if ('locks' in navigator) await navigator.locks.request(NAME, () => {});
	await work();
}
