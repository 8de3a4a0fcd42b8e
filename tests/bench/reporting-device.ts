import { randomInt, randomUUID } from 'node:crypto';
import { readSettingsOf, writeSettingsOf } from '#server/accounts/settings.ts';
import { openDatabase } from '#server/database/open-database.ts';
import { AppClient } from '#world/app-client.ts';
import { startApp, type AppServer } from '#world/app-server.ts';

const EMAIL = 'carla@office.example';

/** The app with one account, whose device reports calls. */
export interface ReportingDevice {
	readonly app: AppServer;
	/** Resolves when the server has all of them on disk. */
	report(calls: readonly object[]): Promise<void>;
}

/** @param graceMs how long after a report the server decides about the call */
export async function startReportingDevice(
	env: Readonly<Record<string, string>>,
	graceMs: number
): Promise<ReportingDevice> {
	const app = await startApp({ env });
	const client = new AppClient(app);
	try {
		await client.setUp(EMAIL);
		await setGrace(app.dataFolder, env.ANTEROOM_DATABASE_URL, graceMs);
	} catch (error) {
		await app.stop();
		throw error;
	}
	return {
		app,
		async report(reports) {
			const response = await client.request('/api/reports', { reports });
			const body = (await response.json()) as { answers?: { status: string }[] };
			const stored = body.answers?.filter(({ status }) => status === 'stored').length;
			if (stored !== reports.length) throw new Error(`not stored: ${JSON.stringify(body)}`);
		}
	};
}

/** Written beside the running server, which reads settings anew for each call. */
async function setGrace(dataFolder: string, databaseUrl: string | undefined, graceMs: number) {
	const database = await openDatabase({ dataFolder, databaseUrl });
	try {
		const { db } = database;
		const account = await db
			.selectFrom('user')
			.select(['id', 'email'])
			.where('email', '=', EMAIL)
			.executeTakeFirstOrThrow();
		const settings = await readSettingsOf(db, account);
		const unanswered = { ...settings.unanswered, graceMs };
		await writeSettingsOf(db, account.id, { ...settings, unanswered }, Date.now());
	} finally {
		await database.close();
	}
}

/** A missed call that nobody has reported yet, from one of a thousand callers: an office's day, not one person's. */
export function missedCall(): object {
	const startedAt = Date.now() - 5_000;
	const caller = `+494066969${String(randomInt(1000)).padStart(3, '0')}`;
	return {
		version: 1,
		reportId: randomUUID(),
		deviceId: randomUUID(),
		direction: 'incoming',
		callId: `${randomUUID()}@pbx.example`,
		startedAt,
		endedAt: startedAt + 5_000,
		ringMs: 5_000,
		outcome: 'missed',
		caller: {
			kind: 'number',
			number: { raw: caller, e164: caller },
			displayName: 'Mustermann',
			source: 'from'
		},
		called: {
			number: { raw: '+493023125100', e164: '+493023125100' },
			source: 'to',
			header: 'To',
			divertedFrom: []
		}
	};
}
