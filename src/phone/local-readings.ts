import type { LocalProblem, LocalProgress } from '#domain/local-source.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';

/** Where the browser does not tell of changes, it is looked for them so often, and when the window is looked at. */
const LOOK_AGAIN_MS = 5 * 60_000;
/** Programs write files in several steps: what changes within this time is read once. */
const SETTLE_MS = 1_000;

export interface LocalReadingsParts {
	/** Reads a source where its files or the plan are others than when it was read last. */
	readonly read: (wish: {
		readonly sourceId: string;
		readonly plan: NumberingPlan;
		/** Also where nothing has changed. */
		readonly anew: boolean;
		readonly signal: AbortSignal;
		readonly progress: (progress: LocalProgress) => void;
	}) => Promise<void>;
	/** Tells when a source's files change, where the browser sees it; returns how to stop. */
	readonly observe: (id: string, changed: () => void) => Promise<() => void>;
	readonly setProblem: (id: string, problem: LocalProblem) => Promise<void>;
	readonly plan: NumberingPlan;
	/** Told of broken assumptions; must not throw. */
	readonly complain: (problem: string) => void;
}

/** One source that is being read. */
interface Reading {
	readonly stop: AbortController;
	/** What was wanted since: it is read once more where it has changed, or also where it has not. */
	again: 'no' | 'if-changed' | 'anew';
}

/** Keeps what is known of the sources as their files are: reads them at the start and whenever they change. */
export class LocalReadings {
	readonly #parts: LocalReadingsParts;
	readonly #progress: (id: string, progress: LocalProgress | undefined) => void;
	#plan: NumberingPlan;
	#ids: readonly string[] | undefined;
	readonly #readings = new Map<string, Reading>();
	/** Whose reading the person has stopped: it does not begin again by itself. */
	readonly #stopped = new Set<string>();
	readonly #observers = new Map<string, () => void>();
	readonly #settling = new Map<string, ReturnType<typeof setTimeout>>();
	#timer: ReturnType<typeof setInterval> | undefined;
	#isClosed = false;

	/** @param progress told how far a source is; undefined once it is not being read any more */
	constructor(
		parts: LocalReadingsParts,
		progress: (id: string, progress: LocalProgress | undefined) => void
	) {
		this.#parts = parts;
		this.#progress = progress;
		this.#plan = parts.plan;
	}

	start(): void {
		this.#timer = setInterval(() => this.#lookForChanges(), LOOK_AGAIN_MS);
		document.addEventListener('visibilitychange', this.#whenVisible);
	}

	close(): void {
		this.#isClosed = true;
		clearInterval(this.#timer);
		for (const timer of this.#settling.values()) clearTimeout(timer);
		document.removeEventListener('visibilitychange', this.#whenVisible);
		for (const { stop } of this.#readings.values()) stop.abort();
		for (const stop of this.#observers.values()) stop();
		this.#observers.clear();
	}

	/** These are the sources now; the first time, changes since the last start are looked for. */
	follow(ids: readonly string[]): void {
		const isFirst = this.#ids === undefined;
		this.#ids = ids;
		void this.#observeAll();
		if (isFirst) this.#lookForChanges();
	}

	/** Numbers are completed under this plan from now on; under another one than before they are read again. */
	usePlan(plan: NumberingPlan): void {
		if (JSON.stringify(plan) === JSON.stringify(this.#plan)) return;
		this.#plan = plan;
		this.#lookForChanges();
	}

	/** Reads a source because the person wants it; `anew` also where it has not changed. */
	read(id: string, anew = false): void {
		this.#stopped.delete(id);
		this.#progress(id, { share: 0, contacts: 0 });
		void this.#read(id, anew);
	}

	/** Stops reading; what was known before stays. */
	cancel(id: string): void {
		this.#stopped.add(id);
		this.#readings.get(id)?.stop.abort();
	}

	/** Tells of changes in a source that could not be observed before. */
	observeAgain(id: string): void {
		this.#observers.get(id)?.();
		this.#observers.delete(id);
		void this.#observeAll();
	}

	async #read(id: string, anew = false): Promise<void> {
		const going = this.#readings.get(id);
		if (going && !going.stop.signal.aborted) {
			if (anew || going.again === 'no') going.again = anew ? 'anew' : 'if-changed';
			return;
		}
		const reading: Reading = { stop: new AbortController(), again: 'no' };
		this.#readings.set(id, reading);
		const { signal } = reading.stop;
		const isLast = () => this.#readings.get(id) === reading;
		try {
			await this.#parts.read({
				...{ sourceId: id, plan: this.#plan, anew, signal },
				progress: (progress) => {
					if (isLast() && !signal.aborted) this.#progress(id, progress);
				}
			});
		} catch (error) {
			this.#parts.complain(`local contacts: ${String(error)}`);
			await this.#parts.setProblem(id, 'unreadable').catch(() => {});
		}
		if (!isLast()) return;
		this.#readings.delete(id);
		this.#progress(id, undefined);
		if (reading.again === 'no' || this.#isClosed) return;
		await this.#read(id, reading.again === 'anew');
	}

	readonly #whenVisible = () => {
		if (document.visibilityState === 'visible') this.#lookForChanges();
	};

	#lookForChanges(): void {
		for (const id of this.#ids ?? []) this.#changed(id);
	}

	#changed(id: string): void {
		if (!this.#stopped.has(id)) void this.#read(id);
	}

	/** Observes whom nobody observes yet, and no more what has gone. */
	async #observeAll(): Promise<void> {
		const wanted = this.#ids ?? [];
		for (const [id, stop] of this.#observers) {
			if (wanted.includes(id)) continue;
			stop();
			this.#observers.delete(id);
		}
		for (const id of wanted) {
			if (this.#observers.has(id)) continue;
			const begun = () => {};
			this.#observers.set(id, begun);
			const stop = await this.#parts.observe(id, () => this.#settle(id));
			if (this.#observers.get(id) === begun) this.#observers.set(id, stop);
			else stop();
		}
	}

	#settle(id: string): void {
		clearTimeout(this.#settling.get(id));
		const settled = () => {
			this.#settling.delete(id);
			this.#changed(id);
		};
		this.#settling.set(id, setTimeout(settled, SETTLE_MS));
	}
}
