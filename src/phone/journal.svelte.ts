import type { JournalEntry } from '#domain/journal-entry.ts';
import {
	processedOf,
	type ContactNames,
	type JournalFilter,
	type RemoteParty
} from '#domain/journal-filter.ts';
import type { CallMark } from '#domain/processed.ts';
import type { ServerFailure } from './ask-server.ts';

interface JournalPart {
	readonly filter: JournalFilter;
	/** Starts of calls, UTC epoch ms: `from` inclusive, `before` exclusive. */
	readonly from?: number;
	readonly before?: number;
	readonly limit?: number;
}

interface JournalParts {
	watch(
		page: JournalPart,
		changed: (entries: JournalEntry[]) => void,
		failed: (error: unknown) => void
	): () => void;
	watchContacts(
		search: string,
		changed: (contacts: ContactNames[]) => void,
		failed: (error: unknown) => void
	): () => void;
	watchOpen(changed: (count: number) => void, failed: (error: unknown) => void): () => void;
	/** Whose call it was; undefined where nobody can be told. */
	remoteParty(entry: JournalEntry): RemoteParty | undefined;
	/** Keeps a wish, here at once and for the server. */
	mark(mark: CallMark): Promise<void>;
	/** Sends a message that was given up once more; gives the failure, if any. */
	retryMessage(callId: string, channel: string): Promise<ServerFailure | undefined>;
	now(): number;
	newId(): string;
}

/** Keeps the place of a call far out of sight: it is read again when it comes near. */
export interface FarEntry {
	readonly callId: string;
	readonly startedAt: number;
	readonly isFar: true;
}

interface Page {
	readonly before: number | undefined;
	/** Undefined for the last page, which reaches as far as its limit. */
	readonly from: number | undefined;
	/** Undefined while it is far out of sight. */
	stop: (() => void) | undefined;
	entries: readonly (JournalEntry | FarEntry)[] | undefined;
}

const PAGE = 100;

/** The account's calls as this browser knows them, page by page, and what a person can do with them. */
export class Journal {
	readonly #parts: JournalParts;
	#filter = $state.raw<JournalFilter>({ state: 'all', hotline: '', search: '' });
	#entries = $state.raw<readonly (JournalEntry | FarEntry)[] | undefined>();
	#contacts = $state.raw<readonly ContactNames[]>([]);
	#failed = $state.raw(false);
	#marked = $state.raw<CallMark | undefined>();
	#retryFailure = $state.raw<ServerFailure | undefined>();
	#openCount = $state.raw(0);
	#pages: Page[] = [];
	readonly #stopOpen: () => void;
	#stopContacts = (): void => {};

	constructor(parts: JournalParts) {
		this.#parts = parts;
		this.#pages = [this.#open(undefined, undefined)];
		this.#stopOpen = parts.watchOpen(
			(count) => (this.#openCount = count),
			() => (this.#failed = true)
		);
	}

	/** Unanswered calls that nobody has cared for yet, whatever is shown. */
	get openCount(): number {
		return this.#openCount;
	}

	/** Newest first; undefined while the browser still reads. */
	get entries(): readonly (JournalEntry | FarEntry)[] | undefined {
		return this.#entries;
	}

	get filter(): JournalFilter {
		return this.#filter;
	}

	/** Contacts of the journal's calls that somebody may mean. */
	get contacts(): readonly ContactNames[] {
		return this.#contacts;
	}

	/** The browser's storage could not be read. */
	get failed(): boolean {
		return this.#failed;
	}

	/** What was marked last, and can be undone. */
	get marked(): CallMark | undefined {
		return this.#marked;
	}

	/** Why a message could not be sent again, until it is put away or the next one can. */
	get retryFailure(): ServerFailure | undefined {
		return this.#retryFailure;
	}

	/** Shows other calls. What was read stays in sight until those are read. */
	show(change: Partial<JournalFilter>): void {
		this.#filter = { ...this.#filter, ...change };
		for (const page of this.#pages) page.stop?.();
		this.#pages = [this.#open(undefined, undefined)];
	}

	/** Shows all calls with the other side of this one; does nothing where nobody can tell who that was. */
	showCallsWith(entry: JournalEntry): void {
		const remote = this.#parts.remoteParty(entry);
		if (remote) this.show({ state: 'all', hotline: '', search: '', remote });
	}

	/** Looks for contacts as somebody types a name or a number; an empty search finds the first by name. */
	findContacts(search: string): void {
		this.#stopContacts();
		this.#stopContacts = this.#parts.watchContacts(
			search,
			(contacts) => (this.#contacts = contacts),
			() => (this.#failed = true)
		);
	}

	/** Reads on; does nothing at the journal's end. */
	more(): void {
		const last = this.#pages.at(-1);
		const oldest = last?.entries?.at(-1);
		if (!last?.entries || last.entries.length < PAGE || !oldest) return;
		last.stop?.();
		// From now on it ends at its oldest call, however many are added above.
		const closed = this.#open(last.before, oldest.startedAt, last.entries);
		this.#pages = [...this.#pages.slice(0, -1), closed, this.#open(oldest.startedAt, undefined)];
	}

	/**
	 * Tells which entries are in sight. Pages far from them are let go, so that a journal of any length takes
	 * as little memory as a short one; the newest and the last page stay.
	 */
	see(first: number, last: number): void {
		let start = 0;
		for (const page of this.#pages) {
			const end = start + (page.entries?.length ?? 0);
			const isNear = end > first - PAGE && start < last + PAGE;
			const canGo = page.from !== undefined && page.before !== undefined;
			start = end;
			if (isNear && !page.stop) page.stop = this.#watch(page);
			else if (!isNear && canGo && page.stop) {
				page.stop();
				page.stop = undefined;
				page.entries = page.entries?.map(({ callId, startedAt }) => ({
					callId,
					startedAt,
					isFar: true
				}));
				this.#join();
			}
		}
	}

	/** Marks a call processed, or opens it again where it is. */
	async toggleProcessed(entry: JournalEntry): Promise<void> {
		await this.#mark(entry.callId, !processedOf(entry));
	}

	async undo(): Promise<void> {
		if (this.#marked) await this.#mark(this.#marked.callId, !this.#marked.processed);
		this.#marked = undefined;
	}

	/** Puts away what is said of the last mark or the last message. */
	dismiss(): void {
		this.#marked = undefined;
		this.#retryFailure = undefined;
	}

	/** Sends a message that was given up once more. */
	async retryMessage(callId: string, channel: string): Promise<void> {
		this.#retryFailure = await this.#parts.retryMessage(callId, channel);
	}

	close(): void {
		this.#stopOpen();
		this.#stopContacts();
		for (const page of this.#pages) page.stop?.();
	}

	async #mark(callId: string, processed: boolean): Promise<void> {
		const mark = { callId, processed, at: this.#parts.now(), id: this.#parts.newId() };
		await this.#parts.mark(mark);
		this.#marked = mark;
	}

	#open(before: number | undefined, from: number | undefined, entries?: Page['entries']): Page {
		const page: Page = { before, from, entries, stop: undefined };
		page.stop = this.#watch(page);
		return page;
	}

	#watch(page: Page): () => void {
		const { before, from } = page;
		return this.#parts.watch(
			{
				filter: this.#filter,
				...(before !== undefined && { before }),
				...(from === undefined ? { limit: PAGE } : { from })
			},
			(read) => {
				page.entries = read;
				this.#join();
			},
			() => (this.#failed = true)
		);
	}

	#join(): void {
		this.#entries = this.#pages.flatMap((each) => each.entries ?? []);
	}
}
