import type { LocalProgress } from '#domain/local-source.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import type { LocalContactStore } from '#storage/local-contact-store.ts';
import type { ReadMessage, ReadRequest } from './reader-messages.ts';

/** What to read, and how long it is wanted. */
interface Wish {
	readonly sourceId: string;
	readonly plan: NumberingPlan;
	/** Also where nothing has changed. */
	readonly anew: boolean;
	/** Ends the reading; the contacts from before stay. */
	readonly signal: AbortSignal;
	readonly progress: (progress: LocalProgress) => void;
}

/** Reads sources in a worker, one at a time in all tabs of the browser. */
export class SourceReader {
	readonly #accountId: string;
	readonly #store: Pick<LocalContactStore, 'tidy'>;

	constructor(accountId: string, store: Pick<LocalContactStore, 'tidy'>) {
		this.#accountId = accountId;
		this.#store = store;
	}

	/**
	 * Reads a source where it has changed. Rejects where the worker breaks; resolves when it was ended, too.
	 * What it has replaced is deleted afterwards: nobody needs to wait for that.
	 */
	read(wish: Wish): Promise<void> {
		const { sourceId, plan, anew, signal } = wish;
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		const work = async () => {
			await inWorker({ accountId: this.#accountId, sourceId, plan, anew }, wish).then(
				resolve,
				reject
			);
			await this.#store.tidy(Date.now());
		};
		this.#alone(signal, work).then(resolve, reject);
		return promise;
	}

	/** Deletes what nobody finds any more. */
	async tidy(signal: AbortSignal): Promise<void> {
		await this.#alone(signal, () => this.#store.tidy(Date.now()));
	}

	async #alone(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
		try {
			await navigator.locks.request(`anteroom-contacts-${this.#accountId}`, { signal }, work);
		} catch (error) {
			// Nobody waits for its turn any more.
			if (!signal.aborted) throw error;
		}
	}
}

function inWorker(request: ReadRequest, { signal, progress }: Wish): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	const worker = new Worker(new URL('./reader-worker.ts', import.meta.url), { type: 'module' });
	const { promise, resolve, reject } = Promise.withResolvers<void>();
	worker.onmessage = ({ data }: MessageEvent<ReadMessage>) => {
		if (data.kind === 'progress') progress(data.progress);
		else if (data.kind === 'done') resolve();
		else reject(new Error(data.error));
	};
	worker.onerror = ({ message }) => reject(new Error(message || 'the worker does not start'));
	const end = () => resolve();
	signal.addEventListener('abort', end);
	worker.postMessage(request);
	return promise.finally(() => {
		signal.removeEventListener('abort', end);
		worker.terminate();
	});
}
