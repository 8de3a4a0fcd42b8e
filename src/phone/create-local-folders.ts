import {
	askPermission,
	canKeepHandles,
	canPickContacts,
	copiesOf,
	observeFiles,
	pickContacts,
	pickFiles,
	pickFolder
} from '#contacts/file-access.ts';
import { LocalContacts } from '#contacts/local-source.ts';
import { SourceReader } from '#contacts/source-reader.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import { LocalContactStore } from '#storage/local-contact-store.ts';
import { LocalFolders, type LocalHandle } from './local-folders.svelte.ts';

/** The contacts that an account has on this device: what is asked for callers, and what manages it. */
export function createLocalFolders(
	accountId: string,
	plan: () => NumberingPlan,
	complain: (problem: string) => void
): {
	readonly folders: LocalFolders;
	readonly contacts: LocalContacts;
	readonly close: () => void;
} {
	const store = new LocalContactStore(accountId);
	const reader = new SourceReader(accountId, store);
	const originOf = async (id: string) => (await store.origin(id)) ?? { id, columns: {} };
	const folders = new LocalFolders({
		watch: (changed, failed) => store.watch(changed, failed),
		pickFolder: canKeepHandles() ? pickFolder : undefined,
		pickFiles: canKeepHandles() ? pickFiles : undefined,
		pickContacts: canPickContacts() ? pickContacts : undefined,
		sourceOf: (handles) => sourceOf(store, handles),
		async add(source, from) {
			const origin =
				'handles' in from ? { handles: from.handles } : { copies: copiesOf(from.copies) };
			await store.add(
				{ ...source, entries: 0, files: 0, refused: 0 },
				{ id: source.id, columns: {}, ...origin }
			);
		},
		replaceCopies: (id, copies) => store.replaceCopies(id, copiesOf(copies)),
		setColumns: (id, file, columns) => store.setColumns(id, file, columns),
		setProblem: (id, problem) => store.setProblem(id, problem),
		remove: (id) => store.remove(id, Date.now()),
		bringBack: (id) => store.bringBack(id),
		askPermission: async (id) => askPermission(await originOf(id)),
		observe: async (id, changed) => observeFiles(await originOf(id), changed),
		read: (wish) => reader.read(wish),
		tidy: (signal) => reader.tidy(signal),
		report: (id) => store.report(id),
		contactsOf: (id) => store.contactsOf(id),
		contact: (id) => store.contact(id),
		plan: plan(),
		newId: () => crypto.randomUUID(),
		complain
	});
	return {
		folders,
		contacts: new LocalContacts(store, plan),
		close() {
			folders.close();
			store.close();
		}
	};
}

/** Somebody who chooses a folder once more means the same source. */
async function sourceOf(
	store: LocalContactStore,
	handles: readonly LocalHandle[]
): Promise<string | undefined> {
	const [chosen, ...others] = handles;
	if (!chosen || others.length > 0) return undefined;
	for (const { id, removedAt } of await store.sources()) {
		const [known, ...more] = (await store.origin(id))?.handles ?? [];
		const isSame = known && more.length === 0 && (await known.isSameEntry(chosen));
		if (isSame && removedAt === undefined) return id;
	}
	return undefined;
}
