import type { Messages } from '#i18n/en.ts';

/** What is said while a record that several people keep is changed; each kind of record has its own words. */
export type EditorWords = Pick<
	Messages['hotlines']['editor'],
	| 'save'
	| 'saving'
	| 'discard'
	| 'remove'
	| 'clean'
	| 'dirty'
	| 'saved'
	| 'invalid'
	| 'failed'
	| 'refused'
	| 'elsewhere'
	| 'elsewhereGone'
	| 'theirs'
	| 'yours'
	| 'nothing'
	| 'takeTheirs'
	| 'join'
	| 'keepGone'
>;
