import type { CDPSession } from '@playwright/test';

/** Gives back what nothing in the page holds any more. */
export async function collectGarbage(devtools: CDPSession): Promise<void> {
	// What awaits its finalizer needs a second round.
	for (let round = 0; round < 2; round += 1) await devtools.send('HeapProfiler.collectGarbage');
}

/** What the browser counts of a page (`JSHeapUsedSize` in bytes, `Nodes` …), after `Performance.enable`. */
export async function metrics(devtools: CDPSession): Promise<(name: string) => number> {
	const { metrics: all } = await devtools.send('Performance.getMetrics');
	return (name) => {
		const found = all.find((metric) => metric.name === name);
		if (!found) throw new Error(`the browser does not count ${name}`);
		return found.value;
	};
}
