import type { LocalFile, LocalOrigin } from '#storage/local-contact-database.ts';

/** So many files take minutes to look at; whoever has more has chosen the wrong folder. */
const MOST_FILES = 50_000;
const DEEPEST = 12;
const NAMES = /^[^.].*\.(vcf|vcard|csv|tsv)$/i;

/** More files than are looked at. */
export class TooManyFiles extends Error {}

/** A file that is there but cannot be opened. */
export interface ClosedFile {
	readonly path: string;
	readonly file: undefined;
}

/**
 * The files of a source as they are now, by path. Rejects with a `DOMException` where what was chosen
 * cannot be opened: `NotAllowedError` without permission, `NotFoundError` where it has gone.
 */
export async function listFiles(origin: LocalOrigin): Promise<(LocalFile | ClosedFile)[]> {
	const files: (LocalFile | ClosedFile)[] = [...(origin.copies ?? [])];
	for (const handle of origin.handles ?? []) {
		if (handle.kind === 'file') add({ path: handle.name, file: await handle.getFile() });
		else for await (const file of filesIn(handle, '', 0)) add(file);
	}
	return files.sort((a, b) => (a.path < b.path ? -1 : 1));

	function add(file: LocalFile | ClosedFile): void {
		if (files.length >= MOST_FILES) throw new TooManyFiles();
		files.push(file);
	}
}

async function* filesIn(
	folder: FileSystemDirectoryHandle,
	path: string,
	depth: number
): AsyncGenerator<LocalFile | ClosedFile> {
	for await (const [name, handle] of folder.entries()) {
		if (handle.kind === 'file') {
			if (NAMES.test(name)) yield await opened(handle, path + name);
		} else if (depth < DEEPEST && !name.startsWith('.')) {
			yield* filesIn(handle, `${path}${name}/`, depth + 1);
		}
	}
}

/** One file that cannot be opened must not keep the others from being read. */
async function opened(handle: FileSystemFileHandle, path: string): Promise<LocalFile | ClosedFile> {
	try {
		return { path, file: await handle.getFile() };
	} catch (error) {
		if (error instanceof DOMException && error.name === 'NotAllowedError') throw error;
		return { path, file: undefined };
	}
}

/** The same text for the same files, read under the same conditions: names, sizes and times tell, not the contents. */
export async function fingerprint(
	files: readonly (LocalFile | ClosedFile)[],
	...conditions: unknown[]
): Promise<string> {
	const facts = files.map(({ path, file }) => [path, file?.size, file?.lastModified]);
	return digest(JSON.stringify([facts, conditions]));
}

/** SHA-256 of a text, in hexadecimal. */
export async function digest(text: string): Promise<string> {
	const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
	return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
