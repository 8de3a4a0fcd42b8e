/** How one branch of a forked request ended. */
export interface Final<Response> {
	readonly status: number;
	/** Undefined where the branch ended without a response (lost, timed out). */
	readonly response?: Response;
}

/** RFC 3261 §16.7, 6: these say how the caller could ask better. */
const TELLS_HOW = [401, 407, 415, 420, 484];
/** These say only that nobody came to the phone; any reason is better. */
const SAYS_LITTLE = [408, 480, 487];

/**
 * Which refusal the caller hears when no branch was answered (RFC 3261 §16.7, 6): a 6xx, else the
 * lowest class, in it the one that says most, else the first.
 */
export function bestFinal<Response>(finals: readonly Final<Response>[]): Final<Response> {
	const [first, ...others] = finals;
	if (first === undefined) return { status: 480 };
	return others.reduce((best, next) => (rank(next) < rank(best) ? next : best), first);
}

function rank({ status }: Final<unknown>): number {
	if (status >= 600) return 0;
	const detail = TELLS_HOW.includes(status) ? 0 : SAYS_LITTLE.includes(status) ? 2 : 1;
	return Math.floor(status / 100) * 10 + detail;
}
