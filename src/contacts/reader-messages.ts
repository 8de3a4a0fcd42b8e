import type { LocalProgress } from '#domain/local-source.ts';
import type { NumberingPlan } from '#domain/phone-number.ts';

/** What the page asks its worker for. */
export interface ReadRequest {
	readonly accountId: string;
	readonly sourceId: string;
	readonly plan: NumberingPlan;
	/** Also where nothing has changed. */
	readonly anew: boolean;
}

/** What the worker tells the page. */
export type ReadMessage =
	| { readonly kind: 'progress'; readonly progress: LocalProgress }
	| { readonly kind: 'done' }
	| { readonly kind: 'broken'; readonly error: string };
