import { afterEach, expect, test, vi } from 'vitest';
import { defaultSettings } from '#domain/settings.ts';
import { readVCards } from '#domain/vcard-reader.ts';
import {
	askPermission,
	canKeepHandles,
	canPickContacts,
	copiesOf,
	observeFiles,
	pickContacts,
	pickFiles,
	pickFolder
} from './file-access.ts';

const NOTHING = { id: 'clients', columns: {} };

afterEach(() => vi.unstubAllGlobals());

test('the browser’s choosers give handles; who closes them has chosen nothing', async () => {
	const folder = await navigator.storage.getDirectory();
	vi.stubGlobal('showDirectoryPicker', async () => folder);
	vi.stubGlobal('showOpenFilePicker', () => {
		throw new DOMException('closed', 'AbortError');
	});
	expect(canKeepHandles()).toBe(true);
	expect(await pickFolder()).toEqual([folder]);
	await expect(pickFiles()).rejects.toThrow('closed');
	vi.stubGlobal('showOpenFilePicker', async () => {
		throw new DOMException('closed', 'AbortError');
	});
	expect(await pickFiles()).toEqual([]);
	vi.stubGlobal('showDirectoryPicker', async () => {
		throw new DOMException('not now', 'SecurityError');
	});
	await expect(pickFolder()).rejects.toThrow('not now');
});

test('a browser without choosers gives nothing', async () => {
	vi.stubGlobal('showDirectoryPicker', undefined);
	vi.stubGlobal('showOpenFilePicker', undefined);
	expect(canKeepHandles()).toBe(false);
	expect(await pickFolder()).toEqual([]);
	expect(await pickFiles()).toEqual([]);
	expect(canPickContacts()).toBe(false);
	expect(await pickContacts()).toBeUndefined();
});

test('contacts that the telephone gives become a file of vCards', async () => {
	const select = async () => [
		{ name: ['Erika; Weber'], tel: ['030 23125-010', '0171 3920001'], email: ['e@office.example'] },
		{ tel: ['030 23125-011'] }
	];
	vi.stubGlobal('navigator', { contacts: { select } });
	expect(canPickContacts()).toBe(true);
	const text = (await (await pickContacts())?.text()) ?? '';
	const read = [...readVCards(text, defaultSettings('').numbering)];
	expect(read).toMatchObject([
		{
			contact: {
				name: 'Erika; Weber',
				numbers: [{ raw: '030 23125-010' }, { raw: '0171 3920001' }],
				emails: ['e@office.example']
			}
		},
		{ contact: { name: '', numbers: [{ raw: '030 23125-011' }] } }
	]);
});

test('a folder’s copies are called by their path below it', () => {
	const file = new File([''], 'a.vcf');
	const below = new File([''], 'b.vcf');
	Object.defineProperty(below, 'webkitRelativePath', { value: 'Clients/old/b.vcf' });
	expect(copiesOf([file, below]).map(({ path }) => path)).toEqual(['a.vcf', 'Clients/old/b.vcf']);
});

test.each([
	['granted', true],
	['denied', false],
	['prompt', false]
])('permission that is %s is %s', async (state, isAllowed) => {
	const handle = { kind: 'directory', requestPermission: async () => state };
	const handles = [handle as unknown as FileSystemDirectoryHandle];
	expect(await askPermission({ ...NOTHING, handles })).toBe(isAllowed);
	expect(await askPermission(NOTHING)).toBe(true);
});

test('what changes in a folder is told until it is stopped', async () => {
	const root = await navigator.storage.getDirectory();
	const folder = await root.getDirectoryHandle(crypto.randomUUID(), { create: true });
	const changed = vi.fn<() => void>();
	const stop = observeFiles({ ...NOTHING, handles: [folder] }, changed);
	// The browser does not tell from when on it looks.
	const make = () => folder.getFileHandle(crypto.randomUUID(), { create: true });
	await expect.poll(() => make().then(() => changed)).toHaveBeenCalled();
	stop();
	await root.removeEntry(folder.name, { recursive: true });
});
