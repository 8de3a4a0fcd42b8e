import { expect, test } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { AppClient } from '#world/app-client.ts';
import { startApp, type AppServer } from '#world/app-server.ts';
import { startPostgres } from '#world/postgres.ts';
import { startSmtpSink } from '#world/smtp-sink.ts';

const REPORTS = 200;
const DEVICES = 8;
const KILLS = 6;
/** Messages that one process may have under way: as many can have been sent and not settled at a kill. */
const UNDER_WAY = 4;
const SECRET = 'the secret that both nodes of this test share';

test.describe.configure({ timeout: 240_000 });

test('kill -9 at any moment loses no report and no mail, with the embedded database', async () => {
	const sink = await startSmtpSink();
	const app = await startApp({ env: mailTo(sink.port) });
	try {
		await proveNothingIsLost([app], sink.messages);
	} finally {
		await app.stop();
		await sink.close();
	}
});

test('kill -9 of either of two nodes loses no report and no mail, on PostgreSQL', async () => {
	const postgres = await startPostgres();
	const sink = await startSmtpSink();
	const env = {
		...mailTo(sink.port),
		ANTEROOM_DATABASE_URL: postgres.url,
		ANTEROOM_SECRET: SECRET
	};
	const nodes = [await startApp({ env }), await startApp({ env })];
	try {
		await proveNothingIsLost(nodes, sink.messages);
	} finally {
		await Promise.all(nodes.map((node) => node.stop()));
		await sink.close();
		await postgres.stop();
	}
});

/**
 * Many devices report missed calls, each report again and again until it is answered with 2xx, while
 * nodes are killed at random moments. Then every call has its mail. A mail may come twice where the kill
 * fell between the mail server's 250 and the note of it: with the same Message-ID, so that it can be told.
 */
async function proveNothingIsLost(
	nodes: readonly AppServer[],
	mails: readonly string[]
): Promise<void> {
	const [first] = nodes;
	if (!first) throw new Error('no nodes');
	const client = new AppClient(first);
	await client.setUp('carla@office.example');
	const reports = Array.from({ length: REPORTS }, (_, number) => missedCall(number));
	const waiting = [...reports];
	const device = async (number: number) => {
		for (let report = waiting.shift(); report; report = waiting.shift()) {
			await deliver(client, report, nodes, number);
		}
	};
	const devices = Promise.all(Array.from({ length: DEVICES }, (_, number) => device(number)));
	for (let kill = 0; kill < KILLS; kill += 1) {
		const node = nodes[kill % nodes.length] ?? first;
		// The first kills fall into the reporting, the later ones into deciding and sending.
		const progress = (kill + Math.random()) / KILLS;
		const reported = () => reports.length - waiting.length;
		if (kill < KILLS / 2) {
			await expect.poll(reported, INTERVALS).toBeGreaterThanOrEqual(progress * REPORTS);
		} else {
			await devices;
			await expect.poll(() => mails.length, INTERVALS).toBeGreaterThan((progress - 0.5) * REPORTS);
		}
		await node.kill9();
		await node.restart();
	}
	await devices;
	const called = () => new Set(mails.map(callerOf)).size;
	await expect.poll(called, INTERVALS).toBe(REPORTS);

	const ids = mails.map((mail) => /^Message-ID: (.+)$/im.exec(mail)?.[1]);
	expect(new Set(ids).size).toBe(REPORTS);
	const doubles = mails.length - REPORTS;
	console.log(`${KILLS} kills: ${REPORTS} calls, ${mails.length} mails, ${doubles} of them twice`);
	expect(doubles).toBeLessThanOrEqual(KILLS * UNDER_WAY);
}

const INTERVALS = { timeout: 120_000, intervals: [10] };

/** As a device does: sends the report until it is stored, by whichever node answers. */
async function deliver(
	client: AppClient,
	report: object,
	nodes: readonly AppServer[],
	device: number
): Promise<void> {
	for (let attempt = device; ; attempt += 1) {
		const { url } = nodes[attempt % nodes.length] ?? { url: '' };
		const body = { reports: [report] };
		const response = await client.request('/api/reports', body, url).catch(() => undefined);
		if (response?.ok) return;
		if (response && response.status < 500) throw new Error(`refused: ${await response.text()}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

function missedCall(number: number) {
	const startedAt = Date.now();
	const called = '+493023125100';
	const caller = '+494066969412';
	const displayName = `Caller ${String(number).padStart(3, '0')}`;
	return {
		version: 1,
		reportId: randomUUID(),
		deviceId: randomUUID(),
		direction: 'incoming',
		callId: `call-${number}@pbx.example`,
		startedAt,
		endedAt: startedAt + 5_000,
		ringMs: 5_000,
		outcome: 'missed',
		caller: { kind: 'number', number: { raw: caller, e164: caller }, displayName, source: 'from' },
		called: { number: { raw: called, e164: called }, source: 'to', header: 'To', divertedFrom: [] }
	};
}

/** Which of our callers a mail is about. */
function callerOf(mail: string): string | undefined {
	return /Caller \d{3}/.exec(mail)?.[0];
}

function mailTo(port: number): Record<string, string> {
	return {
		SMTP_HOST: '127.0.0.1',
		SMTP_PORT: String(port),
		SMTP_TLS: 'none',
		ANTEROOM_MAIL_FROM: 'phone@office.example'
	};
}
