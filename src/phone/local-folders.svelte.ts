import type { Contact } from '#domain/contact.ts';
import type {
	CsvColumns,
	LocalProblem,
	LocalProgress,
	LocalReport,
	LocalSource
} from '#domain/local-source.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';

/** Where the browser does not tell of changes, it is looked for them so often, and when the window is looked at. */
const LOOK_AGAIN_MS = 5 * 60_000;
/** Programs write files in several steps: what changes within this time is read once. */
const SETTLE_MS = 1_000;

export type LocalHandle = FileSystemDirectoryHandle | FileSystemFileHandle;

interface LocalFoldersParts {
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
	readonly setProblem: (id: string, problem: LocalProblem) => Promise<void>;
	readonly remove: (id: string) => Promise<void>;
	readonly bringBack: (id: string) => Promise<void>;
	readonly askPermission: (id: string) => Promise<boolean>;
	/** Tells when a source's files change, where the browser sees it; returns how to stop. */
	readonly observe: (id: string, changed: () => void) => Promise<() => void>;
	/** Reads a source where its files or the plan are others than when it was read last. */
	readonly read: (wish: {
		readonly sourceId: string;
		readonly plan: NumberingPlan;
		readonly signal: AbortSignal;
		readonly progress: (progress: LocalProgress) => void;
	}) => Promise<void>;
	/** Deletes what nobody finds any more. */
	readonly tidy: (signal: AbortSignal) => Promise<void>;
	readonly report: (id: string) => Promise<LocalReport>;
	readonly contactsOf: (id: string) => Promise<Contact[]>;
	readonly contact: (id: string) => Promise<Contact | undefined>;
	readonly plan: NumberingPlan;
	readonly newId: () => string;
	/** Told of broken assumptions; must not throw. */
	readonly complain: (problem: string) => void;
}

/** One source that is being read. */
interface Reading {
	readonly stop: AbortController;
	/** It has changed since: it is read once more. */
	again: boolean;
}

/** The folders and files of this device whose contacts are known when they call. Nothing of them leaves it. */
export class LocalFolders {
	readonly #parts: LocalFoldersParts;
	#plan: NumberingPlan;
	#sources = $state.raw<readonly LocalSource[] | undefined>();
	#broken = $state.raw(false);
	#addFailed = $state.raw<LocalProblem | undefined>();
	#progress = $state.raw<ReadonlyMap<string, LocalProgress>>(new Map());
	#removed = $state.raw<LocalSource | undefined>();
	readonly #readings = new Map<string, Reading>();
	/** Whose reading the person has stopped: it does not begin again by itself. */
	readonly #stopped = new Set<string>();
	readonly #observers = new Map<string, () => void>();
	readonly #closed = new AbortController();
	#stopWatching: () => void = () => {};
	#timer: ReturnType<typeof setInterval> | undefined;
	#settling = new Map<string, ReturnType<typeof setTimeout>>();

	constructor(parts: LocalFoldersParts) {
		this.#parts = parts;
		this.#plan = parts.plan;
	}

	/** Undefined until they are known. */
	get sources(): readonly LocalSource[] | undefined {
		return this.#sources;
	}

	/** The browser does not let us keep anything. */
	get broken(): boolean {
		return this.#broken;
	}

	/** Why what was chosen last could not be added. */
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
		let isFirst = true;
		this.#stopWatching = this.#parts.watch(
			(sources) => {
				this.#sources = sources.filter(({ removedAt }) => removedAt === undefined);
				void this.#observeAll();
				if (isFirst) this.#lookForChanges();
				isFirst = false;
			},
			(error) => {
				this.#broken = true;
				this.#parts.complain(`local contacts: ${String(error)}`);
			}
		);
		this.#parts
			.tidy(this.#closed.signal)
			.catch((error: unknown) => this.#parts.complain(`local contacts: ${String(error)}`));
		this.#timer = setInterval(() => this.#lookForChanges(), LOOK_AGAIN_MS);
		document.addEventListener('visibilitychange', this.#whenVisible);
	}

	close(): void {
		this.#closed.abort();
		this.#stopWatching();
		clearInterval(this.#timer);
		for (const timer of this.#settling.values()) clearTimeout(timer);
		document.removeEventListener('visibilitychange', this.#whenVisible);
		for (const { stop } of this.#readings.values()) stop.abort();
		for (const stop of this.#observers.values()) stop();
		this.#observers.clear();
	}

	/** Numbers are completed under this plan from now on; under another one than before they are read again. */
	usePlan(plan: NumberingPlan): void {
		if (JSON.stringify(plan) === JSON.stringify(this.#plan)) return;
		this.#plan = plan;
		this.#lookForChanges();
	}

	/** Lets the person choose a folder. Call it in a click. */
	async addFolder(): Promise<void> {
		await this.#addHandles('folder', await this.#parts.pickFolder?.());
	}

	/** Lets the person choose files. Call it in a click. */
	async addFiles(): Promise<void> {
		await this.#addHandles('files', await this.#parts.pickFiles?.());
	}

	/** Takes copies of files, where the browser gives nothing else. */
	async addCopies(files: readonly File[]): Promise<void> {
		const [first] = files;
		if (!first) return;
		const folder = first.webkitRelativePath.split('/')[0];
		const others = files.length === 1 ? '' : ` + ${files.length - 1}`;
		await this.#add('copies', folder || `${first.name}${others}`, { copies: files });
	}

	/** Lets the person choose contacts of the telephone; `name` is what they are called here. Call it in a click. */
	async addPicked(name: string): Promise<void> {
		const file = await this.#parts.pickContacts?.();
		if (file) await this.#add('picked', name, { copies: [file] });
	}

	/** Takes newer copies of files, or other contacts of the telephone. */
	async renew(id: string, files: readonly File[]): Promise<void> {
		await this.#parts.replaceCopies(id, files);
		this.read(id);
	}

	async renewPicked(id: string): Promise<void> {
		const file = await this.#parts.pickContacts?.();
		if (file) await this.renew(id, [file]);
	}

	/** Asks the person to let us read the folder again. Call it in a click. */
	async allow(id: string): Promise<void> {
		if (!(await this.#parts.askPermission(id))) return;
		this.#observers.get(id)?.();
		this.#observers.delete(id);
		void this.#observeAll();
		this.read(id);
	}

	/** Reads a source where it has changed; the person waits for it. */
	read(id: string): void {
		this.#stopped.delete(id);
		this.#setProgress(id, { share: 0, contacts: 0 });
		void this.#read(id);
	}

	/** Stops reading; what was known before stays. */
	cancel(id: string): void {
		this.#stopped.add(id);
		this.#readings.get(id)?.stop.abort();
	}

	/** Says what the columns of a CSV file are. */
	async setColumns(id: string, file: string, columns: CsvColumns): Promise<void> {
		await this.#parts.setColumns(id, file, columns);
		this.read(id);
	}

	async remove(source: LocalSource): Promise<void> {
		this.cancel(source.id);
		await this.#parts.remove(source.id);
		this.#removed = source;
	}

	/** Brings back what was removed last. */
	async undo(): Promise<void> {
		const removed = this.#removed;
		if (!removed) return;
		await this.#parts.bringBack(removed.id);
		this.#removed = undefined;
		this.#stopped.delete(removed.id);
		void this.#read(removed.id);
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
		if (known !== undefined) return this.read(known);
		const others = handles.length === 1 ? '' : ` + ${handles.length - 1}`;
		await this.#add(kind, `${first.name}${others}`, { handles });
	}

	async #add(
		kind: LocalSource['kind'],
		name: string,
		from: Parameters<LocalFoldersParts['add']>[1]
	) {
		const id = this.#parts.newId();
		this.#removed = undefined;
		try {
			await this.#parts.add({ id, name, kind }, from);
			this.#addFailed = undefined;
		} catch (error) {
			const isFull = /quota/i.test(String(error));
			this.#addFailed = isFull ? 'full' : 'unreadable';
			if (!isFull) this.#parts.complain(`local contacts: ${String(error)}`);
			return;
		}
		this.read(id);
	}

	async #read(id: string): Promise<void> {
		const going = this.#readings.get(id);
		if (going) {
			going.again = true;
			return;
		}
		const reading: Reading = { stop: new AbortController(), again: false };
		this.#readings.set(id, reading);
		const { signal } = reading.stop;
		try {
			await this.#parts.read({
				...{ sourceId: id, plan: this.#plan, signal },
				progress: (progress) => this.#setProgress(id, progress)
			});
		} catch (error) {
			this.#parts.complain(`local contacts: ${String(error)}`);
			await this.#parts.setProblem(id, 'unreadable').catch(() => {});
		} finally {
			this.#readings.delete(id);
			this.#setProgress(id, undefined);
		}
		if (reading.again && !this.#stopped.has(id) && !this.#closed.signal.aborted)
			await this.#read(id);
	}

	#setProgress(id: string, progress: LocalProgress | undefined): void {
		const all = new Map(this.#progress);
		if (progress) all.set(id, progress);
		else all.delete(id);
		this.#progress = all;
	}

	readonly #whenVisible = () => {
		if (document.visibilityState === 'visible') this.#lookForChanges();
	};

	#lookForChanges(): void {
		for (const { id } of this.#sources ?? []) if (!this.#stopped.has(id)) void this.#read(id);
	}

	/** Observes whom nobody observes yet, and no more what has gone. */
	async #observeAll(): Promise<void> {
		const wanted = new Set(this.#sources?.map(({ id }) => id));
		for (const [id, stop] of this.#observers) {
			if (wanted.has(id)) continue;
			stop();
			this.#observers.delete(id);
		}
		for (const id of wanted) {
			if (this.#observers.has(id)) continue;
			this.#observers.set(id, () => {});
			const stop = await this.#parts.observe(id, () => this.#changed(id));
			if (this.#observers.has(id) && !this.#closed.signal.aborted) this.#observers.set(id, stop);
			else stop();
		}
	}

	#changed(id: string): void {
		clearTimeout(this.#settling.get(id));
		const settled = () => {
			this.#settling.delete(id);
			if (!this.#stopped.has(id)) void this.#read(id);
		};
		this.#settling.set(id, setTimeout(settled, SETTLE_MS));
	}
}
