import { createContext } from 'svelte';
import type { SessionInfo } from '#domain/session-info.ts';
import type { HotlineIndex } from '#domain/hotline-index.ts';
import type { HotlineEditor } from '#phone/hotline-list.ts';
import type { FieldProblem } from '#ui/shared/field-problem.ts';

interface HotlineForm {
	readonly editor: HotlineEditor;
	/** Whose numbering plan and settings hold, and all hotlines. */
	readonly session: SessionInfo;
	readonly index: HotlineIndex;
	/** What is wrong with the field of this path, in these words; undefined where nothing is. */
	problem(path: string, words: string): FieldProblem | undefined;
}

/** The hotline being edited, for the sections of the form. */
export const [useHotlineForm, provideHotlineForm] = createContext<HotlineForm>();
