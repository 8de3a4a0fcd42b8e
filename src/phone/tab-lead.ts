/**
 * Lets one tab of the browser at a time lead: `lead` runs once this one does, at once where no other
 * does, or as soon as the one before has let go or is gone, however it went (Web Locks API). A page
 * outside a secure context has no locks, and leads by itself. Returns how to let go.
 */
export function leadOnce(name: string, lead: () => void): () => void {
	if (!('locks' in navigator)) {
		lead();
		return () => {};
	}
	const left = Promise.withResolvers<void>();
	const stop = new AbortController();
	navigator.locks
		.request(name, { signal: stop.signal }, () => {
			lead();
			return left.promise;
		})
		.catch((error: unknown) => {
			if (!stop.signal.aborted) reportError(error);
		});
	return () => {
		stop.abort();
		left.resolve();
	};
}
