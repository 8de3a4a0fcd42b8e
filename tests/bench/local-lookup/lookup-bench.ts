/** What the page for lookups in local contacts can be asked. */
interface LookupBench {
	/** ms that the product takes to answer for a number in E.164; rejects where nobody is found. */
	find(e164: string): Promise<number>;
	/** ms that it takes to answer a search. */
	search(query: string): Promise<number>;
	/** ms that the browser takes for one question to the same index. */
	bareFind(e164: string): Promise<number>;
}

declare global {
	interface Window {
		localBench: LookupBench;
	}
}

export type { LookupBench };
