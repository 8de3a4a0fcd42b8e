import { SvelteMap } from 'svelte/reactivity';
import type { Contact } from '#domain/contact.ts';
import type {
	CsvColumns,
	LocalProblem,
	LocalProgress,
	LocalReport,
	LocalSource
} from '#domain/local-source.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import { LocalReadings, type LocalReadingsParts } from './local-readings.ts';

export type LocalHandle = FileSystemDirectoryHandle | FileSystemFileHandle;

interface LocalFoldersParts extends LocalReadingsParts {
	/** Tells the sources, now and whenever they change; returns how to stop. */
	readonly watch: (
		changed: (sources: LocalSource[]) => void,
		failed: (error: unknown) => void
	) => () => void;
	/** The browser's and the telephone's own choosers, where they have them; nothing chosen is none. */
	readonly pickFolder: (() => Promise<LocalHandle[]>) | undefined;
	readonly pickFiles: (() => Promise<LocalHandle[]>) | undefined;
	readonly pickContacts: (() => Promise<File | undefined>) | undefined;
	/** The source that these are already. */
	readonly sourceOf: (handles: readonly LocalHandle[]) => Promise<string | undefined>;
	readonly add: (
		source: Pick<LocalSource, 'id' | 'name' | 'kind'>,
		from: { handles: readonly LocalHandle[] } | { copies: readonly File[] }
	) => Promise<void>;
	readonly replaceCopies: (id: string, copies: readonly File[]) => Promise<void>;
	readonly setColumns: (id: string, file: string, columns: CsvColumns) => Promise<void>;
	readonly remove: (id: string) => Promise<void>;
	readonly bringBack: (id: string) => Promise<void>;
	readonly askPermission: (id: string) => Promise<boolean>;
	/** Deletes what nobody finds any more. */
	readonly tidy: (signal: AbortSignal) => Promise<void>;
	readonly report: (id: string) => Promise<LocalReport>;
	readonly contactsOf: (id: string) => Promise<Contact[]>;
	readonly contact: (id: string) => Promise<Contact | undefined>;
	readonly newId: () => string;
}

/** The folders and files of this device whose contacts are known when they call. They are not sent. */
export class LocalFolders {
	readonly #parts: LocalFoldersParts;
	readonly #readings: LocalReadings;
	readonly #closed = new AbortController();
	#sources = $state.raw<readonly LocalSource[] | undefined>();
	#broken = $state.raw(false);
	#addFailed = $state.raw<LocalProblem | undefined>();
	#removed = $state.raw<LocalSource | undefined>();
	readonly #progress = new SvelteMap<string, LocalProgress>();
	#stopWatching: () => void = () => {};

	constructor(parts: LocalFoldersParts) {
		this.#parts = parts;
		this.#readings = new LocalReadings(parts, (id, progress) => {
			if (progress) this.#progress.set(id, progress);
			else this.#progress.delete(id);
		});
	}

	/** Undefined until they are known. */
	get sources(): readonly LocalSource[] | undefined {
		return this.#sources;
	}

	/** The browser does not let us keep anything. */
	get broken(): boolean {
		return this.#broken;
	}

	/** Why what was chosen last could not be taken. */
	get addFailed(): LocalProblem | undefined {
		return this.#addFailed;
	}

	/** The browser keeps folders, and tells what changes in them. */
	get keepsFolders(): boolean {
		return this.#parts.pickFolder !== undefined;
	}

	get picksContacts(): boolean {
		return this.#parts.pickContacts !== undefined;
	}

	/** How far sources are that are being read. */
	get progress(): ReadonlyMap<string, LocalProgress> {
		return this.#progress;
	}

	/** What was removed last, while it can be brought back. */
	get removed(): LocalSource | undefined {
		return this.#removed;
	}

	/** Looks for changes now, and from now on. */
	start(): void {
		const { watch, tidy, complain } = this.#parts;
		this.#stopWatching = watch(
			(sources) => {
				this.#sources = sources.filter(({ removedAt }) => removedAt === undefined);
				this.#readings.follow(this.#sources.map(({ id }) => id));
			},
			(error) => {
				this.#broken = true;
				complain(`local contacts: ${String(error)}`);
			}
		);
		this.#readings.start();
		tidy(this.#closed.signal).catch((error: unknown) =>
			complain(`local contacts: ${String(error)}`)
		);
	}

	close(): void {
		this.#closed.abort();
		this.#stopWatching();
		this.#readings.close();
	}

	/** Numbers are completed under this plan from now on. */
	usePlan(plan: NumberingPlan): void {
		this.#readings.usePlan(plan);
	}

	/** Lets the person choose a folder. Call it in a click. */
	addFolder(): Promise<void> {
		return this.#trying(async () => this.#addHandles('folder', await this.#parts.pickFolder?.()));
	}

	/** Lets the person choose files. Call it in a click. */
	addFiles(): Promise<void> {
		return this.#trying(async () => this.#addHandles('files', await this.#parts.pickFiles?.()));
	}

	/** Takes copies of files, where the browser gives nothing else. */
	async addCopies(files: readonly File[]): Promise<void> {
		const [first] = files;
		if (!first) return;
		const folder = first.webkitRelativePath.split('/')[0];
		const name = folder || `${first.name}${andOthers(files)}`;
		await this.#trying(() => this.#add('copies', name, { copies: files }));
	}

	/** Lets the person choose contacts of the telephone; `name` is what they are called here. Call it in a click. */
	addPicked(name: string): Promise<void> {
		return this.#trying(async () => {
			const file = await this.#parts.pickContacts?.();
			if (file) await this.#add('picked', name, { copies: [file] });
		});
	}

	/** Takes newer copies of files. */
	async renew(id: string, files: readonly File[]): Promise<void> {
		if (files.length === 0) return;
		await this.#trying(async () => {
			await this.#parts.replaceCopies(id, files);
			this.#readings.read(id);
		});
	}

	/** Lets the person choose other contacts of the telephone. Call it in a click. */
	renewPicked(id: string): Promise<void> {
		return this.#trying(async () => {
			const file = await this.#parts.pickContacts?.();
			if (file) await this.renew(id, [file]);
		});
	}

	/** Asks the person to let us read the folder again. Call it in a click. */
	async allow(id: string): Promise<void> {
		if (!(await this.#parts.askPermission(id))) return;
		this.#readings.observeAgain(id);
		this.#readings.read(id);
	}

	/** Reads a source once more, also where nothing seems to have changed. */
	readAgain(id: string): void {
		this.#readings.read(id, true);
	}

	/** Stops reading; what was known before stays. */
	cancel(id: string): void {
		this.#readings.cancel(id);
	}

	/** Says what the columns of a CSV file are. */
	async setColumns(id: string, file: string, columns: CsvColumns): Promise<void> {
		await this.#parts.setColumns(id, file, columns);
		this.#readings.read(id);
	}

	async remove(source: LocalSource): Promise<void> {
		this.cancel(source.id);
		await this.#parts.remove(source.id);
		this.#addFailed = undefined;
		this.#removed = source;
	}

	/** Brings back what was removed last. */
	async undo(): Promise<void> {
		const removed = this.#removed;
		if (!removed) return;
		await this.#parts.bringBack(removed.id);
		this.#removed = undefined;
		this.#readings.read(removed.id);
	}

	/** What reading a source found that is no contact. */
	report(id: string): Promise<LocalReport> {
		return this.#parts.report(id);
	}

	/** All contacts of a source, in order to copy them. */
	contactsOf(id: string): Promise<Contact[]> {
		return this.#parts.contactsOf(id);
	}

	contact(id: string): Promise<Contact | undefined> {
		return this.#parts.contact(id);
	}

	async #addHandles(kind: 'folder' | 'files', handles: LocalHandle[] = []): Promise<void> {
		const [first] = handles;
		if (!first) return;
		const known = await this.#parts.sourceOf(handles);
		if (known === undefined) {
			await this.#add(kind, `${first.name}${andOthers(handles)}`, { handles });
		} else {
			this.#readings.read(known);
		}
	}

	async #add(
		kind: LocalSource['kind'],
		name: string,
		from: Parameters<LocalFoldersParts['add']>[1]
	): Promise<void> {
		const id = this.#parts.newId();
		await this.#parts.add({ id, name, kind }, from);
		this.#removed = undefined;
		this.#readings.read(id);
	}

	/** What was chosen but cannot be taken is said. */
	async #trying(work: () => Promise<void>): Promise<void> {
		this.#addFailed = undefined;
		try {
			await work();
		} catch (error) {
			const isFull = /quota/i.test(String(error));
			this.#addFailed = isFull ? 'full' : 'unreadable';
			if (!isFull) this.#parts.complain(`local contacts: ${String(error)}`);
		}
	}
}

function andOthers({ length }: readonly unknown[]): string {
	return length === 1 ? '' : ` + ${length - 1}`;
}
