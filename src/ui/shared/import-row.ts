/** What importing one row of a file would do. `row` counts from 1. */
export interface ImportRow {
	readonly row: number;
	readonly kind: 'new' | 'changed' | 'unchanged' | 'refused';
	/** Why it is refused. */
	readonly problems?: readonly { readonly column?: string; readonly reason: string }[];
}
