import { expect, test } from 'vitest';
import { CHECKS, found, type Check, type Finding } from '#domain/diagnostics.ts';
import { Diagnostics } from './diagnostics.svelte.ts';

/** Checks that find nothing wrong, but for those given. */
function diagnosticsWith(some: Partial<Record<Check, () => Promise<Finding[]>>>): Diagnostics {
	const good = async () => [found('server-good')];
	const all = CHECKS.map((check) => [check, some[check] ?? good] as const);
	return new Diagnostics(Object.fromEntries(all) as Record<Check, () => Promise<Finding[]>>);
}

test('a check that still waits for the browser ends with the run, and the next run is another', async () => {
	const asked: PromiseWithResolvers<Finding[]>[] = [];
	const diagnostics = diagnosticsWith({
		microphone: () => {
			const question = Promise.withResolvers<Finding[]>();
			asked.push(question);
			return question.promise;
		}
	});
	const run = diagnostics.run();
	await expect.poll(() => asked.length).toBe(1);
	diagnostics.stop();
	await run;
	expect(diagnostics.isRunning).toBe(false);
	expect(diagnostics.result('server').state).toBe('good');
	expect(diagnostics.result('microphone').state).toBe('waiting');
	expect(diagnostics.result('speaker').state).toBe('waiting');

	const again = diagnostics.run();
	await expect.poll(() => asked.length).toBe(2);
	asked[0]?.resolve([found('microphone-blocked')]);
	asked[1]?.resolve([found('microphone-good')]);
	await again;
	expect(diagnostics.result('microphone').state).toBe('good');
	expect(diagnostics.isComplete).toBe(true);
});
