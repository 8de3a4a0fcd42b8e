/** What is wrong with a field, in words. */
export interface FieldProblem {
	readonly words: string;
	/** Shown although the person has not left the field yet: saving was tried. */
	readonly now: boolean;
}
