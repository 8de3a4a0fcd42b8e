// Measures the product beside what bounds it, and prints both: `npm run bench`. It judges nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const RESULTS = 'test-results/bench.json';

process.chdir(join(import.meta.dirname, '..'));
// What is measured is what stands in the sources.
const built = run('vite', ['build', '--logLevel', 'error']);
if (built !== 0) process.exit(built);
rmSync(RESULTS, { force: true });
const status = run('playwright', ['test', '--project=bench', ...process.argv.slice(2)]);
if (existsSync(RESULTS)) print(JSON.parse(readFileSync(RESULTS, 'utf8')));
process.exitCode = status;

/** @param {import('../tests/bench/results.ts').BenchResults} results */
function print({ node, cpus, figures }) {
	const rows = figures.map(({ what, unit, product, floor, floorIs }) => [
		what,
		unit,
		number(product.median),
		number(product.p95),
		number(floor.median),
		number(floor.p95),
		`${(product.median / floor.median).toFixed(2)}×`,
		`${product.samples.length}`,
		floorIs
	]);
	const head = ['', '', 'Anteroom', 'p95', 'floor', 'p95', 'ratio', 'n', 'the floor is'];
	const table = [head, ...rows];
	const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
	const isNumber = (/** @type {number} */ column) => column >= 2 && column <= 7;
	const lines = table.map((row) =>
		row
			.map((cell, column) =>
				isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
			)
			.join('  ')
			.trimEnd()
	);
	console.log(`\n${lines.join('\n')}`);
	console.log('\nMedians; p95 is what 19 of 20 measurements reach, of rates the low end.');
	console.log(`Node ${node}, ${cpus}. All samples: ${RESULTS}`);
}

/** @param {number} value */
function number(value) {
	return value.toFixed(value >= 100 ? 0 : 1);
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function run(program, args) {
	const bin = join(process.cwd(), 'node_modules/.bin');
	const { status, error } = spawnSync(program, args, {
		stdio: 'inherit',
		env: { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) }
	});
	if (error) throw error;
	return status ?? 1;
}
