import { test } from '@playwright/test';
import { findPostgres } from '#scripts/peers.mjs';
import { startPostgres } from '#world/postgres.ts';
import { perSecond, postgresInserts, sqliteInserts } from './durable-inserts.ts';
import { ROUNDS } from './repetitions.ts';
import { missedCall, startReportingDevice, type ReportingDevice } from './reporting-device.ts';
import { record } from './results.ts';

const CONNECTIONS = 8;
const FLOOR_ROWS = 1_000;
/** Reports of one round, by the size of the batches in which they come. */
const LOADS = [
	{ batch: 1, reports: 500 },
	{ batch: 50, reports: 2_000 }
];
/** Decisions come after the measurement: it is about how fast reports are taken. */
const GRACE_MS = 120_000;

test('reports: durable reports, embedded database', async () => {
	test.setTimeout(600_000);
	const device = await startReportingDevice({}, GRACE_MS);
	try {
		await measure(device, 'embedded SQLite', {
			floorIs: 'node:sqlite, WAL, FULL: one row a transaction',
			floor: (row) => sqliteInserts(device.app.dataFolder, FLOOR_ROWS, row)
		});
	} finally {
		await device.app.stop();
	}
});

test('reports: durable reports, PostgreSQL', async () => {
	test.setTimeout(600_000);
	test.skip(findPostgres() === undefined, 'PostgreSQL is not installed');
	const postgres = await startPostgres({ durable: true });
	try {
		const device = await startReportingDevice(
			{
				ANTEROOM_DATABASE_URL: postgres.url,
				ANTEROOM_SECRET: 'a secret for benchmarks, long enough to be taken'
			},
			GRACE_MS
		);
		try {
			await measure(device, 'PostgreSQL', {
				floorIs: `pg, ${CONNECTIONS} connections: one row a transaction`,
				floor: (row) => postgresInserts(postgres.url, FLOOR_ROWS, row, CONNECTIONS)
			});
		} finally {
			await device.app.stop();
		}
	} finally {
		await postgres.stop();
	}
});

async function measure(
	device: ReportingDevice,
	engine: string,
	{ floor, floorIs }: { floor: (row: string) => Promise<number>; floorIs: string }
): Promise<void> {
	const row = JSON.stringify(missedCall());
	const floors: number[] = [];
	const rates = LOADS.map((load) => ({ ...load, product: [] as number[] }));
	// The first round finds everything cold and is not counted.
	for (let round = 0; round <= ROUNDS; round += 1) {
		const floorRate = await floor(row);
		if (round > 0) floors.push(floorRate);
		for (const { batch, reports, product } of rates) {
			const rate = await reportAll(device, reports, batch);
			if (round > 0) product.push(rate);
		}
	}
	for (const { batch, product } of rates) {
		const inBatches = batch === 1 ? 'one by one' : `${batch} in a request`;
		record(`durable reports, ${engine}, ${CONNECTIONS} connections, ${inBatches}`, '/s', {
			product,
			floor: floors,
			floorIs
		});
	}
}

/** @returns reports/s */
async function reportAll(device: ReportingDevice, reports: number, batch: number): Promise<number> {
	const calls = Array.from({ length: reports }, missedCall);
	const startedAt = performance.now();
	await Promise.all(
		Array.from({ length: CONNECTIONS }, async () => {
			while (calls.length > 0) await device.report(calls.splice(0, batch));
		})
	);
	return perSecond(reports, startedAt);
}
