import { LocalContactStore } from '#storage/local-contact-store.ts';
import { readSource } from './read-source.ts';
import type { ReadMessage, ReadRequest } from './reader-messages.ts';

/** Reads one source beside the page, so that a call rings at once while it does; ended by the page. */
addEventListener('message', ({ data }: MessageEvent<ReadRequest>) => {
	const store = new LocalContactStore(data.accountId);
	const { sourceId, plan, anew } = data;
	readSource(store, {
		...{ sourceId, plan, anew, now: Date.now },
		progress: (progress) => tell({ kind: 'progress', progress })
	})
		.then(
			() => tell({ kind: 'done' }),
			(error: unknown) => tell({ kind: 'broken', error: String(error) })
		)
		.finally(() => store.close());
});

function tell(message: ReadMessage): void {
	postMessage(message);
}
