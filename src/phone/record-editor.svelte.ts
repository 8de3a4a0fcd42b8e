import type * as v from 'valibot';
import { fieldProblems, type FieldProblem } from '#domain/field-problems.ts';
import { isSame, mergeFields } from '#domain/merge-fields.ts';
import type { ServerAnswer, ServerFailure } from './ask-server.ts';

type SaveState = 'untouched' | 'saving' | 'invalid' | 'failed' | 'saved';

/** What became of a change of records that several people keep. */
export type RecordSaved =
	| { readonly ok: true }
	/** Somebody has changed one of them since it was read. */
	| { readonly ok: false; readonly failure: 'changed-elsewhere' }
	| { readonly ok: false; readonly failure: ServerFailure };

/** A change as a person wishes it; `base` is what it was when it was read, null for a new one. */
type Save<Value> = (value: Value, base: Value | null) => Promise<RecordSaved>;

/** How the records of a kind are judged and kept. */
interface RecordKind<Value> {
	readonly schema: v.GenericSchema;
	readonly save: Save<Value>;
	/** What is meant by what stands in the form, e.g. without lines left empty. */
	readonly tidy?: (draft: Value) => Value;
}

/** Reads the server's answer to a change. */
export function recordSaved(answer: ServerAnswer<unknown>): RecordSaved {
	if (answer.ok) return { ok: true };
	const { failure } = answer;
	const isElsewhere = failure.kind === 'refused' && failure.code === 'changed-elsewhere';
	return { ok: false, failure: isElsewhere ? 'changed-elsewhere' : failure };
}

/** A record, e.g. a hotline, while somebody changes it. */
export class RecordEditor<Value extends object> {
	/** As it is written in the form; may be invalid. */
	draft: Value;
	readonly #kind: RecordKind<Value>;
	/** As it was read; undefined for a new one. */
	#base: Value | undefined;
	/** As it stands on the server now; undefined where it does not. */
	#newest: Value | undefined;
	/** What a new one starts with: to change nothing of it leaves nothing to lose. */
	readonly #start: Value;
	#state: SaveState;
	#failure: RecordSaved | undefined;
	readonly #problems: ReadonlyMap<string, FieldProblem>;
	readonly #dirty: boolean;

	/**
	 * @param record as it was read, or what a new one starts with
	 * @param isNew nobody has saved it yet
	 */
	constructor(kind: RecordKind<Value>, record: Value, isNew: boolean) {
		this.#kind = kind;
		this.#start = record;
		this.#base = $state.raw(isNew ? undefined : record);
		this.#newest = $state.raw(isNew ? undefined : record);
		this.draft = $state(structuredClone(record));
		this.#state = $state.raw<SaveState>('untouched');
		this.#failure = $state.raw<RecordSaved | undefined>();
		this.#problems = $derived(fieldProblems(kind.schema, this.#tidied(this.draft)));
		this.#dirty = $derived(!isSame(this.#base ?? this.#start, this.#tidied(this.draft)));
	}

	get state(): SaveState {
		return this.#state;
	}

	/** Why the last attempt to save failed. */
	get failure(): RecordSaved | undefined {
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
	get base(): Value | undefined {
		return this.#base;
	}

	/** Somebody else has changed it since it was read: `newest` is undefined where they have deleted it. */
	get changedElsewhere(): { readonly newest: Value | undefined } | undefined {
		return isSame(this.#base, this.#newest) ? undefined : { newest: this.#newest };
	}

	/** The record as the server has it now. The form shows it, unless it holds what is not saved. */
	follow(newest: Value | undefined): void {
		if (isSame(newest, this.#newest)) return;
		this.#newest = newest;
		// Deleted elsewhere, it stays in sight: the person decides.
		if (newest && !this.#dirty) this.#rebase(newest, newest);
	}

	/** Goes on with the newest version: with what was written here on top of it, or without. */
	takeNewest(keepMine: boolean): void {
		const newest = this.#newest;
		if (!newest || !this.#base) return;
		this.#rebase(newest, keepMine ? mergeFields(this.#base, this.#written(), newest) : newest);
		this.#state = 'untouched';
	}

	/** Where somebody has deleted it: what is written here becomes a new record once it is saved. */
	keepDeleted(): void {
		if (!this.#newest) this.#base = undefined;
	}

	discard(): void {
		this.draft = structuredClone(this.#base ?? this.#start);
		this.#state = 'untouched';
	}

	/** Saves what is valid; what is typed meanwhile stays typed. */
	async save(): Promise<RecordSaved | undefined> {
		if (this.#problems.size > 0) {
			this.#state = 'invalid';
			return undefined;
		}
		const record = this.#written();
		this.#state = 'saving';
		const saved = await this.#kind.save(record, this.#base ?? null);
		this.#failure = saved.ok ? undefined : saved;
		this.#state = saved.ok ? 'saved' : 'failed';
		if (saved.ok) {
			const mine = this.#written();
			this.#newest = record;
			this.#rebase(record, mergeFields(record, mine, record));
		}
		return saved;
	}

	/** The draft as plain data that nobody changes any more. */
	#written(): Value {
		return structuredClone($state.snapshot(this.#tidied(this.draft)) as Value);
	}

	#tidied(draft: Value): Value {
		return this.#kind.tidy?.(draft) ?? draft;
	}

	#rebase(base: Value, draft: Value): void {
		this.#base = base;
		this.draft = structuredClone(draft);
	}
}
