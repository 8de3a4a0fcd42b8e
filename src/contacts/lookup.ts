import type { SourceAnswer } from '#domain/contact.ts';

/** Somewhere contacts can be asked for by number. `find` may reject or never end: the lookup bounds it. */
export interface ContactSource {
	readonly id: string;
	find(e164: string, signal: AbortSignal): Promise<readonly SourceAnswer[]>;
}

/** A source that has not answered by then is shown as unreachable, which is not "no contact". */
const LIMIT_MS = 3_000;

/**
 * Asks all sources at once for a number in E.164. `answered` is told all answers so far each time one
 * finds somebody, and once all are there, which `isPending` tells apart; a source that fails or takes
 * longer than 3 s answers `failed`. Returns how to stop.
 */
export function lookUp(
	e164: string,
	sources: readonly ContactSource[],
	answered: (answers: readonly SourceAnswer[], isPending: boolean) => void
): () => void {
	const stop = new AbortController();
	const answers: SourceAnswer[] = [];
	let waiting = sources.length;
	for (const source of sources) {
		void bounded(source, e164, stop.signal).then((some) => {
			if (stop.signal.aborted) return;
			answers.push(...some);
			waiting -= 1;
			// That one source knows nobody says nothing while another may.
			const isNews = some.some(({ status }) => status === 'found');
			if (isNews || waiting === 0) answered([...answers], waiting > 0);
		});
	}
	return () => stop.abort();
}

async function bounded(
	source: ContactSource,
	e164: string,
	stop: AbortSignal
): Promise<readonly SourceAnswer[]> {
	const limit = new AbortController();
	const timer = setTimeout(() => limit.abort(), LIMIT_MS);
	const signal = AbortSignal.any([stop, limit.signal]);
	const aborted = new Promise<never>((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});
	try {
		return await Promise.race([source.find(e164, signal), aborted]);
	} catch (error) {
		const words = limit.signal.aborted ? 'timeout' : String(error);
		return [{ source: source.id, status: 'failed', error: words }];
	} finally {
		clearTimeout(timer);
	}
}
