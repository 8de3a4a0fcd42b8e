import { LocalContacts } from '#contacts/local-source.ts';
import { defaultSettings } from '#domain/settings.ts';
import { LocalContactStore } from '#storage/local-contact-store.ts';
import type { LookupBench } from './lookup-bench.ts';

const accountId = String(JSON.parse(document.body.dataset['account'] ?? ''));
const contacts = new LocalContacts(
	new LocalContactStore(accountId),
	() => defaultSettings('').numbering
);
const opened = new Promise<IDBDatabase>((resolve, reject) => {
	const opening = indexedDB.open(`anteroom-contacts-${accountId}`);
	opening.onsuccess = () => resolve(opening.result);
	opening.onerror = () => reject(opening.error);
});

async function timed(work: () => Promise<boolean>): Promise<number> {
	const startedAt = performance.now();
	const isFound = await work();
	const ms = performance.now() - startedAt;
	if (!isFound) throw new Error('nobody was found');
	return ms;
}

const bench: LookupBench = {
	find: (e164) =>
		timed(async () => (await contacts.find(e164)).some(({ status }) => status === 'found')),
	search: (query) =>
		timed(async () => (await contacts.search(query)).some(({ status }) => status === 'found')),
	async bareFind(e164) {
		const db = await opened;
		return timed(
			() =>
				new Promise((resolve, reject) => {
					const table = db.transaction('contacts').objectStore('contacts');
					const asked = table.index('numbers').getAll(e164);
					asked.onsuccess = () => resolve(asked.result.length > 0);
					asked.onerror = () => reject(asked.error);
				})
		);
	}
};
window.localBench = bench;
