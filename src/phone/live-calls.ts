import { transition, type Call } from '#domain/call.ts';
import type { CallReport } from '#domain/call-report.ts';
import { entryOfReport, type JournalEntry, type JournalNames } from '#domain/journal-entry.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';
import { callReport, journalNames } from './call-record.ts';
import type { PhoneCall } from './phone-call.svelte.ts';

/** A call that was alive when it was seen last, and what the journal says of it. */
interface SeenCall {
	readonly call: Call;
	/** UTC epoch ms */
	readonly seenAt: number;
	readonly entry: JournalEntry;
}

interface LiveCallsParts {
	/** Apart from the other accounts of this browser. */
	readonly accountId: string;
	readonly deviceId: string;
	readonly plan: () => NumberingPlan;
	/** The calls that live on this page. */
	readonly calls: () => readonly PhoneCall[];
	begin(entry: JournalEntry, call: Call, at: number): Promise<void>;
	/** Notes that these live, and how far they have got. */
	seen(calls: readonly Call[], at: number): Promise<void>;
	/** Adds to the journal who is on the other side of a call that lives. */
	name(callId: string, names: JournalNames): Promise<void>;
	/** Calls whose end has not been written. */
	unended(): Promise<SeenCall[]>;
	finish(entry: JournalEntry, report: CallReport): Promise<void>;
	now(): number;
	newId(): string;
	complain(problem: string): void;
}

/** Short beside the ring time at which a call is worth a notification. */
const LOOK_EVERY_MS = 1_000;

/**
 * Sees to it that each call's end is written, also where its page was killed in the middle of it. As long as
 * a call lives its page holds a lock, which the browser takes back from a page that is gone: a call without
 * an end and without a lock has ended when it was seen last.
 */
export class LiveCalls {
	readonly #parts: LiveCallsParts;
	/** How to let go of each call's lock. */
	readonly #held = new Map<string, () => void>();
	readonly #named = new Set<string>();
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor(parts: LiveCallsParts) {
		this.#parts = parts;
	}

	start(): void {
		document.addEventListener('visibilitychange', this.#closeStranded);
		this.#closeStranded();
	}

	close(): void {
		document.removeEventListener('visibilitychange', this.#closeStranded);
		clearInterval(this.#timer);
		for (const letGo of this.#held.values()) letGo();
	}

	/** Writes a call that has begun. */
	async begin(entry: JournalEntry, call: Call): Promise<void> {
		await this.#hold(call.callId);
		this.#timer ??= setInterval(() => void this.#look(), LOOK_EVERY_MS);
		await this.#parts.begin(entry, call, this.#parts.now());
	}

	/** Writes a call's end. */
	async end(entry: JournalEntry, report: CallReport): Promise<void> {
		try {
			await this.#parts.finish(entry, report);
		} finally {
			this.#held.get(report.callId)?.();
			this.#held.delete(report.callId);
			this.#named.delete(report.callId);
		}
	}

	/** Resolves once the lock is held; a page that is not in a secure context has none. */
	#hold(callId: string): Promise<void> {
		if (!('locks' in navigator)) return Promise.resolve();
		const granted = Promise.withResolvers<void>();
		const ended = Promise.withResolvers<void>();
		this.#held.set(callId, ended.resolve);
		navigator.locks
			// Shared: the same call rings in each tab of this browser.
			.request(this.#lockOf(callId), { mode: 'shared' }, () => {
				granted.resolve();
				return ended.promise;
			})
			.catch((error: unknown) => {
				this.#parts.complain(`lock: ${String(error)}`);
				granted.resolve();
			});
		return granted.promise;
	}

	async #look(): Promise<void> {
		const calls = this.#parts.calls();
		if (calls.length === 0) {
			clearInterval(this.#timer);
			this.#timer = undefined;
			return;
		}
		try {
			await this.#parts.seen(
				calls.map(({ call }) => call),
				this.#parts.now()
			);
			for (const call of calls) await this.#name(call);
		} catch (error) {
			this.#parts.complain(`journal: ${String(error)}`);
		}
	}

	async #name(phoneCall: PhoneCall): Promise<void> {
		const { callId } = phoneCall.call;
		if (!phoneCall.contact || this.#named.has(callId)) return;
		this.#named.add(callId);
		await this.#parts.name(callId, journalNames(phoneCall));
	}

	#closeStranded = (): void => {
		if (document.hidden || !('locks' in navigator)) return;
		this.#close().catch((error: unknown) => this.#parts.complain(`journal: ${String(error)}`));
	};

	async #close(): Promise<void> {
		// In this order: a call that begins in between has its lock before it is written.
		const unended = await this.#parts.unended();
		const { held = [] } = await navigator.locks.query();
		const names = new Set(held.map(({ name }) => name));
		for (const { call, seenAt, entry } of unended) {
			if (names.has(this.#lockOf(call.callId))) continue;
			const cause = { kind: 'failed', failure: 'internal' } as const;
			const { call: ended } = transition(call, { type: 'ended', at: seenAt, cause });
			if (ended.state !== 'ended') continue;
			const { newId, deviceId, plan, finish } = this.#parts;
			const report = callReport(ended, newId(), deviceId, plan());
			await finish({ ...entryOfReport(report, entry), interrupted: true }, report);
		}
	}

	#lockOf(callId: string): string {
		return `anteroom-call ${this.#parts.accountId} ${callId}`;
	}
}
