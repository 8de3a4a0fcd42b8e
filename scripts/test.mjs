// Proves everything, one part after the other, and sums up: `npm test`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { failedTests } from './failed-tests.mjs';

const withoutInterop = process.env.ANTEROOM_WITHOUT_INTEROP === '1';

/** Of what a failed part has printed, where it says no more exactly what went wrong: characters. */
const END_LENGTH = 4_000;
const DRAIN_MS = 2_000;

const reports = mkdtempSync(join(tmpdir(), 'anteroom-test-'));

const PARTS = [
	{ name: 'lint', command: 'npm run --silent lint' },
	{ name: 'types', command: 'npm run --silent check' },
	{ name: 'unit tests', command: 'npm run --silent test:unit' },
	{ name: 'journeys', command: 'npm run --silent test:journeys -- --reporter=list,json' },
	...(withoutInterop
		? []
		: [
				{
					name: 'interop with real peers',
					command: 'npm run --silent test:interop -- --reporter=list,json'
				}
			])
];

const results = [];
for (const { name, command } of PARTS) {
	console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
	const startedAt = Date.now();
	const report = join(reports, `${name}.json`);
	const { status, end } = await run(command, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	const ok = status === 0;
	results.push({ name, ok, seconds, end, failures: ok ? [] : failedTests(report) });
}
rmSync(reports, { recursive: true });

// An hour's output is long: what went wrong stands once more where one looks first.
for (const { name, ok, failures, end } of results) {
	for (const { title, error } of failures) console.log(`\nFAILED  ${name}: ${title}\n${error}`);
	if (!ok && failures.length === 0)
		console.log(`\nFAILED  ${name}, whose output ends with\n${end}`);
}
console.log('');
for (const { name, ok, seconds } of results) {
	console.log(`${ok ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
}
if (withoutInterop) {
	console.log(
		'left out  interop with real peers, server on PostgreSQL (ANTEROOM_WITHOUT_INTEROP=1)'
	);
}
const passed = results.filter(({ ok }) => ok).length;
console.log(`parts: ${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed === results.length ? 0 : 1;

/**
 * Shows what a command prints, and keeps the end of it.
 * @param {string} command
 * @param {Record<string, string>} env
 */
async function run(command, env) {
	const child = spawn(command, {
		...{ shell: true, stdio: ['inherit', 'pipe', 'pipe'] },
		env: { ...process.env, ...env }
	});
	let end = '';
	const show = (/** @type {NodeJS.WriteStream} */ to) => (/** @type {Buffer} */ printed) => {
		to.write(printed);
		end = (end + printed).slice(-END_LENGTH);
	};
	child.stdout.on('data', show(process.stdout));
	child.stderr.on('data', show(process.stderr));
	const closed = once(child, 'close');
	const [status] = await once(child, 'exit');
	// What a test has left running may hold the output open.
	await Promise.race([closed, setTimeout(DRAIN_MS)]);
	child.stdout.destroy();
	child.stderr.destroy();
	return { status, end: stripVTControlCharacters(end) };
}
