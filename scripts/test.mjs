// Proves everything, one part after the other, and sums up: `npm test`.
import { spawnSync } from 'node:child_process';

const withoutInterop = process.env.ANTEROOM_WITHOUT_INTEROP === '1';

const PARTS = [
	{ name: 'lint', command: 'npm run --silent lint' },
	{ name: 'types', command: 'npm run --silent check' },
	{ name: 'unit tests', command: 'npm run --silent test:unit' },
	{ name: 'journeys', command: 'npm run --silent test:journeys' },
	...(withoutInterop
		? []
		: [{ name: 'interop with real peers', command: 'npm run --silent test:interop' }])
];

const results = PARTS.map(({ name, command }) => {
	console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
	const startedAt = Date.now();
	const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
	return { name, ok: status === 0, seconds: Math.round((Date.now() - startedAt) / 1000) };
});

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
