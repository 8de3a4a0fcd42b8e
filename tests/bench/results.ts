import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';

const FILE = join(import.meta.dirname, '../../test-results/bench.json');

interface Summary {
	readonly median: number;
	/** What 19 of 20 samples reach: the 95th percentile, of rates the 5th. */
	readonly p95: number;
	/** In the order in which they were taken. */
	readonly samples: readonly number[];
}

/** One thing that was measured, beside what bounds it, measured in the same run. */
interface Figure {
	readonly what: string;
	readonly unit: 'ms' | 'kB' | '/s';
	readonly product: Summary;
	readonly floor: Summary;
	/** What the floor is. */
	readonly floorIs: string;
}

/** `test-results/bench.json`. */
export interface BenchResults {
	readonly node: string;
	readonly cpus: string;
	readonly figures: readonly Figure[];
}

interface Samples {
	readonly product: readonly number[];
	readonly floor: readonly number[];
	readonly floorIs: string;
}

/** Adds a figure to the results of this run; rates (`/s`) are better when they are high, all else when low. */
export function record(what: string, unit: Figure['unit'], samples: Samples): void {
	const figure = {
		what,
		unit,
		product: summary(samples.product, unit),
		floor: summary(samples.floor, unit),
		floorIs: samples.floorIs
	};
	const [cpu] = cpus();
	const results: BenchResults = {
		node: process.version,
		cpus: `${cpus().length} × ${cpu?.model ?? 'unknown'}`,
		figures: [...figuresSoFar(), figure]
	};
	mkdirSync(dirname(FILE), { recursive: true });
	writeFileSync(FILE, `${JSON.stringify(results, null, '\t')}\n`);
}

/** Playwright empties the folder at the start of each run: what is there is of this one. */
function figuresSoFar(): readonly Figure[] {
	if (!existsSync(FILE)) return [];
	return (JSON.parse(readFileSync(FILE, 'utf8')) as BenchResults).figures;
}

function summary(samples: readonly number[], unit: Figure['unit']): Summary {
	const sorted = samples.toSorted((a, b) => (unit === '/s' ? b - a : a - b));
	// Nearest rank: always a sample that was really taken.
	const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
	return { median: at(0.5), p95: at(0.95), samples };
}
