import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LocalSource } from '#domain/local-source.ts';
import { defaultSettings } from '#domain/settings.ts';
import { LocalFolders } from './local-folders.svelte.ts';

let tell: (sources: LocalSource[]) => void;
let chosen: FileSystemDirectoryHandle[];
let added: string[];
let read: string[];
let done: string[];
let complaints: string[];
let addError: Error | undefined;
let known: string | undefined;
let folder: FileSystemDirectoryHandle;
let folders: LocalFolders;

beforeEach(async () => {
	folder = await (
		await navigator.storage.getDirectory()
	).getDirectoryHandle('Clients', {
		create: true
	});
	[chosen, added, read, done, complaints] = [[folder], [], [], [], []];
	[addError, known] = [undefined, undefined];
	folders = new LocalFolders({
		watch(changed) {
			tell = changed;
			return () => void done.push('unwatched');
		},
		pickFolder: async () => chosen,
		pickFiles: undefined,
		pickContacts: async () => new File([''], 'contacts.vcf'),
		sourceOf: async () => known,
		async add({ name, kind }) {
			if (addError) throw addError;
			added.push(`${kind} ${name}`);
		},
		async replaceCopies(id) {
			if (addError) throw addError;
			done.push(`replaced ${id}`);
		},
		setColumns: async (id, file) => void done.push(`columns ${id} ${file}`),
		setProblem: async () => {},
		remove: async (id) => void done.push(`removed ${id}`),
		bringBack: async (id) => void done.push(`back ${id}`),
		askPermission: async (id) => id === 'allowed',
		observe: async () => () => {},
		read: async ({ sourceId, anew }) => void read.push(`${sourceId}${anew ? ' anew' : ''}`),
		tidy: async () => void done.push('tidied'),
		report: async () => ({ refusals: [], unknownColumns: [] }),
		contactsOf: async () => [],
		contact: async () => undefined,
		plan: defaultSettings('').numbering,
		newId: () => 'fresh',
		complain: (problem) => complaints.push(problem)
	});
	folders.start();
});
afterEach(() => folders.close());

const SOURCE: LocalSource = {
	...{ id: 'one', name: 'Clients', kind: 'folder', entries: 0, files: 0, refused: 0 }
};

test('a folder that is chosen is added and read; who changes their mind adds nothing', async () => {
	await folders.addFolder();
	expect(added).toEqual(['folder Clients']);
	expect(read).toEqual(['fresh']);
	chosen = [];
	await folders.addFolder();
	expect(added).toHaveLength(1);
});

test('a folder that is there already is read, not added once more', async () => {
	known = 'one';
	await folders.addFolder();
	expect(added).toEqual([]);
	expect(read).toEqual(['one']);
});

test('copies are called by their folder, or by the first file', async () => {
	await folders.addCopies([new File([''], 'a.vcf'), new File([''], 'b.vcf')]);
	const inFolder = new File([''], 'c.vcf');
	Object.defineProperty(inFolder, 'webkitRelativePath', { value: 'Friends/c.vcf' });
	await folders.addCopies([inFolder]);
	await folders.addPicked('Of the telephone');
	await folders.addCopies([]);
	expect(added).toEqual(['copies a.vcf + 1', 'copies Friends', 'picked Of the telephone']);
});

test('what cannot be kept is said, until the next try', async () => {
	addError = new DOMException('no space', 'QuotaExceededError');
	await folders.addCopies([new File([''], 'a.vcf')]);
	expect(folders.addFailed).toBe('full');
	expect(read).toEqual([]);
	expect(complaints).toEqual([]);
	addError = new Error('broken');
	await folders.renew('one', [new File([''], 'a.vcf')]);
	expect(folders.addFailed).toBe('unreadable');
	expect(complaints).toEqual(['local contacts: Error: broken']);
	addError = undefined;
	await folders.renewPicked('one');
	expect(folders.addFailed).toBeUndefined();
	expect(done).toContain('replaced one');
});

test('a removed source is not shown, and comes back', async () => {
	tell([SOURCE]);
	expect(folders.sources).toEqual([SOURCE]);
	await folders.remove(SOURCE);
	tell([{ ...SOURCE, removedAt: 1 }]);
	expect(folders.sources).toEqual([]);
	expect(folders.removed).toEqual(SOURCE);
	await folders.undo();
	expect(done).toEqual(['tidied', 'removed one', 'back one']);
	expect(folders.removed).toBeUndefined();
	await expect.poll(() => read.at(-1)).toBe('one');
});

test('a folder is read once the person has allowed it, again when they say so or name its columns', async () => {
	await folders.allow('refused');
	expect(read).toEqual([]);
	await folders.allow('allowed');
	await folders.setColumns('columns', 'list.csv', { columns: ['name'], hasHeading: true });
	folders.readAgain('again');
	expect(read).toEqual(['allowed', 'columns', 'again anew']);
});
