import { areSameSettings, mergeSettings } from '#domain/settings-merge.ts';
import { fieldProblems, type FieldProblem } from '#domain/field-problems.ts';
import { settingsSchema, type Settings } from '#domain/settings.ts';
import type { Session } from './session.svelte.ts';

/** What a person sees of saving. */
export type SaveState = 'untouched' | 'saving' | 'invalid' | 'sent';

/** The settings while somebody changes them. */
export class SettingsEditor {
	/** As they are written in the form; may be invalid. */
	draft: Settings;
	readonly #session: Pick<Session, 'saveSettings'>;
	#base: Settings;
	#state: SaveState;
	readonly #problems: ReadonlyMap<string, FieldProblem>;
	readonly #dirty: boolean;

	constructor(session: Pick<Session, 'saveSettings'>, settings: Settings) {
		this.#session = session;
		this.#base = $state.raw(settings);
		this.draft = $state(copyOf(settings));
		this.#state = $state.raw<SaveState>('untouched');
		this.#problems = $derived(fieldProblems(settingsSchema, this.draft));
		this.#dirty = $derived(!areSameSettings(this.#base, this.draft));
	}

	get state(): SaveState {
		return this.#state;
	}

	/** The form holds what is not saved. */
	get isDirty(): boolean {
		return this.#dirty;
	}

	/** What is wrong, by the path of the field. */
	get problems(): ReadonlyMap<string, FieldProblem> {
		return this.#problems;
	}

	/** What a preview can be made with: the draft, or where that is invalid, what is saved with the draft's texts. */
	get previewed(): Settings {
		const draft = $state.snapshot(this.draft);
		const { templates, defaultGreeting, calledContact } = draft;
		const texts = { templates, defaultGreeting, calledContact };
		return this.#problems.size === 0 ? draft : { ...this.#base, ...texts };
	}

	/** The settings have changed elsewhere: the form shows it, but for what is being changed here. */
	follow(settings: Settings): void {
		if (areSameSettings(settings, this.#base)) return;
		this.#rebase(this.#base, settings);
	}

	discard(): void {
		this.draft = copyOf(this.#base);
		this.#state = 'untouched';
	}

	/** Saves what is valid; what is typed meanwhile stays typed. */
	async save(): Promise<void> {
		if (this.#problems.size > 0) {
			this.#state = 'invalid';
			return;
		}
		const changed = $state.snapshot(this.draft);
		this.#state = 'saving';
		const saved = await this.#session.saveSettings({ base: this.#base, changed });
		if (saved && saved.state !== 'refused') this.#rebase(changed, saved.settings);
		this.#state = 'sent';
	}

	#rebase(from: Settings, onto: Settings): void {
		this.draft = copyOf(mergeSettings(from, $state.snapshot(this.draft), onto));
		this.#base = onto;
	}
}

/** The form writes into its draft: nothing else may hold the same objects. */
function copyOf(settings: Settings): Settings {
	return structuredClone(settings);
}
