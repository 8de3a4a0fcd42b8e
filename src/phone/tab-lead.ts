/**
 * Lets one tab of the browser at a time lead: `lead` runs once this one does, at once where no other
 * does, or as soon as the one before has let go or is gone, however it went (Web Locks API). `wait` runs
 * where another one leads. A page outside a secure context has no locks, and leads by itself. Returns how
 * to let go.
 */
export function leadOnce(name: string, lead: () => void, wait = (): void => {}): () => void {
	if (!('locks' in navigator)) {
		lead();
		return () => {};
	}
	const left = Promise.withResolvers<void>();
	const stop = new AbortController();
	const { signal } = stop;
	const take = () => {
		if (!signal.aborted) lead();
		return left.promise;
	};
	const queue = async () => {
		const isFree = await navigator.locks.request(name, { ifAvailable: true }, (lock) =>
			lock ? take().then(() => true) : false
		);
		if (isFree || signal.aborted) return;
		wait();
		await navigator.locks.request(name, { signal }, take);
	};
	queue().catch((error: unknown) => {
		if (!signal.aborted) reportError(error);
	});
	return () => {
		stop.abort();
		left.resolve();
	};
}
