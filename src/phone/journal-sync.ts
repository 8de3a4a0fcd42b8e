import type { CallChange, CallChanges } from '#domain/journal-entry.ts';
import { sendWaitingMarks, type WaitingMarks } from './send-waiting.ts';
import type { ServerAnswer } from './ask-server.ts';

interface JournalSyncParts extends WaitingMarks {
	/** The newest change that this device knows. */
	knownChange(): Promise<number>;
	changes(since: number): Promise<ServerAnswer<CallChanges>>;
	merge(changes: readonly CallChange[]): Promise<void>;
	/** Something waits that the server does not take now. */
	stranded(): void;
	complain(problem: string): void;
}

/** How often a journal in sight asks what other devices and the PBX have seen. */
const PAUSE_MS = 10_000;

/** Joins this device's journal with the server's: tells of wishes, then fetches what has changed since. */
export class JournalSync {
	readonly #parts: JournalSyncParts;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running = false;
	#again = false;
	#closed = false;

	constructor(parts: JournalSyncParts) {
		this.#parts = parts;
	}

	start(): void {
		addEventListener('online', this.wake);
		document.addEventListener('visibilitychange', this.wake);
		this.wake();
	}

	close(): void {
		this.#closed = true;
		removeEventListener('online', this.wake);
		document.removeEventListener('visibilitychange', this.wake);
		clearTimeout(this.#timer);
	}

	/** There may be something to tell or to learn. */
	wake = (): void => {
		if (this.#closed) return;
		if (this.#running) {
			this.#again = true;
			return;
		}
		clearTimeout(this.#timer);
		this.#running = true;
		void this.#run().finally(() => {
			this.#running = false;
			if (this.#closed) return;
			if (this.#again) {
				this.#again = false;
				this.wake();
			} else if (!document.hidden) {
				this.#timer = setTimeout(this.wake, PAUSE_MS);
			}
		});
	};

	async #run(): Promise<void> {
		try {
			// What a server tells that has not taken them would undo what somebody sees.
			if (await sendWaitingMarks(this.#parts)) await this.#learn();
			else this.#parts.stranded();
		} catch (error) {
			this.#parts.complain(`journal: ${String(error)}`);
		}
	}

	async #learn(): Promise<void> {
		for (let more = true; more && !this.#closed;) {
			const answer = await this.#parts.changes(await this.#parts.knownChange());
			if (!answer.ok) return;
			await this.#parts.merge(answer.value.changes);
			more = answer.value.more;
		}
	}
}
