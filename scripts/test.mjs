// Proves everything, one part after the other, and sums up: `npm test`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failedTests } from './failed-tests.mjs';

const withoutInterop = process.env.ANTEROOM_WITHOUT_INTEROP === '1';

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

const results = PARTS.map(({ name, command }) => {
	console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
	const startedAt = Date.now();
	const report = join(reports, `${name}.json`);
	const { status } = spawnSync(command, {
		...{ shell: true, stdio: 'inherit' },
		env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
	});
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	return { name, ok: status === 0, seconds, failures: failedTests(report) };
});
rmSync(reports, { recursive: true });

// An hour's output is long: what went wrong stands once more where one looks first.
for (const { name, failures } of results) {
	for (const { title, error } of failures) console.log(`\nFAILED  ${name}: ${title}\n${error}`);
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
