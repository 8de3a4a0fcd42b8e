import { test } from '@playwright/test';
import { exampleCall } from '#domain/example-calls.ts';
import { decide } from '#domain/notification-rules.ts';
import { defaultSettings } from '#domain/settings.ts';
import { perSecond } from './durable-inserts.ts';
import { ROUNDS } from './repetitions.ts';
import { record } from './results.ts';

const DECISIONS = 2_000;
/** As many of this caller's calls have been notified of before. */
const EARLIER = 20;

test('decide: decisions of one process', () => {
	const now = Date.now();
	const { call, lookup } = exampleCall('known', now);
	const base = defaultSettings('carla@office.example');
	const list = Array.from({ length: 50 }, (_, entry) => `+4930231251${10 + entry}`);
	const settings = { ...base, exceptions: { ...base.exceptions, list } };
	const history = {
		notifiedStarts: Array.from({ length: EARLIER }, (_, day) => now - (day + 1) * 86_400_000),
		lastActiveAt: now - 3_600_000,
		lastNotifiedAt: now - 86_400_000,
		sipDomain: 'office.example'
	};
	const facts = JSON.stringify({ call, history, lookup, settings });
	const rate = (work: () => unknown) => {
		const startedAt = performance.now();
		for (let count = 0; count < DECISIONS; count += 1) work();
		return perSecond(DECISIONS, startedAt);
	};
	const samples = { product: [] as number[], floor: [] as number[] };
	// The first round is compiled while it runs, and is not counted.
	for (let round = 0; round <= ROUNDS; round += 1) {
		const product = rate(() => decide(call, history, lookup, settings));
		const floor = rate(() => JSON.parse(facts));
		if (round === 0) continue;
		samples.product.push(product);
		samples.floor.push(floor);
	}
	record(`decide(): all exceptions, ${EARLIER} earlier calls, 50 listed numbers`, '/s', {
		...samples,
		floorIs: 'JSON.parse of the same facts'
	});
});
