import { emptyContact } from '#domain/contact-draft.ts';
import type { LocalFile, LocalOrigin } from '#storage/local-contact-database.ts';

type Handle = FileSystemDirectoryHandle | FileSystemFileHandle;

/** What TypeScript's DOM does not know yet, because not every browser has it. */
interface Browser {
	/** https://wicg.github.io/file-system-access/ */
	showDirectoryPicker?(options: { id: string; mode: 'read' }): Promise<FileSystemDirectoryHandle>;
	showOpenFilePicker?(options: {
		id: string;
		multiple: true;
		types: { description: string; accept: Record<string, string[]> }[];
	}): Promise<FileSystemFileHandle[]>;
	/** https://github.com/whatwg/fs/blob/main/proposals/FileSystemObserver.md */
	FileSystemObserver?: new (changed: () => void) => {
		observe(handle: Handle, options: { recursive: boolean }): Promise<void>;
		disconnect(): void;
	};
	navigator: {
		/** https://w3c.github.io/contact-picker/ */
		contacts?: {
			select(properties: string[], options: { multiple: boolean }): Promise<PickedContact[]>;
		};
	};
}

interface PickedContact {
	readonly name?: readonly string[];
	readonly tel?: readonly string[];
	readonly email?: readonly string[];
}

interface AskableHandle {
	requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

function browser(): Browser {
	return globalThis as unknown as Browser;
}

/** Whether this browser lets a page keep folders and files; elsewhere it gives copies. */
export function canKeepHandles(): boolean {
	return browser().showDirectoryPicker !== undefined;
}

/** Whether the telephone lets people choose some of its contacts. */
export function canPickContacts(): boolean {
	return browser().navigator.contacts !== undefined;
}

/** A folder that the person chooses; none where they change their mind. Call it in a click. */
export async function pickFolder(): Promise<FileSystemDirectoryHandle[]> {
	const picked = browser().showDirectoryPicker?.({ id: 'contacts', mode: 'read' });
	const folder = await picked?.catch(nothingChosen);
	return folder ? [folder] : [];
}

/** Files that the person chooses; none where they change their mind. Call it in a click. */
export async function pickFiles(): Promise<FileSystemFileHandle[]> {
	const accept = { 'text/vcard': ['.vcf', '.vcard'], 'text/csv': ['.csv', '.tsv', '.txt'] };
	const picked = browser().showOpenFilePicker?.({
		...{ id: 'contacts', multiple: true, types: [{ description: 'vCard, CSV', accept }] }
	});
	return (await picked?.catch(nothingChosen)) ?? [];
}

/**
 * Contacts that the person chooses of the telephone's own, as a file of vCards: it is read as all others
 * are, again when the numbering changes. Undefined where nobody was chosen. Call it in a click.
 */
export async function pickContacts(): Promise<File | undefined> {
	const asked = browser().navigator.contacts?.select(['name', 'tel', 'email'], { multiple: true });
	const picked = await asked?.catch(nothingChosen);
	if (!picked || picked.length === 0) return undefined;
	const { writeVCard } = await import('#domain/vcard.ts');
	const cards = picked.map(({ name = [], tel = [], email = [] }) =>
		writeVCard(
			{
				...emptyContact(''),
				name: name[0] ?? '',
				numbers: tel.map((raw) => ({ type: 'other', raw })),
				emails: [...email]
			},
			'3.0'
		)
	);
	return new File([`${cards.join('\r\n')}\r\n`], 'contacts.vcf');
}

/** Copies of files, as a file field or the telephone's contacts give them. */
export function copiesOf(files: Iterable<File>): LocalFile[] {
	return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Asks the person to let us read again. Call it in a click. */
export async function askPermission({ handles = [] }: LocalOrigin): Promise<boolean> {
	for (const handle of handles) {
		const state = await (handle as AskableHandle).requestPermission?.({ mode: 'read' });
		if (state && state !== 'granted') return false;
	}
	return true;
}

/**
 * Tells when something in the folders changes, where the browser sees it; elsewhere they are to be
 * looked at from time to time. Returns how to stop.
 */
export function observeFiles({ handles = [] }: LocalOrigin, changed: () => void): () => void {
	const { FileSystemObserver } = browser();
	if (!FileSystemObserver || handles.length === 0) return () => {};
	const observer = new FileSystemObserver(changed);
	for (const handle of handles) {
		// A folder that has gone, or may not be read, is told when it is read.
		observer.observe(handle, { recursive: true }).catch(() => {});
	}
	return () => observer.disconnect();
}

function nothingChosen(error: unknown): undefined {
	if (error instanceof DOMException && error.name === 'AbortError') return undefined;
	throw error;
}
