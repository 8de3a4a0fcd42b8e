import { fieldProblems, type FieldProblem } from '#domain/field-problems.ts';
import { hotlineSchema, type Hotline } from '#domain/hotline.ts';
import { isSame, mergeFields } from '#domain/merge-fields.ts';
import { changeHotlines, type HotlinesSaved } from './hotline-list.svelte.ts';
import type { Session } from './session.svelte.ts';

type SaveState = 'untouched' | 'saving' | 'invalid' | 'failed' | 'saved';

/** A hotline while somebody changes it. */
export class HotlineEditor {
	/** As it is written in the form; may be invalid. */
	draft: Hotline;
	readonly #session: Pick<Session, 'load'>;
	/** As it was read; undefined for a new one. */
	#base: Hotline | undefined;
	/** As it stands on the server now; undefined where it does not. */
	#newest: Hotline | undefined;
	/** What a new one starts with: to change nothing of it leaves nothing to lose. */
	readonly #start: Hotline;
	#state: SaveState;
	#failure: HotlinesSaved | undefined;
	readonly #problems: ReadonlyMap<string, FieldProblem>;
	readonly #dirty: boolean;

	/**
	 * @param hotline as it was read, or what a new one starts with
	 * @param isNew nobody has saved it yet
	 */
	constructor(session: Pick<Session, 'load'>, hotline: Hotline, isNew: boolean) {
		this.#session = session;
		this.#start = hotline;
		this.#base = $state.raw(isNew ? undefined : hotline);
		this.#newest = $state.raw(isNew ? undefined : hotline);
		this.draft = $state(structuredClone(hotline));
		this.#state = $state.raw<SaveState>('untouched');
		this.#failure = $state.raw<HotlinesSaved | undefined>();
		this.#problems = $derived(fieldProblems(hotlineSchema, this.draft));
		this.#dirty = $derived(!isSame(this.#base ?? this.#start, this.draft));
	}

	get state(): SaveState {
		return this.#state;
	}

	/** Why the last attempt to save failed. */
	get failure(): HotlinesSaved | undefined {
		return this.#failure;
	}

	get isNew(): boolean {
		return this.#base === undefined;
	}

	get isDirty(): boolean {
		return this.#dirty;
	}

	/** What is wrong, by the path of the field. */
	get problems(): ReadonlyMap<string, FieldProblem> {
		return this.#problems;
	}

	/** As it was read; undefined for a new one. */
	get base(): Hotline | undefined {
		return this.#base;
	}

	/** Somebody else has changed it since it was read: `newest` is undefined where they have deleted it. */
	get changedElsewhere(): { readonly newest: Hotline | undefined } | undefined {
		return isSame(this.#base, this.#newest) ? undefined : { newest: this.#newest };
	}

	/** The hotline as the server has it now. The form shows it, unless it holds what is not saved. */
	follow(newest: Hotline | undefined): void {
		if (isSame(newest, this.#newest)) return;
		this.#newest = newest;
		// Deleted elsewhere, it stays in sight: the person decides.
		if (newest && !this.#dirty) this.#rebase(newest, newest);
	}

	/** Goes on with the newest version: with what was written here on top of it, or without. */
	takeNewest(keepMine: boolean): void {
		const newest = this.#newest;
		if (!newest || !this.#base) return;
		const mine = $state.snapshot(this.draft);
		this.#rebase(newest, keepMine ? mergeFields(this.#base, mine, newest) : newest);
		this.#state = 'untouched';
	}

	/** Where somebody has deleted it: what is written here becomes a new hotline once it is saved. */
	keepDeleted(): void {
		if (!this.#newest) this.#base = undefined;
	}

	discard(): void {
		this.draft = structuredClone(this.#base ?? this.#start);
		this.#state = 'untouched';
	}

	/** Saves what is valid; what is typed meanwhile stays typed. */
	async save(): Promise<HotlinesSaved | undefined> {
		if (this.#problems.size > 0) {
			this.#state = 'invalid';
			return undefined;
		}
		const hotline = $state.snapshot(this.draft);
		this.#state = 'saving';
		const before = this.#base;
		const saved = await changeHotlines(this.#session, {
			save: [{ hotline, base: before ?? null }],
			remove: []
		});
		this.#failure = saved.ok ? undefined : saved;
		this.#state = saved.ok ? 'saved' : 'failed';
		if (saved.ok) {
			const mine = $state.snapshot(this.draft);
			this.#newest = hotline;
			this.#rebase(hotline, mergeFields(hotline, mine, hotline));
		}
		return saved;
	}

	#rebase(base: Hotline, draft: Hotline): void {
		this.#base = base;
		this.draft = structuredClone(draft);
	}
}
