import { createContext } from 'svelte';
import type { SettingsEditor } from '#phone/settings-editor.svelte.ts';
import type { FieldProblem } from '#ui/shared/field-problem.ts';

interface SettingsForm {
	readonly editor: SettingsEditor;
	/** What is wrong with the field of this path, in these words; undefined where nothing is. */
	problem(path: string, words: string): FieldProblem | undefined;
}

/** The settings being edited, for the sections of the form. */
export const [useSettingsForm, provideSettingsForm] = createContext<SettingsForm>();

/** @returns the form of one editor. */
export function settingsForm(editor: SettingsEditor): SettingsForm {
	return {
		editor,
		problem: (path, words) =>
			editor.problems.has(path) ? { words, now: editor.state === 'invalid' } : undefined
	};
}
