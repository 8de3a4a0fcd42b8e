/** What comes of some work; undefined at once where it is aborted before, however long it still takes. */
export async function unlessAborted<T>(
	work: Promise<T>,
	signal: AbortSignal
): Promise<T | undefined> {
	const aborted = Promise.withResolvers<undefined>();
	const abort = () => aborted.resolve(undefined);
	if (signal.aborted) abort();
	signal.addEventListener('abort', abort);
	try {
		return await Promise.race([aborted.promise, work]);
	} finally {
		signal.removeEventListener('abort', abort);
	}
}
